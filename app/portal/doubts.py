"""What was sent of a dossier and is not in the journal yet.

Written down before anything leaves, so that after a lost answer, a power cut or a kill whoever is
in doubt is looked up before anything is sent again. What the system acknowledged in between is
noted too: a refusal halfway leaves no doubt about what went before it.
"""

import msgspec

from app.store.preferences import Preferences


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """One dossier: the event up to which it is told, and what was acknowledged on the way.

    `added` is the dossier itself, `rows_to` the event of its last progress row.
    `sent` says that something may have arrived of which no answer came. `looked` says that a person
    was asked to look and to send again what lacks.
    """

    up_to: str
    added: bool = False
    rows_to: str = ""
    sent: bool = True
    looked: bool = False


class Doubts:
    """The list of one system, on the connector's own disk."""

    def __init__(self, kept: Preferences, system: str) -> None:
        self._kept = kept
        self._name = f"portal.doubts.{system}"
        found = kept.get(self._name)
        self._open: dict[str, Doubt] = (
            msgspec.json.decode(found, type=dict[str, Doubt]) if found else {}
        )

    def __len__(self) -> int:
        return sum(one.sent for one in self._open.values())

    def of(self, dossier: str) -> Doubt | None:
        """What is noted of a dossier."""
        return self._open.get(dossier)

    def begin(self, dossier: str, up_to: str, before: Doubt | None) -> None:
        """It is about to be sent; durable on return. What was acknowledged before stays known."""
        noted = Doubt(up_to=up_to) if before is None else before
        self._open[dossier] = msgspec.structs.replace(noted, up_to=up_to, sent=True)
        self._keep()

    def acknowledged(self, dossier: str, row: str = "") -> None:
        """The system has the dossier, and this row; kept in memory until it is through."""
        noted = self._open[dossier]
        self._open[dossier] = msgspec.structs.replace(
            noted, added=True, rows_to=row or noted.rows_to
        )

    def answered(self, dossier: str, *, looked: bool = False) -> None:
        """Everything that was sent got its answer; durable on return."""
        if (noted := self._open.get(dossier)) is not None:
            looked = looked or noted.looked
            self._open[dossier] = msgspec.structs.replace(noted, sent=False, looked=looked)
            self._keep()

    def end(self, dossier: str) -> None:
        """What became of it is in the journal.

        Written down with the next that begins; a note that outlives its telling is recognised by
        its `up_to`, which the journal says is recorded.
        """
        self._open.pop(dossier, None)

    def _keep(self) -> None:
        self._kept.put(self._name, msgspec.json.encode(self._open))
