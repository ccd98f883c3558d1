"""Tests of the page Sổ và báo cáo."""
