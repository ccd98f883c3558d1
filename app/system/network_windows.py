"""Facts of the network under Windows, by calls that any user may make.

`ctypes`' libraries are fetched by name, so that the module can be read anywhere; its functions can
be called under Windows only.
"""

import ctypes
import socket
from collections.abc import Callable, Iterator
from typing import Any

from app.system.network_facts import Adapter, AdapterKind, Network

_SIZE = 64 * 1024
_WITH_ROUTERS = 0x80
_ETHERNET, _WIFI, _PPP, _MOBILE, _LOOPBACK, _TUNNEL = 6, 71, 23, {243, 244}, 24, 131
_UP = 1
_NOT_PRESENT = 6
_IPV4, _IPV6 = 2, 23
_MAC_BYTES = 8


class _SocketAddress(ctypes.Structure):
    _fields_ = (("address", ctypes.c_void_p), ("length", ctypes.c_int32))


class _Entry(ctypes.Structure):
    """Head of every list of addresses: unicast ones and routers alike."""


_Entry._fields_ = (
    ("head", ctypes.c_uint64),
    ("next", ctypes.POINTER(_Entry)),
    ("address", _SocketAddress),
)


class _Found(ctypes.Structure):
    """IP_ADAPTER_ADDRESSES, up to the routers."""


_Found._fields_ = (
    ("head", ctypes.c_uint64),
    ("next", ctypes.POINTER(_Found)),
    ("name", ctypes.c_char_p),
    ("unicast", ctypes.POINTER(_Entry)),
    ("anycast", ctypes.c_void_p),
    ("multicast", ctypes.c_void_p),
    ("dns", ctypes.c_void_p),
    ("suffix", ctypes.c_void_p),
    ("description", ctypes.c_void_p),
    ("friendly", ctypes.c_void_p),
    ("mac", ctypes.c_uint8 * _MAC_BYTES),
    ("mac_length", ctypes.c_uint32),
    ("flags", ctypes.c_uint32),
    ("mtu", ctypes.c_uint32),
    ("kind", ctypes.c_uint32),
    ("status", ctypes.c_uint32),
    ("index_6", ctypes.c_uint32),
    ("zones", ctypes.c_uint32 * 16),
    ("prefix", ctypes.c_void_p),
    ("send_speed", ctypes.c_uint64),
    ("receive_speed", ctypes.c_uint64),
    ("wins", ctypes.c_void_p),
    ("routers", ctypes.POINTER(_Entry)),
)


def network() -> Network:
    """Look at every adapter and at the first router that one of them names."""
    buffer = ctypes.create_string_buffer(_SIZE)
    size = ctypes.c_uint32(_SIZE)
    if _library().GetAdaptersAddresses(0, _WITH_ROUTERS, None, buffer, ctypes.byref(size)):
        return Network()
    found = [one for one in _listed(buffer) if one.kind not in {_LOOPBACK, _TUNNEL}]
    routers = [address for one in found if one.status == _UP for address in _texts(one.routers)]
    return Network(tuple(map(_adapter, found)), next((one for one in routers if "." in one), ""))


def has_answered(router: str, _pause: Callable[[float], object]) -> bool | None:
    """Ask the router who it is; takes some seconds when it does not answer."""
    mac = ctypes.create_string_buffer(_MAC_BYTES)
    length = ctypes.c_uint32(_MAC_BYTES)
    where = int.from_bytes(socket.inet_aton(router), "little")
    return not _library().SendARP(ctypes.c_uint32(where), 0, mac, ctypes.byref(length))


def _library() -> Any:  # noqa: ANN401 - what ctypes gives
    return getattr(ctypes, "WinDLL")("iphlpapi")  # noqa: B009 - not there elsewhere


def _listed(buffer: Any) -> Iterator[_Found]:  # noqa: ANN401
    at: Any = ctypes.cast(buffer, ctypes.POINTER(_Found))
    while at:
        yield at.contents
        at = at.contents.next


def _adapter(found: _Found) -> Adapter:
    kinds = {_ETHERNET: AdapterKind.WIRED, _WIFI: AdapterKind.WIFI, _PPP: AdapterKind.MOBILE}
    kind = AdapterKind.MOBILE if found.kind in _MOBILE else kinds.get(found.kind, AdapterKind.OTHER)
    return Adapter(
        kind=kind,
        is_on=found.status != _NOT_PRESENT,
        has_carrier=found.status == _UP,
        addresses=tuple(_texts(found.unicast)),
    )


def _texts(entry: Any) -> Iterator[str]:  # noqa: ANN401
    while entry:
        told = entry.contents.address
        raw = ctypes.string_at(told.address, told.length)
        family = int.from_bytes(raw[:2], "little")
        if family == _IPV4:
            yield socket.inet_ntop(socket.AF_INET, raw[4:8])
        elif family == _IPV6:
            yield socket.inet_ntop(socket.AF_INET6, raw[8:24])
        entry = entry.contents.next
