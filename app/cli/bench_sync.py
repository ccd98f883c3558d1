"""What synchronising costs: 100 dossiers and 500 later acts, against `zstd -19` of the same.

Everything is real: the use cases, the gateway, its TLS; a relay between them counts the bytes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import urlsplit

import zstandard

from app.cli.bench_acts import received, worked_on
from app.cli.bench_changes import measure_changes, measure_day, unsent_lines
from app.cli.bench_figures import Figure, Figures
from app.cli.bench_office import COMMUNE, an_office, opened
from app.cli.bench_relay import CountingRelay
from app.cli.demo_line import Province
from app.usecases.desk import Desk
from app.usecases.sync_records import RoundReport
from app.usecases.synchronise import enrol, one_round
from sync.protocol.event import Line

DOSSIERS = 100


class Round(NamedTuple):
    """One round and what stood in the journal for it: bytes at the socket, TLS included."""

    report: RoundReport
    up: int
    down: int
    connections: int
    reference: int

    @property
    def bytes(self) -> int:
        """Up and down."""
        return self.up + self.down


def measure(_dossiers: int, _runs: int, dossiers: int = DOSSIERS) -> Figures:
    """Work without a line, send all of it; then one dossier alone, as on a day with a line."""
    with an_office() as pc, opened(pc) as desk, _line(desk) as relay:
        one_round(desk)
        for number in range(dossiers):
            worked_on(desk, received(desk, number), number)
        whole = _round(desk, relay)
        received(desk, dossiers)
        single = _round(desk, relay)
        quiet = _round(desk, relay)
        day = measure_day(desk, relay)
        changes = measure_changes(desk, dossiers + 1)
    return {
        "bytes": Figure(whole.bytes, "bytes", whole.reference),
        "body_bytes": Figure(_bodies(whole), "bytes", whole.reference),
        "bytes_up": Figure(whole.up, "bytes"),
        "bytes_down": Figure(whole.down, "bytes"),
        "round_trips": Figure(whole.report.round_trips, "round trips"),
        "connections": Figure(whole.connections, "connections"),
        "seconds": Figure(whole.report.seconds, "s"),
        "events": Figure(whole.report.sent, "events"),
        "one_dossier_bytes": Figure(single.bytes, "bytes", single.reference),
        "one_dossier_body_bytes": Figure(_bodies(single), "bytes", single.reference),
        "idle_bytes": Figure(quiet.bytes, "bytes"),
        **day,
        **changes,
    }


@contextmanager
def _line(desk: Desk) -> Iterator[CountingRelay]:
    """A gateway of our own that knows this PC, and the relay before it."""
    province = Province(
        desk.profile.path.parent / "gateway", "Lai Châu", COMMUNE, desk.office.commune_name
    )
    try:
        with CountingRelay(urlsplit(province.url).port or 0) as relay:
            enrol(desk, relay.url, province.invites())
            yield relay
    finally:
        province.close()


def _round(desk: Desk, relay: CountingRelay) -> Round:
    """Send what waits; raises `RuntimeError` when something is left."""
    waiting = unsent_lines(desk)
    relay.forget()
    report = one_round(desk)
    if report.waiting:
        raise RuntimeError("the round did not take everything")
    return Round(report, relay.bytes_up, relay.bytes_down, relay.connections, _squeezed(waiting))


def _bodies(one: Round) -> int:
    """What HTTP carried: heads and bodies, without TLS."""
    return one.report.bytes_up + one.report.bytes_down


def _squeezed(lines: list[Line]) -> int:
    """Compress envelopes, payloads and salts as one piece with `zstd -19`."""
    raw = b"".join(line.envelope + (line.payload or b"") + (line.salt or b"") for line in lines)
    return len(zstandard.ZstdCompressor(level=19).compress(raw)) if lines else 0
