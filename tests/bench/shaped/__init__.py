"""Synchronising over a bad line, beside PouchDB on the very same line."""
