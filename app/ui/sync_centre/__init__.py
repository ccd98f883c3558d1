"""Đồng bộ: how the line is, what waits for it, and how this PC becomes known to the province."""
