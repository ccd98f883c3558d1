"""Inside one act: read the present, ask the domain, record what happened."""

from collections.abc import Sequence

import msgspec

from app.domain.dossier import Dossier, DossierVersion


class Act:
    """Lives for one transaction of `Store.act`."""

    def dossier(self, dossier_id: str) -> Dossier:
        """The present dossier, read inside the transaction; raises `StoreFault('no_dossier')`."""
        raise NotImplementedError

    def new_id(self) -> str:
        """A UUIDv7 for a thing that begins to exist in this act."""
        raise NotImplementedError

    def next_number(self) -> str:
        """The next provisional code of this PC; burned when the act commits, never given twice."""
        raise NotImplementedError

    def record(
        self,
        entity: str,
        payload: msgspec.Struct,
        *,
        seen: DossierVersion | None = None,
        files: Sequence[str] = (),
    ) -> Dossier:
        """Append the event, fold the dossier again, refresh lists and search; all in this act."""
        raise NotImplementedError

    def record_office(
        self, entity: str, entity_type: str, payload: msgspec.Struct, *, files: Sequence[str] = ()
    ) -> None:
        """The same door for what concerns the office: officers, overrides, blank slips."""
        raise NotImplementedError
