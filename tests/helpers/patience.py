"""How long a test waits for what another thread or process does. No test is about that time."""

PATIENCE = 60.0
"""Seconds; who waits goes on at once when it has come. Ten times what the slowest machine takes."""
