"""Hôm nay as an officer meets it."""
