"""Which PCs want a technician, and why: marks out of what each PC told of itself. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sync.gateway.page.state import Commune, Fleet, Pc
from sync.gateway.storage.digests import Machine

WEAK_RAM = 3_584
"""MiB: a PC sold with 4 GB tells a little less, since its graphics take some."""

LITTLE_ROOM = 2_048
"""MiB free: from here on the program itself warns."""

OLDEST_BUILD = 17_763
"""Of Windows 10, version 1809: the program is not made for an older one."""

STALE_COPY = timedelta(days=7)
_OFFICE_TIME = timedelta(hours=7)


class Mark(StrEnum):
    """Why somebody should go there; in the order in which they are shown."""

    DISK = "disk"
    COPY = "copy"
    ROOM = "room"
    FREEZE = "freeze"
    SYSTEM = "system"
    BITS = "bits"
    RAM = "ram"
    SPARING = "sparing"
    PRINTER = "printer"
    UNTOLD = "untold"


URGENT = frozenset({Mark.DISK, Mark.COPY, Mark.ROOM})
"""What may cost an office its work."""

QUIET = frozenset({Mark.SPARING, Mark.UNTOLD})
"""What is worth knowing and asks nobody to go there."""


class Sort(StrEnum):
    """What the list is ordered by."""

    NEED = "need"
    NAME = "name"
    SYSTEM = "system"
    RAM = "ram"
    ROOM = "room"
    COPY = "copy"
    PROGRAM = "program"
    CONTACT = "contact"


ANY = "any"
"""Asks for the PCs with a mark, whichever."""


class Wanted(NamedTuple):
    """What the page was asked for; what it does not know is not asked."""

    commune: str = ""
    mark: str = ""
    sort: Sort = Sort.NEED


class Row(NamedTuple):
    """One PC of one commune, and its marks."""

    commune: Commune
    pc: Pc
    marks: tuple[Mark, ...]

    @property
    def is_needy(self) -> bool:
        """Whether somebody should go there."""
        return any(mark not in QUIET for mark in self.marks)


class Inventory(NamedTuple):
    """All PCs of the commune or the province, and those of them that are shown, in order."""

    communes: tuple[Commune, ...]
    all: tuple[Row, ...]
    shown: tuple[Row, ...]

    def count(self, mark: Mark) -> int:
        """How many PCs bear a mark."""
        return sum(mark in row.marks for row in self.all)

    @property
    def needy(self) -> list[tuple[Commune, int]]:
        """Communes with PCs that somebody should go to, those with the most first."""
        found = Counter(row.commune.code for row in self.shown if row.is_needy)
        of = {one.code: one for one in self.communes}
        return sorted(
            ((of[code], count) for code, count in found.items()),
            key=lambda one: (-one[1], one[0].name),
        )


def asked(query: Mapping[str, str], fleet: Fleet) -> Wanted:
    """What somebody typed into the address; what is not known is left out."""
    commune, mark, sort = (query.get(name, "") for name in ("commune", "mark", "sort"))
    return Wanted(
        commune if commune in {one.code for one in fleet.communes} else "",
        mark if mark in {ANY, *Mark} else "",
        Sort(sort) if sort in set(Sort) else Sort.NEED,
    )


def inventory(fleet: Fleet, wanted: Wanted) -> Inventory:
    """The PCs that were asked for."""
    rows = tuple(
        Row(one, pc, tuple(marks(pc)))
        for one in fleet.communes
        if wanted.commune in {"", one.code}
        for pc in one.offices
        if not pc.is_revoked and not pc.is_connector
    )
    fitting = [row for row in rows if _fits(row, wanted.mark)]
    return Inventory(fleet.communes, rows, tuple(_sorted(fitting, wanted.sort)))


def marks(pc: Pc) -> Iterable[Mark]:
    """What is to be looked at; what a PC does not know is no fault."""
    if pc.machine is None:
        yield Mark.UNTOLD
        return
    for mark, holds in _RULES:
        if holds(pc.machine):
            yield mark


def is_stale(one: Machine) -> bool:
    """Whether there was no good copy of the last week when the PC told; it tells that at once."""
    if not one.copied:
        return True
    day = (datetime.fromtimestamp(one.told_at / 1000, UTC) + _OFFICE_TIME).date()
    return day - date.fromisoformat(one.copied) >= STALE_COPY


_RULES: tuple[tuple[Mark, Callable[[Machine], bool]], ...] = (
    (Mark.DISK, lambda one: one.health == "failing"),
    (Mark.COPY, is_stale),
    (Mark.ROOM, lambda one: one.free < LITTLE_ROOM),
    (Mark.FREEZE, lambda one: bool(one.frozen_by)),
    (Mark.SYSTEM, lambda one: one.system == "windows" and 0 < one.build < OLDEST_BUILD),
    (Mark.BITS, lambda one: one.bits == 32),
    (Mark.RAM, lambda one: 0 < one.ram < WEAK_RAM),
    (Mark.SPARING, lambda one: bool(one.spares_memory)),
    (Mark.PRINTER, lambda one: one.printer == "none"),
)


def _fits(row: Row, mark: str) -> bool:
    if mark == ANY:
        return row.is_needy
    return not mark or mark in row.marks


def _sorted(rows: Sequence[Row], by: Sort) -> list[Row]:
    """In that order; PCs that have not told come last, equal ones by commune and name."""
    named = sorted(rows, key=lambda row: (row.commune.name, row.commune.code, row.pc.name))
    if by is Sort.NEED:
        return _by_need(named)
    key = _KEYS[by]
    return sorted(named, key=lambda row: (row.pc.machine is None and by in _OF_MACHINE, key(row)))


def _by_need(rows: list[Row]) -> list[Row]:
    """The communes with the most needy PCs first, and there the neediest PC."""
    needy = Counter(row.commune.code for row in rows if row.is_needy)
    return sorted(
        rows,
        key=lambda row: (
            -needy[row.commune.code],
            row.commune.name,
            row.commune.code,
            -sum(3 if mark in URGENT else mark not in QUIET for mark in row.marks),
        ),
    )


def _of(value: Callable[[Machine], Any]) -> Callable[[Row], Any]:
    return lambda row: value(row.pc.machine) if row.pc.machine else 0


_KEYS: dict[Sort, Callable[[Row], Any]] = {
    Sort.NAME: lambda row: (row.pc.name, row.commune.name),
    Sort.SYSTEM: _of(lambda one: (one.system, one.build)),
    Sort.RAM: _of(lambda one: one.ram),
    Sort.ROOM: _of(lambda one: one.free),
    Sort.COPY: _of(lambda one: one.copied),
    Sort.PROGRAM: lambda row: row.pc.program,
    Sort.CONTACT: lambda row: row.pc.last_heard,
}
_OF_MACHINE = frozenset({Sort.SYSTEM, Sort.RAM, Sort.ROOM, Sort.COPY})
