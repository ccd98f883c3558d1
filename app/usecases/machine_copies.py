"""Máy bị sao chép, khôi phục: whose entries are kept aside, from when, in how many dossiers."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import chain

import msgspec

from app.domain.calendar import OFFICE_TIME
from app.domain.copy_reviews import place, places_of, runs
from app.domain.events import CopyReviewed
from app.domain.fold.office import Deed
from app.system.clock import instant
from app.usecases.desk import Desk
from app.usecases.pc_names import pc_names
from app.usecases.step import Entity, record_office
from sync.journal.lines import SetAside
from sync.protocol.errors import Malformed
from sync.protocol.event import Envelope, read_envelope

COPY = "machine_copy"
"""The type of the entity; there is one a PC."""


class MachineCopy(msgspec.Struct, frozen=True, kw_only=True):
    """What one PC wrote on another branch of its history; kept, and of no effect.

    `waits` are runs of entries that nobody has looked at; of the others `by` was the last, `at`.
    """

    device: str
    name: str
    entries: int
    dossiers: int
    first: datetime | None
    last: datetime | None
    waits: tuple[str, ...] = ()
    by: str = ""
    at: datetime | None = None


def machine_copies(desk: Desk) -> tuple[MachineCopy, ...]:
    """List the PCs of which entries are kept aside, the most entries first.

    What gave way on this PC and was recorded again here counts, and is not among them.
    """
    by_device: dict[str, list[SetAside]] = {}
    reader = desk.store.reader()
    for one in reader.kept_aside():
        by_device.setdefault(one.id.device, []).append(one)
    names, reviews = pc_names(desk), list(chain.from_iterable(reader.deeds(COPY)))
    found = [
        _reviewed(_copy(device, names.get(device, ""), kept), kept, reviews)
        for device, kept in by_device.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.entries, one.device)))


def review_copy(desk: Desk, shown: MachineCopy) -> None:
    """Đã xem: what was shown of a copied PC waits for nobody any more; who and when is kept.

    What comes of it later waits again. Where nothing waits, nothing is said.
    """
    if not shown.waits:
        return
    said = CopyReviewed(device=shown.device, entries=shown.waits)
    with desk.store.act(by=desk.officer) as act:
        record_office(desk, act, Entity(act.new_id(), COPY), said)


def _reviewed(copy: MachineCopy, kept: list[SetAside], reviews: list[Deed]) -> MachineCopy:
    """The same with what of it still waits, and who looked last."""
    told = [
        (deed, deed.said)
        for deed in reviews
        if isinstance(deed.said, CopyReviewed) and deed.said.device == copy.device
    ]
    seen = places_of(run for _deed, said in told for run in said.entries)
    places = {place(one.id.epoch, one.id.n, one.line.h) for one in kept}
    last = max((deed for deed, _said in told), key=lambda deed: deed.at, default=None)
    return msgspec.structs.replace(
        copy,
        waits=runs(places - seen),
        by=last.by if last else "",
        at=instant(last.at).astimezone(OFFICE_TIME) if last else None,
    )


def _copy(device: str, name: str, kept: list[SetAside]) -> MachineCopy:
    said = list(_readable(kept))
    moments = sorted(instant(one.at).astimezone(OFFICE_TIME) for one in said)
    return MachineCopy(
        device=device,
        name=name,
        entries=len(kept),
        dossiers=len({one.e for one in said if one.t == "dossier"}),
        first=moments[0] if moments else None,
        last=moments[-1] if moments else None,
    )


def _readable(kept: Iterable[SetAside]) -> Iterator[Envelope]:
    for one in kept:
        with suppress(Malformed):
            yield read_envelope(one.line.envelope)
