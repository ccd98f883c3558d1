"""Notices that this PC came onto a network, or onto another one: a broken line is tried again then.

Asked now and then by whoever waits; nothing is sent, and a look takes a millisecond or two.
"""

from collections.abc import Callable

from app.system.network import has_route, network


def way_out() -> str:
    """Name the present way out of this PC; empty where there is none."""
    return f"by {network().router}" if has_route() else ""


class NetworkWatch:
    """Remembers the way out that was seen last."""

    def __init__(self, look: Callable[[], str] = way_out) -> None:
        self._look = look
        self._before: str | None = None

    def came(self) -> bool:
        """Whether there is a way out now that was not there at the last look."""
        now, before = self._look(), self._before
        self._before = now
        return bool(now) and before is not None and now != before
