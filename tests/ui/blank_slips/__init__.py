"""Tests of the page that prints blank slips."""
