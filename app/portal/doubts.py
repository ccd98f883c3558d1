"""Dossiers of which it is not known whether the province got what was sent.

Written down before anything leaves, taken away once the answer is an event in the journal. After a
lost answer, a power cut or a kill, who is in doubt is looked up before anything is sent again.
"""

import msgspec

from app.store.preferences import Preferences

_NAME = "portal.doubts"


class Doubts:
    """The list of one system, on the connector's own disk."""

    def __init__(self, kept: Preferences, system: str) -> None:
        self._kept = kept
        self._name = f"{_NAME}.{system}"
        found = kept.get(self._name)
        self._open: dict[str, str] = msgspec.json.decode(found) if found else {}

    def __contains__(self, dossier: str) -> bool:
        return dossier in self._open

    def __len__(self) -> int:
        return len(self._open)

    def begin(self, dossier: str, up_to: str) -> None:
        """It is about to be sent; durable on return."""
        if self._open.get(dossier) != up_to:
            self._open[dossier] = up_to
            self._keep()

    def end(self, dossier: str) -> None:
        """What became of it is in the journal: written down with the next that begins.

        Losing this note costs one look-up.
        """
        self._open.pop(dossier, None)

    def keep(self) -> None:
        """Write the list down as it is."""
        self._keep()

    def _keep(self) -> None:
        self._kept.put(self._name, msgspec.json.encode(self._open))
