"""Đợt lưu động: plan it, take the list along, receive in the village, print what is missing."""

from dataclasses import replace
from typing import Final, NamedTuple

import msgspec

from app.domain import papers
from app.domain.errors import RuleViolation
from app.domain.events import RoundBegun, RoundEnded, RoundPlanned
from app.domain.papers import Printout
from app.domain.papers.round_list import TakeAlong, round_list, task_of
from app.domain.rounds import Round, checked, fold_round, is_same_village
from app.domain.states import State
from app.domain.text import clean
from app.store.projections.rounds import Rounds
from app.store.reader import Reader
from app.store.records import Filter
from app.system.clock import milliseconds
from app.usecases.administration import change_settings
from app.usecases.desk import Desk
from app.usecases.lookup import DossierRow, row_of
from app.usecases.owed_papers import OwedPaper, owed_papers
from app.usecases.staff import hidden_dossiers
from app.usecases.step import Entity, record_office

ROUND: Final = "round"
LIST: Final = "round_list"
MOST = 5_000
"""Open dossiers that are looked through for a village."""
WAITING_THERE = (State.DONE, State.SUPPLEMENT, State.FINANCIAL_DUTY)


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
    said = RoundPlanned(
        place=clean(wanted.place),
        first=wanted.first,
        last=wanted.last,
        team=clean(wanted.team),
        note=clean(wanted.note),
    )
    with desk.store.act(by=desk.officer) as act:
        entity = Entity(round_id or act.new_id(), ROUND)
        deeds = act.deeds(entity.id)
        record_office(desk, act, entity, checked(said, fold_round(entity.id, deeds)), deeds)
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


def to_take_along(desk: Desk, place: str) -> TakeAlong:
    """List what waits for people of that village: results, supplements, duties to be paid."""
    reader = desk.store.reader()
    rows = reader.dossiers(Filter(states=WAITING_THERE), "accepted", 0, MOST)
    hidden = hidden_dossiers(desk, reader, [row.id for row in rows])
    found = [task_of(reader.dossier(row.id)) for row in rows if row.id not in hidden]
    tasks = [one for one in found if one is not None]
    return TakeAlong(
        tuple(one for one in tasks if is_same_village(one.hamlet, place)),
        sum(not one.hamlet for one in tasks),
    )


def take_along_list(desk: Desk, made: Round) -> Printout:
    """Fill the list that the team takes along, with room for what comes up there."""
    now = desk.now()
    tasks = to_take_along(desk, made.place).tasks
    said = round_list(made, tasks, desk.office, milliseconds(now))
    return papers.fill(desk.templates.on(LIST, now.date().isoformat()), said)


def _rounds(reader: Reader) -> list[Round]:
    found = (fold_round(deeds[0].entity, deeds) for deeds in reader.deeds(ROUND) if deeds)
    return [one for one in found if one is not None]


def _known(made: Round | None) -> Round:
    if made is None:
        raise RuleViolation("round_unknown")
    return made
