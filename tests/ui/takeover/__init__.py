"""Tests of the page that takes over the province's export."""
