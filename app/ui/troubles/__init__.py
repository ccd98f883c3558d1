"""Vướng mắc: everything that waits for a person, and the way to it."""
