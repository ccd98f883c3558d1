"""Tests of the page Báo cho dân."""
