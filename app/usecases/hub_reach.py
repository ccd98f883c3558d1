"""Can the others reach this PC while it serves? What is seen here, and what only they can prove."""

from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

import msgspec

from app.store import hub_store, keys
from app.store.preferences import Preferences
from app.store.records import Touched
from app.store.sync_session import SyncSession
from app.system.firewall import Firewall, firewall
from app.usecases import hub
from app.usecases.desk import Desk
from app.usecases.hub_host import program
from app.usecases.hub_known import HubSettings, hub_came, hub_settings
from app.usecases.pc_names import office_pcs, revoked_pcs
from app.usecases.this_pc import ThisPc
from sync.carriers.neighbour import Address, HubLine
from sync.hub.standing import is_revoked
from sync.protocol.errors import SyncError

_OFFICE = "office.act"


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """How neighbours get here, who has come, and who never has."""

    settings: HubSettings = HubSettings()
    addresses: tuple[str, ...] = ()
    """Of this PC, the likeliest first."""
    firewall: Firewall = Firewall()
    names: Mapping[str, str] = {}
    """What the office's PCs are called."""
    came: Mapping[str, datetime] = {}
    """Who came when last, as far as it is written down."""
    absent: tuple[str, ...] = ()
    """The office's other PCs of which none is known here to have come."""


def reach(desk: Desk) -> Reach:
    """Look at this PC's side; in some milliseconds."""
    revoked = revoked_pcs(desk)
    names = {pc: name for pc, name in office_pcs(desk).items() if pc not in revoked}
    return _reach(desk.store.reader().preferences, names, desk.store.device.device)


def reach_beside(pc: ThisPc, officer: str, password: str) -> Reach:
    """The same for a command, whether the window is open or not; raises `StoreFault`."""
    key = keys.unlock(pc.profile, officer, password)
    session = hub_store.open_session(pc.profile, key.secret, pc.machine, _nobody_hears)
    with closing(session):
        return _reach(session.preferences, _names(session), session.device.device)


def listens(pc: ThisPc, port: int) -> str:
    """Knock at this PC's own server: empty when it answers, otherwise the code of why not."""
    try:
        with HubLine(Address("127.0.0.1", port), pc.machine.entropy) as line:
            line.meet()
    except SyncError as why:
        return why.code
    return ""


def _reach(kept: Preferences, names: Mapping[str, str], own: str) -> Reach:
    came = hub_came(kept)
    return Reach(
        settings=hub_settings(kept),
        addresses=hub.addresses_here(),
        firewall=firewall(Path(program()[0])),
        names=names,
        came=came,
        absent=tuple(sorted(pc for pc in names if pc != own and pc not in came)),
    )


def _names(session: SyncSession) -> dict[str, str]:
    """Devices that may act for the office and have not been revoked."""
    with session.reading() as journal:
        return {
            device: known.name
            for device, known in journal.devices.all().items()
            if known.allows(_OFFICE) and known.name and not is_revoked(journal, device)
        }


def _nobody_hears(_touched: Touched) -> None:
    """What is only looked at changes nothing."""
