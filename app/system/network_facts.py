"""What can be known of a PC's network without any rights."""

from enum import StrEnum
from typing import NamedTuple


class AdapterKind(StrEnum):
    """What a network adapter is."""

    WIRED = "wired"
    WIFI = "wifi"
    MOBILE = "mobile"
    OTHER = "other"


class Adapter(NamedTuple):
    """One network adapter; the loopback is none."""

    kind: AdapterKind
    is_on: bool
    has_carrier: bool
    """A cable that somebody holds at the other end, or a Wi-Fi that was joined."""
    addresses: tuple[str, ...] = ()

    @property
    def given(self) -> tuple[str, ...]:
        """Addresses that somebody gave; those that the PC made up itself lead nowhere."""
        made_up = ("169.254.", "fe80:", "0.0.0.0")  # noqa: S104 - compared, not bound
        return tuple(one for one in self.addresses if not one.startswith(made_up))


class Network(NamedTuple):
    """All adapters, and the router of the default route (empty where the route names none)."""

    adapters: tuple[Adapter, ...] = ()
    router: str = ""
