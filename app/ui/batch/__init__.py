"""Trưởng bản nộp thay: one bringer, many applicants."""
