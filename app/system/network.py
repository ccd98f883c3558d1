"""Whether this PC is on a network at all: adapters, route, router; asked without any rights."""

import socket
import sys
from collections.abc import Callable

from app.system import network_linux, network_windows
from app.system.network_facts import Adapter, AdapterKind, Network

__all__ = ["Adapter", "AdapterKind", "Network", "has_route", "network", "router_answers"]

_HERE = network_windows if sys.platform == "win32" else network_linux
_SOMEWHERE = ("192.0.2.1", "2001:db8::1")  # addresses for documents: far away, never ours
_DISCARD = 9


def network() -> Network:
    """Look at the adapters and the default route, in some milliseconds."""
    found: Network = _HERE.network()
    return found


def has_route(address: str = "") -> bool:
    """Whether this PC knows a way to an address, or to somewhere far; sends nothing."""
    return any(_knows_way(one) for one in ((address,) if address else _SOMEWHERE))


def router_answers(router: str, pause: Callable[[float], object]) -> bool | None:
    """Ask the router who it is; at most 3 s. None where the system cannot say.

    `pause` waits so many seconds, and may raise to stop.
    """
    _knock(router)
    answered: bool | None = _HERE.has_answered(router, pause)
    return answered


def _knows_way(address: str) -> bool:
    """Connecting a datagram socket asks for the route alone."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as asks:
            asks.connect((address, _DISCARD))
    except OSError:
        return False
    return True


def _knock(router: str) -> None:
    """One byte to a port that nobody reads: the answer is that the router's address is known."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as knocks:
            knocks.sendto(b"\n", (router, _DISCARD))
    except OSError:
        return
