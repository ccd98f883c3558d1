"""Proof that the tests can fail: each way of being wrong, against the tests that must notice it."""
