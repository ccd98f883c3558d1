"""Kiểm tra máy: the line and this PC looked at one by one, and a report for the helpdesk."""
