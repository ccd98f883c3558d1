"""What proves when something was told to the province: the link journal, and deliveries.

Local truth beside the journal: no rebuild drops it, every copy holds it. It is written within
transactions that a round makes anyway, and bounded in age and number.
"""

from datetime import timedelta

from app.domain.calendar import OFFICE_TIME
from app.domain.link import LINE, OK, SILENCE, Stretch
from app.domain.timeliness import Journey
from app.store.answering import store_faults
from app.store.connection import Connection, Row
from app.system.clock import instant, milliseconds
from app.system.clock_guard import Quality, Stamp
from sync.protocol.identity import Author, EventId

KEPT = timedelta(days=400)
MOST_STRETCHES = 20_000
MOST_DELIVERIES = 100_000

_INSERT = """
INSERT INTO local_link (began, until, outcome, lane, tries, up, down, trips, took, clk)
VALUES (?,?,?,?,?,?,?,?,?,?)
"""
_GROW = """
UPDATE local_link SET until = ?, tries = tries + 1, up = up + ?, down = down + ?,
    trips = trips + ?, took = took + ? WHERE id = ?
"""
_LAST = """
SELECT began, until, outcome, lane, tries, up, down, trips, took, clk, id FROM local_link
WHERE lane = ? ORDER BY id DESC LIMIT 1
"""
_OF_SPAN = """
SELECT began, until, outcome, lane, tries, up, down, trips, took, clk FROM local_link
WHERE until >= ? AND began <= ? ORDER BY id
"""
_RECENT = """
SELECT began, until, outcome, lane, tries, up, down, trips, took, clk FROM local_link
WHERE ?1 IN ('', lane) AND ?2 IN ('', outcome) ORDER BY id DESC LIMIT ?3
"""
_COVERING = """
SELECT n, tried, tried_clk, hub, signed, learned, carrier FROM local_delivery
WHERE device = ? AND epoch = ? AND n >= ? ORDER BY n LIMIT 1
"""
_BEFORE = """
SELECT max(tried) FROM local_delivery WHERE device = ? AND epoch = ? AND n < ?
"""
_HIGHEST = "SELECT max(n) FROM local_delivery WHERE device = ? AND epoch = ?"
_HIGHEST_HELD = f"{_HIGHEST} AND signed IS NOT NULL"
_PUT = "INSERT INTO local_delivery VALUES (?,?,?,?,?,?,?,?,?)"
_HELD = """
UPDATE local_delivery SET signed = ?, learned = ?, carrier = ?
WHERE device = ? AND epoch = ? AND n <= ? AND signed IS NULL
"""
_AT_HUB = """
UPDATE local_delivery SET hub = ? WHERE device = ? AND epoch = ? AND n <= ? AND hub IS NULL
"""
_TOO_MANY_LINKS = "DELETE FROM local_link WHERE id <= (SELECT max(id) FROM local_link) - ?"
_TOO_MANY_DELIVERIES = """
DELETE FROM local_delivery WHERE (device, epoch, n) IN (
    SELECT device, epoch, n FROM local_delivery
    ORDER BY coalesce(signed, hub, tried) DESC LIMIT -1 OFFSET ?)
"""
_OLD_LINKS = "DELETE FROM local_link WHERE until < ?"
_OLD_DELIVERIES = "DELETE FROM local_delivery WHERE coalesce(signed, hub, tried) < ?"


