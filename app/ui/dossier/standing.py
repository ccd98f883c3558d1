"""What an officer must know before acting: waits, conflicts, what the province has not recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.dossier import Dossier
from app.domain.duties import DutyKind
from app.domain.history import Aside
from app.domain.proposals import Answer, Proposal, proposals
from app.domain.provincial import owed
from app.domain.states import State
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception.due_words import moment_words
from app.ui.tokens import Space
from app.ui.widgets.layout import Words, clear, words_in
from app.usecases.dossier_view import DossierView
from app.usecases.promises import office_time

_PROPOSED = {Answer.OPEN: "hint", Answer.GRANTED: "good", Answer.OTHERWISE: "caution"}
_MARKS = {"hint": "ℹ", "caution": "⚠", "good": "✓"}


@dataclass(frozen=True, slots=True)
class Standing:
    """One sentence above the acts; `tone` is `hint`, `caution` or `good`."""

    tone: str
    words: str


def standings(view: DossierView, now: datetime) -> tuple[Standing, ...]:
    """List what stands in the way or is worth knowing, the gravest first."""
    return (*_twins(view), *_standings(view.dossier, now), *_duties(view, now))


def _twins(view: DossierView) -> Iterator[Standing]:
    """A code that stands on another slip too: the name on the paper decides whose it is."""
    for twin in view.twins:
        now = "" if twin.now == twin.code else f" ({twin.now})"
        words = {"code": twin.code, "who": f"{twin.owner}{now}"}
        if twin.code == view.code_to_replace:
            text = tr("Code {code} is that of {who}: give this dossier a new one.", **words)
        else:
            text = tr("Code {code} stands on the slip of {who} too: compare the names.", **words)
        yield Standing("caution", text)


def _duties(view: DossierView, now: datetime) -> Iterator[Standing]:
    """What is owed by when, beside the result; late ones stand out."""
    for duty in view.duties:
        parts = [label(duty.kind)]
        if duty.detail:
            parts.append(duty.detail)
        if duty.due is not None:
            parts.append(moment_words(duty.due, now.date()))
        is_late = duty.is_late(now) and duty.kind is not DutyKind.CLOSE
        words = ": ".join(parts)
        yield (
            Standing("caution", tr("{what} – late", what=words))
            if is_late
            else Standing("hint", words)
        )
    for one in proposals(view.dossier):
        if one.wish is not None:
            yield Standing(_PROPOSED[one.answer], proposal_words(one))


def proposal_words(one: Proposal) -> str:
    """Say what was proposed and what became of it."""
    wish = label(one.wish) if one.wish is not None else ""
    if one.answer is Answer.OPEN:
        return tr("Proposed, waits for the province's system: {act}.", act=wish)
    state = label(one.state) if one.state is not None else ""
    if one.answer is Answer.GRANTED:
        return tr("Proposed and granted: {act} ({state}).", act=wish, state=state)
    return tr("Proposed, settled otherwise: {act} ({state}).", act=wish, state=state)


def _standings(dossier: Dossier, now: datetime) -> Iterator[Standing]:
    if dossier.read_only:
        yield Standing("caution", tr("A newer program wrote into this dossier: read only here."))
    if dossier.conflicts:
        yield Standing("caution", tr("Two contents differ; please choose below."))
    if dossier.waiting:
        n = len(dossier.waiting)
        yield Standing("hint", tr("{n} acts wait for earlier data that is on its way.", n=n))
    if asides := [one for one in dossier.set_aside if one.reason is not Aside.SETTLED_OTHERWISE]:
        why = "; ".join(dict.fromkeys(label(one.reason) for one in asides))
        tone = "caution" if dossier.doubtful else "hint"
        yield Standing(tone, tr("{n} entries are kept aside: {why}.", n=len(asides), why=why))
    if dossier.lost_slips and not dossier.is_ended:
        when = moment_words(office_time(dossier.lost_slips[-1].at), now.date())
        text = tr(
            "The slip was reported lost, {when}: check the ID before handing over.", when=when
        )
        yield Standing("caution", text)
    yield from _province(dossier, now)


def _province(dossier: Dossier, now: datetime) -> Iterator[Standing]:
    said = dossier.province
    if said is not None:
        when = moment_words(office_time(said.at), now.date())
        if not said.recorded:
            why = ". ".join(part for part in (said.reason, said.message) if part)
            text = tr("The province has not recorded it ({when}): {why}", when=when, why=why)
            yield Standing("caution", text)
        elif behind := owed(dossier).entries:
            text = tr(
                "The province's system recorded it, {when}; it does not know {n} acts since then.",
                when=when,
                n=len(behind),
            )
            yield Standing("hint", text)
        elif said.by_hand:
            yield Standing(
                "good", tr("Typed into the province's system by hand, {when}.", when=when)
            )
        else:
            yield Standing("good", tr("The province's system recorded it, {when}.", when=when))
    reported = dossier.reported
    if reported is not None and State(reported.state) is not dossier.state:
        state = label(State(reported.state))
        yield Standing("hint", tr("The province's system holds it as: {state}.", state=state))


class StandingView(QWidget):
    """The sentences as quiet bars."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)

    def show_standings(self, found: Sequence[Standing]) -> None:
        """Show them; nothing when all is well."""
        clear(self._column)
        for one in found:
            self._column.addWidget(_bar(one))
        self.setVisible(bool(found))

    def text(self) -> str:
        """Answer all words in sight."""
        return "\n".join(words_in(self._column))


def _bar(one: Standing) -> QFrame:
    bar = QFrame()
    bar.setProperty("part", "notice")
    bar.setProperty("tone", one.tone)
    line = QVBoxLayout(bar)
    line.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
    line.addWidget(Words(f"{_MARKS[one.tone]}  {one.words}"))
    return bar
