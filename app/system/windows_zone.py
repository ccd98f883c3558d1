"""The time zone that Windows is set to now."""

import ctypes
from ctypes import wintypes
from datetime import timedelta

_DAYLIGHT = 2


class _SystemTime(ctypes.Structure):
    _fields_ = (("words", wintypes.WORD * 8),)


class _Zone(ctypes.Structure):
    """TIME_ZONE_INFORMATION; biases are minutes, and UTC is local time plus them."""

    _fields_ = (
        ("bias", wintypes.LONG),
        ("standard_name", wintypes.WCHAR * 32),
        ("standard_date", _SystemTime),
        ("standard_bias", wintypes.LONG),
        ("daylight_name", wintypes.WCHAR * 32),
        ("daylight_date", _SystemTime),
        ("daylight_bias", wintypes.LONG),
    )


def east_of_utc() -> timedelta:
    """What the clock in the corner is ahead of UTC."""
    zone = _Zone()
    season = ctypes.windll.kernel32.GetTimeZoneInformation(ctypes.byref(zone))  # type: ignore[attr-defined,unused-ignore]
    extra = zone.daylight_bias if season == _DAYLIGHT else zone.standard_bias
    return timedelta(minutes=-(zone.bias + extra))
