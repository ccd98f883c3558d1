"""Đợt lưu động: plans, what to take along, what was taken in there."""
