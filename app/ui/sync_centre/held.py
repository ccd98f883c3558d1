"""After a restore: does the old PC still run? Sending is off until a person has answered."""

from collections.abc import Callable
from datetime import datetime

from app.ui.i18n import tr
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, Words


class HeldCard(Card):
    """What was put back, what happens if the old PC goes on, and the two answers."""

    def __init__(self, let_go: Callable[[], None]) -> None:
        super().__init__(tr("Does the old PC still run?"))
        self.words = Words("", "text")
        self.advice = Words("", "caution")
        self.gone = Button(tr("The old PC is broken or gone: go on here"), let_go, key="Alt+1")
        self.runs = Button(tr("The old PC still runs"), self._say_stop, key="Alt+2")
        self.add(self.words, self.advice)
        self.column.addLayout(flow(self.gone, self.runs))
        self.hide()

    def show_held(self, until: datetime | None) -> None:
        """Show the question while it is open."""
        self.setVisible(until is not None)
        if until is not None:
            self.words.setText(
                tr(
                    "This PC was put back from a copy that reaches to {when}. Nothing is sent or "
                    "received before you answer; work at the counter goes on.",
                    when=f"{until:%H:%M %d/%m/%Y}",
                )
            )
            self.advice.setText("")

    def _say_stop(self) -> None:
        self.advice.setText(
            tr(
                "Two PCs must not work with the same records. Leave sending off here, go on at the "
                "old PC, and call for help: this PC is then set up as a new one."
            )
        )
