"""How a call went: by which way, how it ended, with whom, about one or all of a village."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.domain.events import TellOutcome, TellWay
from app.ui.i18n import tr
from app.ui.labels import choices
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import ChoiceField, TextField, TickField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, Words, columns
from app.usecases.telling import Call


class CallPart(Card):
    """The sentence to read, and the fields for what came of it."""

    def __init__(self, record: Callable[[], None], open_dossier: Callable[[], None]) -> None:
        super().__init__()
        self.sentence = Words("", "strong")
        self.way = ChoiceField(tr("How"), choices(TellWay))
        self.outcome = ChoiceField(tr("How it ended"), choices(TellOutcome))
        self.with_whom = TextField(tr("With whom"), placeholder=tr("wife, village head"))
        self.whole_village = TickField(tr("One call for everybody of this list"))
        self.record = PrimaryButton(tr("Note it"), record, key="F8")
        self.open = Button(tr("Open the dossier"), open_dossier, key="Enter")
        self.add(self.sentence)
        self.column.addLayout(columns(self.way, self.outcome, self.with_whom))
        self.column.addLayout(flow(self.record, self.whole_village, self.open))
        self.outcome.edited.connect(lambda: self.with_whom.complain(""))

    def call(self) -> Call | None:
        """Answer what was typed; None where it is said beside the field what is missing."""
        way, outcome = self.way.value(), self.outcome.value()
        if not isinstance(way, TellWay) or not isinstance(outcome, TellOutcome):
            return None
        whom = self.with_whom.value()
        if outcome is TellOutcome.LEFT_WORD and not whom:
            self.with_whom.complain(tr("Write who will pass it on."))
            self.with_whom.line.setFocus()
            return None
        return Call(way=way, outcome=outcome, with_whom=whom)

    def begin_next(self) -> None:
        """Be ready for the next call, by the same way."""
        self.outcome.fill(TellOutcome.TOLD)
        self.with_whom.fill("")
        self.with_whom.complain("")
        self.whole_village.fill(on=False)

    def first(self) -> QWidget:
        """Answer where typing begins."""
        return self.way.box
