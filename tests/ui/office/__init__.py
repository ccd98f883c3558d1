"""Tests of the page Cơ quan."""
