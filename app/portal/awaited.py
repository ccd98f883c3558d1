"""Dossiers that were told before all their scans had reached the gateway: their links follow."""

from collections.abc import Iterator

import msgspec

from app.store.preferences import Preferences


class Awaited:
    """The list of one system, on the connector's own disk; in the order in which they came."""

    def __init__(self, kept: Preferences, system: str) -> None:
        self._kept = kept
        self._name = f"portal.awaited.{system}"
        found = kept.get(self._name)
        self._dossiers: list[str] = msgspec.json.decode(found) if found else []

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._dossiers))

    def note(self, dossier: str, *, is_awaited: bool) -> None:
        """Put it on the list or take it off; written down only when that changes something."""
        if (dossier in self._dossiers) is is_awaited:
            return
        if is_awaited:
            self._dossiers.append(dossier)
        else:
            self._dossiers.remove(dossier)
        self._kept.put(self._name, msgspec.json.encode(self._dossiers))
