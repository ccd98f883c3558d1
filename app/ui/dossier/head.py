"""The head of a dossier: its numbers, what it is, whose, its state, and until when."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.domain.dossier import Dossier
from app.ui.dossier.due_line import due_line
from app.ui.dossier.facts import holder_words
from app.ui.dossier.timeline_words import level_words
from app.ui.dossier.travel import Travel
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.tokens import Space
from app.ui.widgets.layout import Card, Words
from app.usecases.dossier_view import DossierView


class Head(Card):
    """What must be seen first."""

    def __init__(self) -> None:
        super().__init__()
        self.number = Words("", "section")
        self.other = Words("", "quiet")
        self.matter = Words("", "text")
        self.owner = Words("", "strong")
        self.state = Words("", "section")
        self.holder = Words("", "quiet")
        self.left = Words("", "section")
        self.moment = Words("", "text")
        self.reason = Words("", "quiet")
        self.reached = Words("", "quiet")
        self.travel = Travel()
        self._arrange()

    def show_view(self, view: DossierView, now: datetime) -> None:
        """Show the dossier as it is."""
        dossier = view.dossier
        self.number.setText(main_number(dossier) or tr("No number before acceptance"))
        self._show(self.other, other_numbers(dossier))
        procedure = dossier.procedure
        self.matter.setText((procedure.short_name or procedure.name) if procedure else "")
        self.owner.setText(dossier.owned_by.name if dossier.owned_by else "")
        self.state.setText(label(dossier.state))
        self._show(self.holder, "" if dossier.is_ended else holder_words(dossier))
        line = due_line(view, now)
        self.left.setText(line.left)
        self.left.become(f"section_{line.tone}")
        self._show(self.moment, line.moment)
        self._show(self.reason, line.reason)
        self.reached.setText(level_words(view.level, at_server=view.at_server))
        self.travel.show_found(view.timeliness)

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(Space.XL)
        for words, share in (
            ((self.number, self.other, self.owner, self.matter), 5),
            ((self.state, self.holder, self.reached), 3),
            ((self.left, self.moment, self.reason), 4),
        ):
            column = QVBoxLayout()
            column.setSpacing(Space.XS)
            for one in words:
                one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                column.addWidget(one)
            column.addStretch(1)
            line.addLayout(column, share)
        self.column.addLayout(line)
        self.column.addWidget(self.travel)

    def _show(self, words: Words, text: str) -> None:
        words.setText(text)
        words.setVisible(bool(text))


def main_number(dossier: Dossier) -> str:
    """Answer the number that counts: the official one when there is one."""
    return dossier.official_code or dossier.number


def other_numbers(dossier: Dossier) -> str:
    """Name the other numbers that papers in people's hands bear."""
    if dossier.official_code and dossier.number and dossier.number != dossier.official_code:
        return tr("On the slip: {number}", number=dossier.number)
    return "" if dossier.official_code or not dossier.number else tr("Provisional number")
