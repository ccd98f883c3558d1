"""One act on one dossier, or on the office: open, ask the domain, record, return."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from app.domain import access
from app.domain.access import Role
from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import Payload
from app.domain.fold.office import Deed, heads
from app.domain.history import DossierVersion
from app.store.act import Act
from app.usecases.desk import Desk
from sync.protocol.event import Event


class Entity(NamedTuple):
    """Something of the office that has a history of its own: a book, an officer, a cash day."""

    id: str
    type: str


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


def record_office(
    desk: Desk, act: Act, entity: Entity, said: Payload, known: Sequence[Deed] = ()
) -> Event:
    """Record what is said about the office, if the officer's role may say it.

    `known` is the entity's history that the decision was made on; its heads go into the event.
    """
    must_still_hold(desk)
    access.check(Role(desk.officer.role), said)
    return act.record_office(entity.id, entity.type, said, seen=heads(known))


def must_still_hold(desk: Desk) -> None:
    """Raise `RuleViolation` where lent rights have passed their last day."""
    if desk.rights_until and desk.now().date().isoformat() > desk.rights_until:
        raise RuleViolation("rights_over", desk.rights_until)


def record(
    desk: Desk, act: Act, dossier_id: str, said: Payload, shown: DossierVersion | None = None
) -> Dossier:
    """Record what is said if the officer's role may say it."""
    must_still_hold(desk)
    access.check(Role(desk.officer.role), said)
    return act.record(dossier_id, said, seen=shown)
