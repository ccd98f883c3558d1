"""What is known about this build of the program without asking anybody."""

from datetime import UTC, datetime

BUILT = datetime(2026, 11, 24, tzinfo=UTC)
"""No correct clock shows an earlier moment; moved forward by hand at each release (README)."""
