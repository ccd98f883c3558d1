"""Tìm máy chủ xã trong mạng: ask the network, and let everybody who answers prove who it is."""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from app.domain.errors import RuleViolation
from app.store.faults import StoreFault
from app.usecases import hub
from app.usecases.desk import Desk
from sync.carriers.neighbour_search import Heard, look_around
from sync.protocol.errors import SyncError

Ask = Callable[[Iterable[str], Callable[[int], bytes]], tuple[Heard, ...]]


class Sighting(msgspec.Struct, frozen=True):
    """Who answered at an address; `code` says why it is none of ours, or why it takes us not."""

    address: str
    name: str = ""
    device: str = ""
    code: str = ""


def look_for_hubs(desk: Desk, ask: Ask = look_around, only: str = "") -> tuple[Sighting, ...]:
    """Return who serves in this network, the proven ones first; some seconds, on any thread.

    With `only` a device's id, nobody is put to the proof who says to be another one.
    """
    everybody = ask(hub.addresses_here(), desk.machine.entropy)
    heard = [one for one in everybody if only in {"", one.device}]
    found = sorted(_proven(desk, heard), key=lambda one: bool(one.code))
    return tuple(found)


def _proven(desk: Desk, heard: Iterable[Heard]) -> Iterator[Sighting]:
    """A PC that answers under two addresses is shown once, under the first that proves itself."""
    met = {desk.store.device.device}
    for one in heard:
        if one.device in met:
            continue
        address = str(one.address)
        try:
            told = hub.try_address(desk, address)
        except (SyncError, StoreFault, RuleViolation) as why:
            yield Sighting(address, device=one.device, code=why.code)
        else:
            met.add(told.device)
            yield Sighting(address, told.name, told.device)
