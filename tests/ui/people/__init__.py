"""Tests of the page Người dân."""
