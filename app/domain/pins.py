"""Mã PIN: which codes are worth anything for a quick change of officers at an open counter."""

from itertools import pairwise

from app.domain.errors import RuleViolation

SHORTEST, LONGEST = 4, 6
MOST_ATTEMPTS = 5


def looks_like(text: str) -> bool:
    """Could this be a PIN rather than a password?"""
    return text.isascii() and text.isdigit() and SHORTEST <= len(text) <= LONGEST


def check(pin: str) -> None:
    """Raise `RuleViolation` for what is no PIN, or one that everybody tries first."""
    if not looks_like(pin):
        raise RuleViolation("pin_not_digits")
    steps = {int(later) - int(earlier) for earlier, later in pairwise(pin)}
    if steps in ({0}, {1}, {-1}):
        raise RuleViolation("pin_too_plain")
