"""Whether the province has revoked this PC, as far as it has come to hear of it.

A revoked PC is told nothing more, its own revocation neither: it knows by the word over what it
sent. Whoever is revoked under one key is so under every key that the former one handed over to.
"""

from collections.abc import Iterable

from app.store.preferences import Preferences
from app.usecases.desk import Desk
from sync.hub.standing import handings, is_revoked
from sync.protocol.messages import Note

_TOLD = "told_revoked"


def note_verdicts(kept: Preferences, device: str, notes: Iterable[Note]) -> bool:
    """Keep it where the gateway has signed that this device, which is ours, is revoked."""
    is_revoked = any((note.device, note.reason) == (device, "revoked") for note in notes)
    if is_revoked:
        kept.put(_TOLD, device.encode())
    return is_revoked


def is_own_revoked(desk: Desk) -> bool:
    """Tell it, by the journal and by what the gateway said."""
    device = desk.store.device.device
    told = (desk.store.preferences.get(_TOLD) or b"").decode()
    session = desk.store.sync_session()
    try:
        with session.reading() as journal:
            line = {device, *(event.id.device for event in handings(journal, device))}
            return told in line or is_revoked(journal, device)
    finally:
        session.close()
