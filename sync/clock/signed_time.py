"""From the time that the server signed to the time now."""

LONGEST_TRUSTED = 60_000
"""Milliseconds: an answer that took longer still bounds the time from below, and says no more."""


def at_arrival(signed: int, took: int) -> int | None:
    """The server's time when its answer arrived, in the middle of what is possible.

    `signed` is UTC milliseconds, `took` the milliseconds from asking to arrival by a clock that
    nobody sets. None when it took too long to be worth more than the lower bound `signed`.
    """
    if not 0 <= took <= LONGEST_TRUSTED:
        return None
    return signed + took // 2
