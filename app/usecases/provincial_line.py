"""How the provincial system can be reached, and what it says of dossiers that are not here."""

from datetime import datetime, timedelta

import msgspec

from app.domain.calendar import OFFICE_TIME
from app.domain.events import ConnectionReported, DeviceCertified, MessageUnplaced
from app.domain.fold.office import Deed
from app.domain.provincial import Line
from app.store.projections.provincial import OwedToProvince
from app.store.reader import Reader
from app.system.clock import instant
from app.usecases.desk import Desk
from sync.protocol.certificate import CONNECTOR_ROLE

KEPT = timedelta(days=30)
"""How long a message about an unknown dossier stands among what waits for a person."""


class ProvinceLine(msgspec.Struct, frozen=True, kw_only=True):
    """The line since when, and how many dossiers wait to be recorded or were refused."""

    line: Line
    since: datetime | None
    waiting: int
    refused: int


def province_line(desk: Desk) -> ProvinceLine | None:
    """Say how it is; None where the province has admitted no connector for this commune."""
    reader = desk.store.reader()
    if not _has_connector(reader):
        return None
    waiting, refused = reader.topic(OwedToProvince).counts()
    said = [
        one.said
        for deeds in reader.deeds("connection")
        for one in deeds
        if isinstance(one.said, ConnectionReported)
    ]
    last = said[-1] if said else None
    return ProvinceLine(
        line=Line(last.line) if last else Line.OPEN,
        since=instant(last.since).astimezone(OFFICE_TIME) if last else None,
        waiting=waiting,
        refused=refused,
    )


def unplaced(desk: Desk) -> tuple[Deed, ...]:
    """Messages of the province about dossiers that nobody here knows, the newest first."""
    since = desk.now() - KEPT
    found = [
        one
        for deeds in desk.store.reader().deeds("unplaced")
        for one in deeds
        if isinstance(one.said, MessageUnplaced) and instant(one.at) > since
    ]
    return tuple(reversed(found))


def _has_connector(reader: Reader) -> bool:
    return any(
        isinstance(one.said, DeviceCertified) and one.said.role == CONNECTOR_ROLE
        for deeds in reader.deeds("device")
        for one in deeds
    )
