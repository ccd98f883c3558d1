"""What was begun and not finished, offered when the officer comes to the page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.ui.i18n import tr
from app.ui.reception.due_words import moment_words
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, QuietButton
from app.ui.widgets.layout import Words
from app.usecases.drafts import DraftRow


class OfferBar(QFrame):
    """The newest draft first; the others come when it is opened, thrown away or passed over."""

    opened = Signal(str)
    discarded = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "notice")
        self.setProperty("tone", "hint")
        self._rows: list[DraftRow] = []
        self._words = Words()
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.M, Space.XS, Space.S, Space.XS)
        line.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(Button(tr("Go on with it"), self.open_first, key="Ctrl+O"))
        line.addWidget(QuietButton(tr("Later"), self._pass_over))
        line.addWidget(QuietButton(tr("Throw away"), self._discard))
        self.hide()

    def offer(self, rows: tuple[DraftRow, ...]) -> None:
        """Offer these drafts, the newest first."""
        self._rows = list(rows)
        self._show_first()

    def open_first(self) -> None:
        """Go on with the draft that is offered."""
        if self._rows:
            self.opened.emit(self._rows.pop(0).id)
            self.hide()

    def _pass_over(self) -> None:
        self._rows = self._rows[1:]
        self._show_first()

    def _discard(self) -> None:
        self.discarded.emit(self._rows[0].id)

    def _show_first(self) -> None:
        self.setVisible(bool(self._rows))
        if self._rows:
            first = self._rows[0]
            self._words.setText(
                tr(
                    "Not finished ({n}): {title}, {moment}",
                    n=len(self._rows),
                    title=first.title or tr("no name yet"),
                    moment=moment_words(first.saved, first.saved.date()),
                )
            )
