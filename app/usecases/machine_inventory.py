"""What this PC is, told to the province by the program itself: seldom, in few bytes, no name."""

from datetime import date
from typing import NamedTuple

from app.domain import practice
from app.domain.access import DEVICE_ROLE
from app.domain.calendar import OFFICE_TIME
from app.domain.events import MachineTold
from app.domain.fold.office import heads
from app.domain.machines import MACHINE, is_news, machine_of
from app.store.records import Officer
from app.system import hardware
from app.system.clock import instant
from app.system.hardware_facts import Hardware, Printers
from app.system.version import VERSION
from app.usecases.copies import copied_to
from app.usecases.desk import Desk

THE_PC = Officer("", "", DEVICE_ROLE)
"""Nobody acts: the PC says by itself what it is."""

_LONGEST = 24
_MOST = 2
_UNKNOWN = "unknown"


def look(desk: Desk) -> Hardware:
    """Look at the machine; any thread, it may wait for a printer that does not answer."""
    return hardware.facts(desk.profile.path, desk.machine.clock)


def tell(desk: Desk, found: Hardware) -> bool:
    """Record what was found if that is news; the practice office tells nobody anything."""
    if desk.store.office.commune == practice.COMMUNE:
        return False
    entity = machine_of(desk.store.device.device)
    last, said = _told(desk, entity), _said(desk, found)
    if last is not None and not is_news(last.said, last.day, said, desk.now().date()):
        return False
    with desk.store.act(by=THE_PC) as act:
        act.record_office(entity, MACHINE, said, seen=heads(act.deeds(entity)))
    return True


class _Told(NamedTuple):
    said: MachineTold
    day: date


def _told(desk: Desk, entity: str) -> _Told | None:
    """What this PC told last, whether it counts by now or not."""
    own = desk.store.device.device
    told = [
        _Told(fact.said, instant(fact.event.envelope.at).astimezone(OFFICE_TIME).date())
        for fact in desk.store.reader().facts(MACHINE)
        if fact.event.envelope.e == entity and fact.event.id.device == own
        if isinstance(fact.said, MachineTold)
    ]
    return told[-1] if told else None


def _said(desk: Desk, found: Hardware) -> MachineTold:
    """The facts as numbers and short codes."""
    system, copied = found.system, copied_to(desk)
    return MachineTold(
        system=system.system[:_LONGEST],
        release=system.release[:_LONGEST],
        build=system.build,
        is_64_bit=system.is_64_bit,
        cores=system.cores,
        ram=system.ram_bytes >> 20,
        disk=_known(found.disk.kind.value),
        health=_known(found.disk.health.value),
        free=found.disk.free_bytes >> 20,
        printer=_printer(found.printers),
        freeze=tuple(_short(name) for name in found.freeze[:_MOST]),
        program=VERSION,
        spares_memory=desk.settings.spares_memory,
        doubts_gateway=desk.store.clock_guard.is_gateway_wrong,
        copied=copied.isoformat() if copied else "",
    )


def _known(code: str) -> str:
    return "" if code == _UNKNOWN else code


def _printer(printers: Printers) -> str:
    if printers.count is None:
        return ""
    if not printers.count:
        return "none"
    return "not_chosen" if printers.has_default is False else "ready"


def _short(name: str) -> str:
    """The first of a program's names."""
    return name.partition(" / ")[0][:_LONGEST]
