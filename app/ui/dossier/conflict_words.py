"""Vướng mắc in words: what was said here and there, by whom, when, on which PC; no widgets."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.domain.events import SlipPrinted
from app.domain.history import ACT, Conflict, Side
from app.domain.states import Act
from app.ui.dossier.field_words import field_words, value_words
from app.ui.dossier.timeline_words import clock_words, told, who_words
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception.due_words import moment_words
from app.usecases.dossier_view import DossierView, TimelineRow
from app.usecases.promises import office_time
from app.usecases.settling import Choice, Way, ways_out


@dataclass(frozen=True, slots=True)
class Option:
    """One of the contents side by side, and what is chosen with it."""

    title: str
    said: tuple[str, ...]
    who: tuple[str, ...]
    printed: tuple[str, ...]  # papers that say so and are in somebody's hands
    verb: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class Clash:
    """One conflict as a person reads it."""

    id: str
    title: str
    hint: str
    is_open: bool  # this officer may choose now
    options: tuple[Option, ...]


def clashes(view: DossierView, now: datetime) -> tuple[Clash, ...]:
    """List the open conflicts of a dossier."""
    return tuple(_clash(view, conflict, now) for conflict in view.dossier.conflicts)


def _clash(view: DossierView, conflict: Conflict, now: datetime) -> Clash:
    may = Act.SETTLE_CONFLICT in view.acts
    teller = _Teller(view, conflict, now)
    return Clash(
        id=conflict.id,
        title=_title(conflict),
        hint=_hint(conflict, may=may),
        is_open=may and conflict.is_ordered,
        options=tuple(map(teller.option, ways_out(conflict))),
    )


def _title(conflict: Conflict) -> str:
    if conflict.subject == ACT:
        return tr("Two people acted without knowing of each other")
    return tr("Two contents: {field}", field=field_words(conflict.subject))


def _hint(conflict: Conflict, *, may: bool) -> str:
    if not conflict.is_ordered:
        return tr("Can be chosen after the next exchange with the province.")
    if not may:
        return tr("The clerk, the specialist or the leader chooses.")
    return tr("Choose the right one; the other stays in the history.")


class _Teller:
    """Says the sides of one conflict."""

    def __init__(self, view: DossierView, conflict: Conflict, now: datetime) -> None:
        self._rows = {row.event: row for row in view.timeline}
        self._conflict = conflict
        self._now = now

    def option(self, way: Way) -> Option:
        stands = not way.choice.upheld
        return Option(
            title=tr("In force now") if stands else tr("Set aside"),
            said=tuple(text for side in way.sides for text in self._said(side)),
            who=tuple(dict.fromkeys(filter(None, map(self._who, way.sides)))),
            printed=tuple(self._printed(way)),
            verb=tr("Keep this one") if stands else tr("Take this one"),
            choice=way.choice,
        )

    def _said(self, side: Side) -> Iterator[str]:
        if self._conflict.subject != ACT:
            yield value_words(self._conflict.subject, side.value)
            return
        row = self._rows.get(side.event)
        if row is None:
            yield tr("Nothing was done before")
            return
        said = told(row, self._now)
        state = tr(" → {state}", state=label(side.state)) if side.state is not None else ""
        yield f"{said.title}{state}"
        if said.said:
            yield said.said

    def _who(self, side: Side) -> str:
        row = self._rows.get(side.event)
        return f"{who_words(row, self._now)}, {_clock(row)}" if row is not None else ""

    def _printed(self, way: Way) -> Iterator[str]:
        events = {side.event for side in way.sides}
        for slip in self._conflict.printed:
            if slip.of in events:
                yield _slip_words(slip, self._now)


def _clock(row: TimelineRow) -> str:
    return clock_words(row) or tr("the clock was right")


def _slip_words(slip: SlipPrinted, now: datetime) -> str:
    when = moment_words(office_time(slip.printed_at), now.date())
    return tr("Printed already: {paper}, {when}", paper=label(slip.form), when=when)
