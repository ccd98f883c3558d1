"""Tests of the page Vướng mắc."""
