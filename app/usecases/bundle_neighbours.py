"""Where neighbours stood by their last sticks: what this PC's next stick brings them of the order.

A PC without line and province learns the province's order and acknowledgements from a neighbour
that has them, as it would from the commune's server.
"""

from datetime import datetime, timedelta

import msgspec

from app.store.preferences import Preferences
from sync.peer.passing import Stand
from sync.protocol.bundle import Letter

_NAME = "stick_neighbours"
_MOST = 8
KEPT_DAYS = 60
"""Who has brought no stick for so long goes by another way by now."""


class KeptLetter(msgspec.Struct, frozen=True):
    """A neighbour's last letter, and when it was read here."""

    at: datetime
    letter: Letter


def neighbours_standing(kept: Preferences, now: datetime) -> dict[str, Stand]:
    """Where each neighbour stood that lives on sticks."""
    return {
        device: Stand(one.letter.heads, one.letter.pull)
        for device, one in _read(kept).items()
        if abs(now - one.at) < timedelta(days=KEPT_DAYS)
    }


def keep_letter(kept: Preferences, letter: Letter, now: datetime) -> None:
    """Remember a neighbour's letter, unless a later one is known; the last eight neighbours."""
    known = _read(kept)
    before = known.get(letter.device)
    if before and before.letter.epoch == letter.epoch and before.letter.serial > letter.serial:
        return
    known[letter.device] = KeptLetter(now, letter)
    latest = sorted(known.items(), key=lambda one: one[1].at, reverse=True)[:_MOST]
    kept.put(_NAME, msgspec.json.encode(dict(latest)))


def _read(kept: Preferences) -> dict[str, KeptLetter]:
    found = kept.get(_NAME)
    return msgspec.json.decode(found, type=dict[str, KeptLetter]) if found else {}
