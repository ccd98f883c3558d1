"""Facts of the network under Linux, from /proc and /sys."""

import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from ipaddress import IPv6Address
from pathlib import Path

from app.system.network_facts import Adapter, AdapterKind, Network

_ADAPTERS = Path("/sys/class/net")
_PROC = Path("/proc/net")
_LOOPBACK, _PPP, _NO_LINK_LAYER = 772, 512, 65534
_IS_UP = 1
_VIA_ROUTER = 2
_GET_ADDRESS = 0x8915  # SIOCGIFADDR
_ANSWERED = 2
_LOOKS = 20
_LOOK_SECONDS = 0.1
_OF_OTHERS = ("docker", "br-", "virbr", "veth-")


def network() -> Network:
    """Look at every adapter and at the default route."""
    folders = sorted(_ADAPTERS.iterdir()) if _ADAPTERS.is_dir() else []
    found = [folder for folder in folders if _is_adapter(folder)]
    return Network(tuple(_adapter(folder) for folder in found), _router())


def has_answered(router: str, pause: Callable[[float], object]) -> bool | None:
    """Wait until the router has said who it is; None when the system does not know it at all."""
    answered = _knows(router)
    for _ in range(_LOOKS):
        if answered:
            break
        pause(_LOOK_SECONDS)
        answered = _knows(router)
    return answered


def _knows(router: str) -> bool | None:
    for line in _lines(_PROC / "arp"):
        parts = line.split()
        if len(parts) > 2 and parts[0] == router:
            return bool(int(parts[2], 16) & _ANSWERED)
    return None


def _is_adapter(folder: Path) -> bool:
    return _number(folder / "type") != _LOOPBACK and not folder.name.startswith(_OF_OTHERS)


def _adapter(folder: Path) -> Adapter:
    name = folder.name
    return Adapter(
        kind=_kind(folder),
        is_on=bool(int(_text(folder / "flags") or "0", 16) & _IS_UP),
        has_carrier=_text(folder / "carrier") == "1",
        addresses=(*_address(name), *_addresses_6(name)),
    )


def _kind(folder: Path) -> AdapterKind:
    if (folder / "wireless").exists() or (folder / "phy80211").exists():
        return AdapterKind.WIFI
    if _number(folder / "type") in {_PPP, _NO_LINK_LAYER} or folder.name.startswith("ww"):
        return AdapterKind.MOBILE
    return AdapterKind.WIRED


def _address(name: str) -> tuple[str, ...]:
    wanted = struct.pack("256s", name.encode()[:15])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asks, suppress(OSError):
        told = import_module("fcntl").ioctl(asks.fileno(), _GET_ADDRESS, wanted)
        return (socket.inet_ntoa(told[20:24]),)
    return ()


def _addresses_6(name: str) -> tuple[str, ...]:
    rows = (line.split() for line in _lines(_PROC / "if_inet6"))
    return tuple(str(IPv6Address(bytes.fromhex(row[0]))) for row in rows if row[-1] == name)


def _router() -> str:
    for line in _lines(_PROC / "route")[1:]:
        parts = line.split()
        if parts[1] == "00000000" and int(parts[3], 16) & _VIA_ROUTER:
            return socket.inet_ntoa(struct.pack("<L", int(parts[2], 16)))
    return ""


def _lines(path: Path) -> list[str]:
    return _text(path).splitlines()


def _number(path: Path) -> int:
    text = _text(path)
    return int(text) if text.isdecimal() else 0


def _text(path: Path) -> str:
    """What a file of the kernel says; an adapter that is off refuses to say whether it hears."""
    try:
        return path.read_text("ascii").strip()
    except OSError:
        return ""
