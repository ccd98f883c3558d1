"""At a start: what was committed and is not in the database any more comes back by itself."""

import logging
from collections.abc import Sequence

from app.store import carrying, views
from app.store.connection import Connection
from app.store.device import Device
from app.store.last_acts import LastAct
from app.store.wreck import Wreck
from sync.journal import Journal
from sync.protocol.identity import EventId

LOG = logging.getLogger(__name__)


def heal(connection: Connection, device: Device, acts: Sequence[LastAct]) -> int:
    """Take in own events that the database lacks: its log is gone, or an old one was put back.

    Answers how many; the lists are made anew when there are any.
    """
    journal = Journal(connection.raw, device.office.commune)
    own = [act for act in acts if device.is_mine(act.device)]
    lost = [act for act in own if journal.lines.get(EventId(*act.author, act.n)) is None]
    known = {(one.id, one.line.h) for one in journal.aside()} if lost else set()
    lost = [act for act in lost if (EventId(*act.author, act.n), act.line.h) not in known]
    if not lost:
        return 0
    wreck = Wreck()
    wreck.add(lost)
    with connection.writing():
        carrying.trust(journal, device, journal.devices.all().values())
        wreck.bring_into(journal, device)
        views.mark_stale(connection)
    LOG.warning("%s events came back from outside the database", len(lost))
    return len(lost)
