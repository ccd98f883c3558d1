"""Ctrl+K: go to anything by typing a few letters of it."""
