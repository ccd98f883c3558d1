"""How the line to the province has been: attempts of one outcome in a row, as one stretch.

What counts as no line is one table here. Where nobody tried for over an hour (the PC was off),
nothing is known of the line, and nothing is claimed.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

import msgspec

LINE = "line"
FILES = "files"
HUB = "hub"
"""Whom an attempt was for: the province's gateway, its scans, the commune's own server."""

OK = "ok"
SENT_FILES = "files"
"""The outcomes of an attempt that came to its end; every other one is an error's code."""

SILENCE = 3_600_000
"""Milliseconds after the last attempt; what comes later is another stretch."""

_NO_LINE = frozenset({"unreachable", "captive_portal", "server_busy"})


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """Attempts in a row that ended alike. Instants are UTC milliseconds.

    `silent` is the time in between in which nobody tried; `clk` is how good our clock was.
    """

    began: int
    until: int
    outcome: str
    lane: str = LINE
    tries: int = 1
    bytes_up: int = 0
    bytes_down: int = 0
    round_trips: int = 0
    milliseconds: int = 0
    clk: str = OK
    silent: int = 0

    @property
    def is_good(self) -> bool:
        """Did the attempts come to their end?"""
        return self.outcome in {OK, SENT_FILES}

    @property
    def is_no_line(self) -> bool:
        """Could the gateway not be reached, or not answer?"""
        return self.outcome in _NO_LINE


class Down(msgspec.Struct, frozen=True):
    """What the journal shows of a span: how long there was no line, and how often that was seen."""

    milliseconds: int = 0
    tries: int = 0


def gathered(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """One line for an outage, also where the PC was off in between; those that ended last, last.

    Good days stay apart.
    """
    told: dict[int, Stretch] = {}
    last: dict[str, int] = {}
    for place, one in enumerate(stretches):
        before = told.get(last.get(one.lane, -1))
        told[place] = one
        if before is not None and not one.is_good and before.outcome == one.outcome:
            told[place] = _together(before, one)
            del told[last[one.lane]]
        last[one.lane] = place
    return tuple(told.values())


def down_between(stretches: Sequence[Stretch], start: int, end: int) -> Down:
    """How long there was no line between two moments, as far as somebody tried.

    An outage lasts until the next attempt that found a line, or to its own last attempt where
    nobody tried for an hour after it.
    """
    rounds = [one for one in stretches if one.lane == LINE]
    total = tries = 0
    for one, following in zip_longest(rounds, rounds[1:]):
        if not one.is_no_line:
            continue
        over = one.until
        if following is not None and 0 <= following.began - over <= SILENCE:
            over = following.began
        if over < start or one.began > end:
            continue
        total += max(0, min(over, end) - max(one.began, start))
        tries += one.tries
    return Down(total, tries)


def _together(one: Stretch, two: Stretch) -> Stretch:
    gap = max(0, two.began - one.until)
    return msgspec.structs.replace(
        one,
        until=two.until,
        tries=one.tries + two.tries,
        bytes_up=one.bytes_up + two.bytes_up,
        bytes_down=one.bytes_down + two.bytes_down,
        round_trips=one.round_trips + two.round_trips,
        milliseconds=one.milliseconds + two.milliseconds,
        silent=one.silent + (gap if gap > SILENCE else 0),
    )
