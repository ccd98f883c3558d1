"""Đợt lưu động: plan it, take the list along, receive in the village, print what is missing."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

import msgspec

from app.domain import papers
from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import RoundBegun, RoundEnded, RoundPlanned
from app.domain.papers import Printout
from app.domain.papers.round_list import RoundTask, TaskKind, round_list
from app.domain.rounds import Round, checked, fold_round
from app.domain.states import State
from app.domain.text import clean, fold
from app.store.projections.rounds import Rounds
from app.store.reader import Reader
from app.store.records import Filter
from app.system.clock import milliseconds
from app.usecases.administration import change_settings
from app.usecases.desk import Desk
from app.usecases.lookup import DossierRow, row_of
from app.usecases.owed_papers import OwedPaper, owed_papers
from app.usecases.step import Entity, record_office

ROUND: Final = "round"
LIST: Final = "round_list"
MOST = 500
"""Open dossiers that are looked through for a village."""


class Plan(NamedTuple):
    """What is planned; days are ISO."""

    place: str
    first: str
    last: str
    team: str = ""
    note: str = ""


class RoundView(msgspec.Struct, frozen=True, kw_only=True):
    """A round with how much it has brought; `is_here`: this PC is on it now."""

    round: Round
    dossiers: int
    is_here: bool


def rounds(desk: Desk) -> tuple[RoundView, ...]:
    """Every round, the newest first."""
    reader = desk.store.reader()
    own, topic = desk.store.device.device, reader.topic(Rounds)
    found = [
        RoundView(round=one, dossiers=topic.count(one.id), is_here=one.is_on(own))
        for one in _rounds(reader)
    ]
    return tuple(sorted(found, key=lambda one: one.round.first, reverse=True))


def plan(desk: Desk, wanted: Plan, round_id: str = "") -> str:
    """Lập đợt lưu động, or change one; answers its id."""
    said = checked(
        RoundPlanned(
            place=clean(wanted.place),
            first=wanted.first,
            last=wanted.last,
            team=clean(wanted.team),
            note=clean(wanted.note),
        )
    )
    with desk.store.act(by=desk.officer) as act:
        entity = Entity(round_id or act.new_id(), ROUND)
        record_office(desk, act, entity, said, act.deeds(entity.id))
    return entity.id


def begin(desk: Desk, round_id: str) -> Desk:
    """Bắt đầu trên máy này; answers the desk that receives on it from now on."""
    if desk.settings.round:
        raise RuleViolation("round_under_way", desk.settings.round_place)
    with desk.store.act(by=desk.officer) as act:
        deeds = act.deeds(round_id)
        made = _known(fold_round(round_id, deeds))
        said = RoundBegun(counter=desk.settings.counter)
        record_office(desk, act, Entity(round_id, ROUND), said, deeds)
    chosen = msgspec.structs.replace(desk.settings, round=round_id, round_place=made.place)
    return change_settings(desk, chosen)


def end(desk: Desk, note: str = "") -> Desk:
    """Kết thúc trên máy này: back at the desk."""
    round_id = desk.settings.round
    if not round_id:
        raise RuleViolation("no_round_here")
    with desk.store.act(by=desk.officer) as act:
        said = RoundEnded(note=clean(note))
        record_office(desk, act, Entity(round_id, ROUND), said, act.deeds(round_id))
    chosen = msgspec.structs.replace(desk.settings, round="", round_place="")
    return change_settings(replace(desk), chosen)


def taken_in(desk: Desk, round_id: str) -> tuple[DossierRow, ...]:
    """List what was taken in on it."""
    reader = desk.store.reader()
    rows = (reader.row(one) for one in reader.topic(Rounds).dossiers(round_id))
    return tuple(row_of(row) for row in rows if row is not None)


def not_printed(desk: Desk, round_id: str) -> tuple[OwedPaper, ...]:
    """List the papers of its dossiers that nobody has seen come out of a printer."""
    mine = frozenset(desk.store.reader().topic(Rounds).dossiers(round_id))
    return tuple(one for one in owed_papers(desk) if one.dossier_id in mine)


def to_take_along(desk: Desk, place: str) -> tuple[RoundTask, ...]:
    """List what waits for people of that village: results, supplements, duties to be paid."""
    reader, village = desk.store.reader(), fold(place)
    waiting = Filter(states=tuple(_TASKS))
    found = reader.dossiers(waiting, "accepted", 0, MOST)
    tasks = (task for row in found for task in _tasks(reader.dossier(row.id)))
    return tuple(task for task in tasks if _is_of(task, village))


def take_along_list(desk: Desk, made: Round) -> Printout:
    """Fill the list that the team takes along, with room for what comes up there."""
    now = desk.now()
    tasks = to_take_along(desk, made.place)
    said = round_list(made, tasks, desk.office, milliseconds(now))
    return papers.fill(desk.templates.on(LIST, now.date().isoformat()), said)


_TASKS = {
    State.DONE: TaskKind.RETURN,
    State.SUPPLEMENT: TaskKind.SUPPLEMENT,
    State.FINANCIAL_DUTY: TaskKind.DUTY,
}


def _tasks(dossier: Dossier) -> Iterator[RoundTask]:
    person = dossier.owned_by
    details = {
        State.SUPPLEMENT: lambda: "; ".join(dossier.supplements[-1].asked.missing),
        State.FINANCIAL_DUTY: lambda: dossier.duty.what if dossier.duty else "",
    }
    if person is not None:
        detail = details.get(dossier.state)
        yield RoundTask(
            dossier_id=dossier.id,
            kind=_TASKS[dossier.state],
            code=dossier.official_code or dossier.number,
            name=person.name,
            hamlet=person.hamlet or "",
            phone=person.phone or "",
            what=dossier.procedure.short_name if dossier.procedure else "",
            detail=detail() if detail else "",
        )


def _is_of(task: RoundTask, village: str) -> bool:
    """Is it of somebody there? A village may be written with more or fewer words."""
    hamlet = fold(task.hamlet)
    return bool(hamlet) and (hamlet in village or village in hamlet)


def _rounds(reader: Reader) -> list[Round]:
    found = (fold_round(deeds[0].entity, deeds) for deeds in reader.deeds(ROUND) if deeds)
    return [one for one in found if one is not None]


def _known(made: Round | None) -> Round:
    if made is None:
        raise RuleViolation("round_unknown")
    return made
