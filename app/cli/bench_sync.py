"""What synchronising costs: 100 dossiers and 500 later acts, against `zstd -19` of the same."""

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import zstandard

from app.cli.bench_figures import COMMUNE, Figure, Figures, an_office, opened
from app.cli.demo_line import Province
from app.domain.events import (
    ContactChanged,
    Forwarded,
    IssuedPaper,
    NoteAdded,
    OnPaper,
    Payload,
    Receiver,
    Recipient,
    ResultRecorded,
    Returned,
)
from app.store.act import Act
from app.store.bulk import Told, record_many
from app.store.crowd import invented, somebody
from app.usecases.desk import Desk
from app.usecases.synchronise import enrol, one_round

DOSSIERS = 100


def measure(_dossiers: int) -> Figures:
    """Send what was done without a line, in one go."""
    with an_office() as pc, opened(pc) as desk:
        province = Province(
            Path(pc.profile.path).parent / "gateway", "Lai Châu", COMMUNE, "Xã Sì Lở Lầu"
        )
        try:
            enrol(desk, province.url, province.invites())
            one_round(desk)
            before = desk.store.device
            first = _head(desk) + 1
            record_many(desk.store, desk.officer, _told())
            began = time.perf_counter()
            report = one_round(desk)
            seconds = time.perf_counter() - began
            reference = _squeezed(desk, first)
        finally:
            province.close()
    if report.waiting or before != desk.store.device:
        raise RuntimeError("the round did not take everything")
    return {
        "bytes": Figure(report.bytes_up + report.bytes_down, "bytes", reference),
        "bytes_up": Figure(report.bytes_up, "bytes", reference),
        "round_trips": Figure(report.round_trips, "round trips"),
        "seconds": Figure(seconds, "s"),
        "events": Figure(report.sent, "events"),
    }


def _told() -> Iterator[Told]:
    """Each dossier is received, and five things happen to it later."""
    for number, received in enumerate(invented(DOSSIERS)):
        yield partial(_with_later_acts, told=received, number=number)


def _with_later_acts(act: Act, *, told: Told, number: int) -> list[Payload]:
    person = somebody(number)
    paper = IssuedPaper(name="Giấy xác nhận", number=f"{number}/XN", date="2026-11-24")
    return [
        told(act)[0],
        ContactChanged(phone=f"0388{number:06}"),
        Forwarded(to=Recipient(name=somebody(number + 5).name, unit="Tư pháp - hộ tịch")),
        NoteAdded(text=f"Đã gọi trưởng bản {somebody(number + 3).name}"),
        ResultRecorded(
            results=(paper,),
            paper=OnPaper(decided_by="Chủ tịch UBND xã", number=f"{number}/XN"),
        ),
        Returned(receiver=Receiver(name=person.name, id_number=person.id_number)),
    ]


def _head(desk: Desk) -> int:
    session = desk.store.sync_session()
    try:
        return session.journal.head(session.device.author).n
    finally:
        session.close()


def _squeezed(desk: Desk, first: int) -> int:
    """Compress the same events, envelopes, payloads and salts, as one piece with `zstd -19`."""
    session = desk.store.sync_session()
    try:
        author = session.device.author
        head = session.journal.head(author).n
        lines = session.journal.lines.between(author, first, head)
    finally:
        session.close()
    raw = b"".join(line.envelope + (line.payload or b"") + (line.salt or b"") for line in lines)
    return len(zstandard.ZstdCompressor(level=19).compress(raw))
