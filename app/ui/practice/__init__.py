"""Luyện tập: the same program in a window that cannot be taken for the office's."""
