"""One act on one dossier: open, ask the domain, record, return."""

from collections.abc import Callable
from datetime import datetime

from app.domain import access
from app.domain.access import Role
from app.domain.dossier import Dossier
from app.domain.events import Payload
from app.domain.history import DossierVersion
from app.store.act import Act
from app.usecases.desk import Desk


def take(
    desk: Desk,
    shown: DossierVersion,
    decide: Callable[[Dossier], Payload],
    eff: datetime | None = None,
) -> Dossier:
    """Ask the present dossier for the event and record it on what the screen showed.

    `eff` is when the act really happened, if not now. Raises `RuleViolation` when the dossier or
    the officer's role does not allow it.
    """
    with desk.store.act(by=desk.officer, eff=eff) as act:
        return record(desk, act, shown.id, decide(act.dossier(shown.id)), shown)


def record(
    desk: Desk, act: Act, dossier_id: str, said: Payload, shown: DossierVersion | None = None
) -> Dossier:
    """Record what is said if the officer's role may say it."""
    access.check(Role(desk.officer.role), said)
    return act.record(dossier_id, said, seen=shown)
