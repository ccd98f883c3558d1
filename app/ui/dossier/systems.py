"""Đang ở hệ thống nào: what each system of the province knows of a dossier, in words."""

from collections.abc import Iterator
from datetime import datetime

from app.domain.dossier import Dossier
from app.domain.events import OnlineFile, RegisteredOnline, SupplementBrought
from app.domain.history import Outcome
from app.domain.provincial import HOME, Standing, owed, standings
from app.domain.states import State
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception.due_words import moment_words
from app.usecases.promises import office_time


def systems(dossier: Dossier, now: datetime) -> Iterator[tuple[str, str]]:
    """Each system by its name, and how the dossier stands there; the province's own always."""
    known = {one.system: one for one in standings(dossier)}
    for name in dict.fromkeys((HOME, *known)):
        shown = tr("The province's system") if name == HOME else name
        words = ", ".join(_words(dossier, known.get(name, Standing(system=name)), now))
        if words:
            yield shown, words


def online_papers(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Papers that came online, with where their files lie."""
    for entry in dossier.timeline:
        said = entry.said
        came = isinstance(said, RegisteredOnline | SupplementBrought)
        if came and entry.outcome is Outcome.APPLIED:
            for file in said.files:  # type: ignore[union-attr]
                yield file.name, _where(file)


def _words(dossier: Dossier, one: Standing, now: datetime) -> Iterator[str]:
    """What is known of one system, the gravest last."""
    lacks = owed(dossier, one.system)
    if one.is_recorded:
        yield _recorded(one, now)
    elif lacks:
        yield tr("not there yet")
    if one.code:
        yield tr("code {code}", code=one.code)
    if one.state and State(one.state) is not dossier.state:
        yield tr("stands there as: {state}", state=label(State(one.state)))
    if one.is_recorded and lacks:
        yield tr("{n} acts not known there yet", n=len(lacks.entries))
    if lacks.refused:
        yield tr("not recorded: {why}", why=lacks.refused)


def _recorded(one: Standing, now: datetime) -> str:
    moment = moment_words(office_time(one.at), now.date())
    if one.by_hand:
        return tr("typed in by hand by {name}, {moment}", name=one.by, moment=moment)
    if not one.by:
        return tr("came from there")
    return tr("recorded there, {moment}", moment=moment)


def _where(file: OnlineFile) -> str:
    place = (
        tr("lies at {where}", where=file.address)
        if file.address
        else tr("lies with the province's system")
    )
    component = tr("component {code}", code=file.component) if file.component else ""
    return ", ".join(part for part in (component, place) if part)
