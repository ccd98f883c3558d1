"""Lượt: what one person brings at one visit has one ticket, is found by it and printed together."""

import msgspec

from app.domain import papers
from app.domain.dossier import Dossier
from app.domain.papers import Printout
from app.domain.papers.visit_list import visit_list
from app.store.act import Act
from app.store.projections.visits import Visits
from app.system.clock import milliseconds
from app.usecases.desk import Desk
from app.usecases.owed_papers import OwedPaper, owed_papers
from app.usecases.staff import hidden_dossiers

LIST_FORM = "visit_list"


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """One visit: its dossiers, one list of them, and the slips that nobody has confirmed yet."""

    ticket: str
    dossiers: tuple[Dossier, ...]
    owed: tuple[OwedPaper, ...]
    paper: Printout


def next_ticket(desk: Desk, act: Act) -> str:
    """The next ticket of this PC today: L-K7Q2-261127-001; asked inside the act that uses it."""
    begins = f"L-{desk.store.device.epoch}-{desk.now():%y%m%d}-"
    serial = act.topic(Visits).last(begins).removeprefix(begins)
    return f"{begins}{int(serial or 0) + 1:03d}"


def is_of_today(desk: Desk, ticket: str) -> bool:
    """Whether a visit is still going on: a draft may have lain over night."""
    return ticket.startswith("L-") and ticket.split("-")[2:3] == [f"{desk.now():%y%m%d}"]


def count(desk: Desk, ticket: str) -> int:
    """How many dossiers were brought at a visit."""
    return len(desk.store.reader().topic(Visits).dossiers(ticket))


def visit(desk: Desk, ticket: str) -> Visit:
    """Read what was brought at a visit."""
    reader = desk.store.reader()
    brought = reader.topic(Visits).dossiers(ticket)
    hidden = hidden_dossiers(desk, reader, brought)
    found = tuple(reader.dossier(id_) for id_ in brought if id_ not in hidden)
    ids = {dossier.id for dossier in found}
    now = desk.now()
    said = visit_list(found, ticket, desk.office, milliseconds(now))
    return Visit(
        ticket=ticket,
        dossiers=found,
        owed=tuple(one for one in owed_papers(desk) if one.dossier_id in ids),
        paper=papers.fill(desk.templates.on(LIST_FORM, now.date().isoformat()), said),
    )
