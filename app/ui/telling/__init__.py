"""Báo cho dân: whom to tell what, and how it went."""
