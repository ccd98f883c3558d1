"""Train `resources/dictionaries/1.zdict` on what invented people bring to an invented office.

Every procedure of the catalogue is received and worked on, so that the names of papers, the shapes
of envelopes and the words of acts are in it. An id is never trained again: frames that name it
travel and lie in journals for ever. A better dictionary gets the next number (`NUMBER`).
"""

import sys
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import zstandard

from app.cli.bench_acts import a_form, worked_on
from app.domain.errors import RuleViolation
from app.usecases import correction, processing, supplement
from app.usecases.desk import Desk
from app.usecases.reception import receive
from sync.protocol.event import Line
from tests.helpers.clock import FrozenClock
from tests.helpers.desk import a_desk
from tests.helpers.office import an_open_office

Sample = bytes | bytearray | memoryview

NUMBER = 1
SIZE = 64 * 1024
_TARGET = Path(__file__).resolve().parents[2] / "resources" / "dictionaries"
_TOGETHER = (1, 2, 6)
"""How many events a frame holds on a day with a line: what is sent small gains the most."""


def main() -> None:
    """Write the file; refuse to change one that was released."""
    target = _TARGET / f"{NUMBER}.zdict"
    if target.exists():
        raise SystemExit(f"{target.name} is there: a new one needs a new number")
    target.write_bytes(trained())
    sys.stdout.write(f"{target.name} written\n")


def trained() -> bytes:
    """Work in an office aside and train on its journal."""
    with tempfile.TemporaryDirectory() as folder, an_open_office(Path(folder)) as office:
        desk = a_desk(office)
        desk.store.clock_guard.trust(office.clock.now())
        _work(desk, office.clock)
        samples = _samples(_lines(desk))
    made = zstandard.train_dictionary(SIZE, samples, dict_id=NUMBER, level=19)
    return made.as_bytes()


def _work(desk: Desk, clock: FrozenClock) -> None:
    """Everything once for every procedure; what the rules refuse for one is left out there."""
    codes = [entry.code for entry in desk.catalogue.entries(desk.office.province_code)]
    for number, code in enumerate(codes):
        clock.pass_by(timedelta(minutes=7, milliseconds=number))
        try:
            _one(desk, code, number)
        except RuleViolation:
            continue


def _one(desk: Desk, code: str, number: int) -> None:
    form = a_form(desk, number, code)
    dossier = receive(desk, form)
    if number % 5 == 0:
        why = "Gõ nhầm họ tên"
        dossier = correction.correct_reception(
            desk, dossier.version, form, why, slip_recovered=True
        )
    if number % 6 == 0:
        missing = [line.asked.name for line in form.papers[:1]]
        dossier = supplement.request_supplement(desk, dossier.version, missing, "; ".join(missing))
        dossier = supplement.receive_supplement(desk, dossier.version, missing)
    if number % 7 == 0:
        dossier = processing.pause(desk, dossier.version, "Chờ ý kiến của cơ quan chuyên môn")
        dossier = processing.resume(desk, dossier.version)
    worked_on(desk, dossier, number)


def _lines(desk: Desk) -> list[Line]:
    session = desk.store.sync_session()
    try:
        author = session.device.author
        return list(session.journal.lines.between(author, 1, session.journal.head(author).n))
    finally:
        session.close()


def _samples(lines: Sequence[Line]) -> list[Sample]:
    return [
        _text(lines[first : first + size])
        for size in _TOGETHER
        for first in range(0, len(lines) - size, size)
    ]


def _text(lines: Sequence[Line]) -> bytes:
    """As a frame holds it: envelopes, then payloads."""
    envelopes = b"".join(line.envelope for line in lines)
    return envelopes + b"".join(line.payload or b"" for line in lines)


if __name__ == "__main__":
    main()
