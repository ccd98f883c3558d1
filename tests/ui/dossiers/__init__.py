"""Hồ sơ as an officer meets it."""