class Evidence:
    """On the connection of whoever asks; who writes deliveries is in a transaction already."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, attempt: Stretch) -> None:
        """Add one attempt to the link journal, a transaction of its own."""
        with self._connection.writing():
            last = self._last(attempt.lane)
            if last is not None and _goes_on(last[1], attempt):
                self._connection.run(_GROW, _grown(attempt, last[0]))
                return
            self._connection.run(_INSERT, _row(attempt))
            self._forget_old(attempt)

    def stretches(self, start: int = 0, end: int = 1 << 62) -> list[Stretch]:
        """The link journal of a span (UTC milliseconds), in the order of the attempts."""
        return [_stretch(row) for row in self._read(_OF_SPAN, (start, end))]

    def recent(self, limit: int, lane: str = "", outcome: str = "") -> list[Stretch]:
        """The last stretches, newest first; of one lane or outcome where they are named."""
        return [_stretch(row) for row in self._read(_RECENT, (lane, outcome, limit))]

    def last_contact(self) -> int | None:
        """When a round with the province came to its end last."""
        return next((one.until for one in self.recent(1, LINE, OK)), None)

    def tried(self, author: Author, n: int, stamp: Stamp) -> None:
        """An attempt to send begins, whatever becomes of it; the author has come to `n`."""
        if n > (self._connection.value(_HIGHEST, tuple(author)) or 0):
            told = (milliseconds(stamp.at), stamp.quality.value, None, None, None, "")
            self._connection.run(_PUT, (*author, n, *told))

    def held(self, author: Author, n: int, signed: int, learned: Stamp, carrier: str) -> None:
        """The gateway has signed that it holds an author's events up to `n`; raises only."""
        if n <= (self._connection.value(_HIGHEST_HELD, tuple(author)) or 0):
            return
        self._end_at(author, n)
        told = (signed, milliseconds(learned.at), carrier)
        self._connection.run(_HELD, (*told, *author, n))

    def reached_hub(self, author: Author, n: int, signed: int) -> None:
        """The commune's own server has signed for an author's events up to `n`."""
        if not n:
            return
        self._end_at(author, n)
        self._connection.run(_AT_HUB, (signed, *author, n))

    def journey(self, event: EventId) -> Journey:
        """What is known of one event's way to the province."""
        found = self._read(_COVERING, (*event,))
        before = self._read(_BEFORE, (*event,))[0][0]
        if not found:
            return Journey(before=before)
        _n, tried, tried_clk, hub, signed, learned, carrier = found[0]
        return Journey(
            tried=tried,
            tried_clk=tried_clk,
            hub=hub,
            delivered=signed,
            learned=learned,
            carrier=carrier,
            before=before,
        )

    def _last(self, lane: str) -> tuple[int, Stretch] | None:
        found = self._connection.row(_LAST, (lane,))
        return None if found is None else (int(found[-1]), _stretch(found[:-1]))

    def _end_at(self, author: Author, n: int) -> None:
        """Let a row end at `n`: what was tried together may arrive in parts."""
        covering = self._connection.row(_COVERING, (*author, n))
        last, *told = covering or (0, None, "", None, None, None, "")
        if last != n:
            self._connection.run(_PUT, (*author, n, *told))

    def _forget_old(self, attempt: Stretch) -> None:
        """Keep it within bounds; by age only where the clock is to be believed."""
        self._connection.run(_TOO_MANY_LINKS, (MOST_STRETCHES,))
        self._connection.run(_TOO_MANY_DELIVERIES, (MOST_DELIVERIES,))
        if attempt.clk == Quality.OK:
            oldest = milliseconds(instant(attempt.began) - KEPT)
            self._connection.run(_OLD_LINKS, (oldest,))
            self._connection.run(_OLD_DELIVERIES, (oldest,))

    def _read(self, sql: str, values: tuple[object, ...]) -> list[Row]:
        with store_faults():
            return self._connection.rows(sql, values)


def _goes_on(last: Stretch, attempt: Stretch) -> bool:
    """Is it one more of the same? Good rounds are told by the day."""
    is_same = (last.outcome, last.clk) == (attempt.outcome, attempt.clk)
    follows = last.until <= attempt.until and attempt.began - last.until <= SILENCE
    return is_same and follows and (not attempt.is_good or _day(last) == _day(attempt))


def _day(one: Stretch) -> object:
    return instant(one.began).astimezone(OFFICE_TIME).date()


def _row(one: Stretch) -> tuple[object, ...]:
    cost = (one.bytes_up, one.bytes_down, one.round_trips, one.milliseconds)
    return (one.began, one.until, one.outcome, one.lane, one.tries, *cost, one.clk)


def _grown(attempt: Stretch, row: int) -> tuple[object, ...]:
    cost = (attempt.bytes_up, attempt.bytes_down, attempt.round_trips, attempt.milliseconds)
    return (attempt.until, *cost, row)


def _stretch(row: Row) -> Stretch:
    began, until, outcome, lane, tries, up, down, trips, took, clk = row
    return Stretch(
        began=began,
        until=until,
        outcome=outcome,
        lane=lane,
        tries=tries,
        bytes_up=up,
        bytes_down=down,
        round_trips=trips,
        milliseconds=took,
        clk=clk,
    )
