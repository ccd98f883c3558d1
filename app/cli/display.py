"""Whether this machine could show a window: Qt ends the program where it cannot."""

import os
import sys

_NAMED = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


class NoDisplay(Exception):
    """A window was asked for on a server, or over a line without a screen."""

    code = "no_display"


def has_display() -> bool:
    """Say whether a window could be shown."""
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in _NAMED)
