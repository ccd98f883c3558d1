"""How each network that this PC was on has carried: kept, so that a new day need not learn anew."""

import msgspec

from app.store.preferences import Preferences
from app.system.network import network
from sync.peer.pace import Pace

_KEPT = "link_paces"
_NETWORKS = 8


class _Known(msgspec.Struct, frozen=True, array_like=True):
    where: str
    pace: Pace


def network_here(server: str) -> str:
    """What tells one way to a server from another: its address and the router on the way."""
    return f"{server} {network().router}"


def pace_of(kept: Preferences, where: str) -> Pace:
    """The profile of a network; that of an unknown one if it is."""
    return next((one.pace for one in _known(kept) if one.where == where), Pace())


def keep_pace(kept: Preferences, where: str, pace: Pace) -> None:
    """Write a profile down, the last used first, where it differs enough to be worth a write."""
    if not pace.is_news(pace_of(kept, where)):
        return
    others = [one for one in _known(kept) if one.where != where]
    rows = [_Known(where, pace), *others][:_NETWORKS]
    kept.put(_KEPT, msgspec.json.encode(rows))


def _known(kept: Preferences) -> list[_Known]:
    found = kept.get(_KEPT)
    return msgspec.json.decode(found, type=list[_Known]) if found else []
