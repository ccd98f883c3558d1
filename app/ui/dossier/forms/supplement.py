"""Yêu cầu bổ sung: everything that is missing, asked for once (NĐ 118/2025, Điều 16(3))."""

from PySide6.QtWidgets import QWidget

from app.domain.duties import DutyKind
from app.domain.states import Act
from app.domain.text import clean
from app.ui.dossier.forms.form import ActForm
from app.ui.dossier.presenter import Work
from app.ui.i18n import tr
from app.ui.reception.due_words import moment_words
from app.ui.widgets.fields import Field, NoteField, TextField, TickField
from app.ui.widgets.layout import Words
from app.usecases.supplement import request_supplement

_LIMITS = {
    DutyKind.ANSWER_ONLINE: "Came online: within 8 working hours (Điều 17(2)), by {when}",
    DutyKind.ASK_CITIZEN: "After appraisal: within 3 working days (Điều 19(5)), by {when}",
}


class SupplementForm(ActForm):
    """What is missing, and why it is needed."""

    act = Act.REQUEST_SUPPLEMENT

    def build(self) -> None:
        """Papers that were brought may need replacing; others are typed, one a line."""
        before = self.shown.view.dossier.supplements_count
        if before:
            self.warn(
                tr(
                    "It was asked for {n} times before. The law lets us ask once, in full; "
                    "another request counts the dossier as late.",
                    n=before,
                )
            )
        self._tell_the_limit()
        papers = self.shown.view.dossier.papers
        self.ticks = [TickField(row.name) for row in papers]
        self.others = NoteField(tr("Other papers, one a line"), lines=2)
        self.reason = TextField(tr("Why it is needed, for the citizen to read"), required=True)
        if papers:
            self.add(Words(tr("To be brought or replaced"), "label"))
        self.add(*self.ticks, self.others, self.reason)

    def _tell_the_limit(self) -> None:
        """By when the law wants it asked, and whether that is over."""
        self.explain(tr("Asked once, for everything (Điều 16(3), 17(1)(c))."))
        limit = self.shown.view.supplement_limit
        if limit is None or limit.due is None:
            return
        when = moment_words(limit.due, self.shown.now.date())
        words = tr(_LIMITS[limit.kind], when=when)
        if limit.is_late(self.shown.now):
            self.warn(tr("{what} – late", what=words))
        else:
            self.explain(words)

    def missing(self) -> tuple[str, ...]:
        """Answer all that is asked for."""
        ticked = [tick.text() for tick in self.ticks if tick.value()]
        typed = [clean(line) for line in self.others.value().splitlines()]
        return (*ticked, *(line for line in typed if line))

    def work(self) -> Work:
        """Ask."""
        decided = self.decided()
        missing, reason = self.missing(), clean(self.reason.value())
        return lambda desk, seen: request_supplement(desk, seen, missing, reason, decided=decided)

    def verb(self) -> str:
        """Name a second request as what it is."""
        n = self.shown.view.dossier.supplements_count + 1
        return tr("Ask once more, request {n}", n=n) if n > 1 else self.title()

    def first(self) -> QWidget | None:
        """Begin with the papers that were brought."""
        return self.ticks[0] if self.ticks else super().first()

    def named(self) -> dict[str, Field]:
        """Place the sentences of errors."""
        return {"supplement_list_empty": self.others, "reason_missing": self.reason}
