"""Tests of the page Thu phí."""
