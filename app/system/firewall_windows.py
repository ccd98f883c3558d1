"""What Windows' registry says of its firewall; nothing is concluded here."""

import contextlib
from importlib import import_module
from typing import Any

_POLICY = r"SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy"
_PROFILES = ("StandardProfile", "PublicProfile", "DomainProfile")


def read() -> tuple[bool | None, list[str]]:
    """Whether it is on for any kind of network (None: not to be read), and its rules."""
    registry: Any = import_module("winreg")
    told = [_enabled(registry, profile) for profile in _PROFILES]
    known = [one for one in told if one is not None]
    return (any(known) if known else None), _rules(registry)


def _enabled(registry: Any, profile: str) -> bool | None:  # noqa: ANN401 - winreg
    with (
        contextlib.suppress(OSError),
        registry.OpenKey(registry.HKEY_LOCAL_MACHINE, f"{_POLICY}\\{profile}") as key,
    ):
        return bool(registry.QueryValueEx(key, "EnableFirewall")[0])
    return None


def _rules(registry: Any) -> list[str]:  # noqa: ANN401 - winreg
    found: list[str] = []
    with (
        contextlib.suppress(OSError),
        registry.OpenKey(registry.HKEY_LOCAL_MACHINE, f"{_POLICY}\\FirewallRules") as key,
    ):
        places = range(int(registry.QueryInfoKey(key)[1]))
        found.extend(str(registry.EnumValue(key, place)[1]) for place in places)
    return found
