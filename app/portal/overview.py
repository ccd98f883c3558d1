"""What the province's pages are told: a dossier's number, procedure, deadline, what is owed; PCs.

Nobody's name, number or address leaves this module, and no sentence that another system wrote: it
may hold one. Pure functions of the events; `sync.gateway.page` keeps what they say.
"""

from collections.abc import Sequence
from datetime import date

from app.domain.devices import Certificates, certificates
from app.domain.dossier import Dossier
from app.domain.events import ConnectionReported, MachineTold
from app.domain.fold import fold
from app.domain.fold.office import Deed, deeds
from app.domain.machines import MACHINE, machine_of
from app.domain.procedure import OUTSIDE_CATALOGUE
from app.domain.provincial import HOME, owed, standing
from sync.gateway.storage.digests import Connection, Digest, Machine
from sync.protocol.event import Event

_DOSSIER = "dossier"
_CONNECTION = "connection"
_LONGEST = 160
_SHORT = 24
_MOST_NAMES = 2
_LARGEST = 1 << 40
_OUTSIDE = "thủ tục ngoài danh mục"


class Overview:
    """The application's side of the page."""

    version = "2"
    types = frozenset({_DOSSIER, _CONNECTION, MACHINE})

    def __init__(self) -> None:
        self._devices: Sequence[Event] = ()
        self._certificates = Certificates()

    def digest(self, events: Sequence[Event], devices: Sequence[Event]) -> Digest | None:
        """What one dossier waits for; None where the events are about something else."""
        if not events or events[0].envelope.t != _DOSSIER:
            return None
        dossier = fold(events, self._certified(devices))
        lacks, said = owed(dossier, HOME), standing(dossier, HOME)
        return Digest(
            text=_named(dossier),
            due=dossier.due,
            waits_since=lacks.since,
            refused_at=said.refused_at if lacks.refused else None,
            refused=_code(said.refused_code) if lacks.refused else "",
        )

    def connection(self, events: Sequence[Event], devices: Sequence[Event]) -> Connection | None:
        """How a connector said its line is, last."""
        if not events or events[0].envelope.t != _CONNECTION:
            return None
        said = [deed.said for deed in deeds(events, self._certified(devices))]
        reports = [one for one in said if isinstance(one, ConnectionReported)]
        if not reports:
            return None
        last = reports[-1]
        return Connection(last.system, last.line, last.since, last.waiting)

    def machine(self, events: Sequence[Event], devices: Sequence[Event]) -> Machine | None:
        """What a PC said of itself, last; what another one says of it is nothing."""
        if not events or events[0].envelope.t != MACHINE:
            return None
        told = [
            _machine(deed, deed.said)
            for deed in deeds(events, self._certified(devices))
            if isinstance(deed.said, MachineTold) and deed.entity == machine_of(deed.device)
        ]
        return told[-1] if told else None

    def _certified(self, devices: Sequence[Event]) -> Certificates:
        """The certificates of these events; the same ones are not folded twice."""
        if devices is not self._devices:
            self._devices, self._certificates = devices, certificates(devices)
        return self._certificates


def _machine(deed: Deed, said: MachineTold) -> Machine:
    """As it was told, within what a page can show: a PC may run another program than ours."""
    return Machine(
        device=deed.device,
        told_at=deed.at,
        system=_short(said.system),
        release=_short(said.release),
        build=_whole(said.build),
        bits=64 if said.is_64_bit else 32,
        cores=_whole(said.cores),
        ram=_whole(said.ram),
        disk=_short(said.disk),
        health=_short(said.health),
        free=_whole(said.free),
        printer=_short(said.printer),
        frozen_by=", ".join(map(_short, said.freeze[:_MOST_NAMES])),
        program=_short(said.program),
        spares_memory=int(said.spares_memory),
        doubts_us=int(said.doubts_gateway),
        copied=_day(said.copied),
    )


def _short(code: str) -> str:
    return "".join(sign for sign in code if sign.isascii() and sign.isprintable())[:_SHORT]


def _whole(number: int) -> int:
    return min(max(number, 0), _LARGEST)


def _day(text: str) -> str:
    """An ISO date; what is none is as good as nothing."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _named(dossier: Dossier) -> str:
    """Its number and its procedure; what an officer typed for a procedure may name somebody."""
    procedure = dossier.procedure.name if dossier.procedure else ""
    if dossier.procedure and dossier.procedure.code == OUTSIDE_CATALOGUE:
        procedure = _OUTSIDE
    return " · ".join(filter(None, (dossier.official_code or dossier.number, procedure)))[:_LONGEST]


def _code(text: str) -> str:
    """A code for why; what is no code (a sentence may name somebody) stays in the commune."""
    return text if len(text) <= 20 and " " not in text and text.isascii() else ""
