"""Tests of the reception page: the real window, a real office, keys only."""
