"""Tests of the page Trưởng bản nộp thay."""
