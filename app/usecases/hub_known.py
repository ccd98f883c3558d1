"""The commune's server as this PC knows it: whether it is one, and where another one listens."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from app.store.preferences import Preferences
from app.usecases.desk import Desk
from sync.protocol.card import PORT

_NAME, _CAME = "hub", "hub_came"


class HubSettings(msgspec.Struct, frozen=True):
    """What somebody has chosen on this PC; both may be so, and two servers do no harm."""

    serves: bool = False
    port: int = PORT
    address: str = ""
    """Where another PC serves, as it was typed; empty when this one goes to none."""
    device: str = ""
    """Which device was met there last."""
    name: str = ""


def hub_settings(kept: Preferences) -> HubSettings:
    """Return what was chosen."""
    found = kept.get(_NAME)
    return msgspec.json.decode(found, type=HubSettings) if found else HubSettings()


def keep_hub_settings(kept: Preferences, settings: HubSettings) -> None:
    """Write down what was chosen."""
    kept.put(_NAME, msgspec.json.encode(settings))


def is_server(desk: Desk) -> bool:
    """Tell whether this PC is to be the commune's server while somebody is signed in."""
    return hub_settings(desk.store.reader().preferences).serves


def hub_came(kept: Preferences) -> dict[str, datetime]:
    """Which devices have come to this PC while it served, and when last."""
    found = kept.get(_CAME)
    return msgspec.json.decode(found, type=dict[str, datetime]) if found else {}


def keep_hub_came(kept: Preferences, came: Mapping[str, datetime]) -> None:
    """Write it down, for the next sign-in and for who asks at the command line."""
    kept.put(_CAME, msgspec.json.encode(came))
