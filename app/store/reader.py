"""What screens and reports ask; on a connection that cannot write."""

from collections.abc import Sequence
from datetime import datetime

from app.domain.dossier import Dossier
from app.store.records import DossierRow, Filter, KnownPerson, TodayCounts


class Reader:
    """A query-only view for one thread."""

    def dossiers(
        self, which: Filter, order: str = "-accepted", offset: int = 0, limit: int = 100
    ) -> list[DossierRow]:
        """A page of a list; `order` is a column of `DossierRow`, with a minus for falling."""
        raise NotImplementedError

    def count(self, which: Filter) -> int:
        """How many dossiers a filter shows."""
        raise NotImplementedError

    def dossier(self, dossier_id: str) -> Dossier:
        """One whole dossier, folded now; raises `StoreFault('no_dossier')`."""
        raise NotImplementedError

    def row(self, dossier_id: str) -> DossierRow | None:
        """The list line of one dossier."""
        raise NotImplementedError

    def search(self, text: str, limit: int = 50) -> list[DossierRow]:
        """Dossiers by code, name, personal number or phone, without regard to marks; exact first."""
        raise NotImplementedError

    def today_counts(self, now: datetime) -> TodayCounts:
        """The numbers of Hôm nay."""
        raise NotImplementedError

    def people(self, text: str, limit: int = 8) -> list[KnownPerson]:
        """Known people by name, number or phone, newest first, each once."""
        raise NotImplementedError

    def waiting(self, limit: int = 200) -> Sequence[DossierRow]:
        """Dossiers with something not yet acknowledged by the province's gateway, by due time."""
        raise NotImplementedError

    def cancel(self) -> None:
        """From another thread: stop the query that is running now."""
        raise NotImplementedError
