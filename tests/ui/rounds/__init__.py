"""Tests of the page Đợt lưu động."""
