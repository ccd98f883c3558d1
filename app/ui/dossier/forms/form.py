"""What every act form has: fields, the words around them, and the work that follows."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from app.domain.states import Act
from app.ui.dossier.forms.entering import Complaint, move_on_enter
from app.ui.dossier.forms.paper_part import PaperPart
from app.ui.dossier.presenter import Shown, Work
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.tokens import Space
from app.ui.widgets.fields import Field
from app.ui.widgets.layout import Words
from app.usecases.processing import Decided


class ActForm(QWidget):
    """The fields of one act. `takes_paper`: others may have decided it on paper."""

    act: ClassVar[Act]
    takes_paper: ClassVar[bool] = True

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self.shown = shown
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Space.S)
        required = shown.is_from_paper(self.act)
        self.paper = PaperPart(shown.now, required=required) if self.takes_paper else None
        self.build()
        move_on_enter(self)
        if self.paper is not None:
            self.add(self.paper)

    def build(self) -> None:
        """Lay out the fields; called once."""

    def work(self) -> Work:
        """Answer what is to be done with what is typed."""
        raise NotImplementedError

    def decided(self) -> Decided | None:
        """Answer who decided it on paper and when; `None` when it was decided here."""
        return self.paper.value() if self.paper is not None else None

    def title(self) -> str:
        """Name the act."""
        return label(self.act)

    def verb(self) -> str:
        """Say what F8 does."""
        return self.title()

    def done_words(self) -> str:
        """Say afterwards what was done."""
        return tr("Recorded: {act}.", act=self.title())

    def complaints(self) -> Sequence[Complaint]:
        """List what cannot be read, beside its field; the rules themselves ask the dossier."""
        return ()

    def named(self) -> Mapping[str, Field]:
        """Answer the field beside which the sentence of an error code belongs."""
        return {}

    def ask_for(self, code: str) -> None:
        """Show what the rules ask for by this code, where it was not shown before."""

    def first(self) -> QWidget | None:
        """Answer where typing begins."""
        return next((one.control for one in self.findChildren(Field)), None)

    def add(self, *parts: QWidget | QLayout) -> None:
        """Lay parts below one another."""
        for part in parts:
            if isinstance(part, QLayout):
                self.column.addLayout(part)
            else:
                self.column.addWidget(part)

    def warn(self, text: str) -> None:
        """Say something to think of before the act, in place."""
        self.add(Words(f"⚠ {text}", "caution"))

    def explain(self, text: str) -> None:
        """Say quietly what the act does."""
        self.add(Words(text, "quiet"))
