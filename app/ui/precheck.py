"""Kiểm tra máy trước khi cài, in a window of its own: no office, no profile, nothing is written."""

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.application import build
from app.ui.i18n import tr
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import TextField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, Words, clear, scrolled
from app.ui.words import precheck as words
from app.usecases import precheck
from app.usecases.precheck import VERDICTS, Precheck, Weight

_PARTS = {Weight.GOOD: "text", Weight.WARN: "caution", Weight.BAD: "bad"}


class FindingsCard(Card):
    """A verdict and what it rests on."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.verdict = Words("", "strong")
        self.lines = QVBoxLayout()
        self.add(self.verdict)
        self.column.addLayout(self.lines)

    def show_result(self, result: Precheck) -> None:
        """Show the verdict, and what is wrong before what is right."""
        said = VERDICTS[result.verdict]
        self.verdict.setText(tr("Verdict: {verdict}", verdict=said))
        clear(self.lines)
        for finding in sorted(result.findings, key=lambda one: list(_PARTS).index(one.weight) * -1):
            self.lines.addWidget(Words(words.line(finding), _PARTS[finding.weight]))


class PrecheckWindow(QWidget):
    """The look, a label for the PC, and where the result is kept."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._result: Precheck | None = None
        self.setWindowTitle(tr("Check of this PC before installing"))
        self.card = FindingsCard(tr("Check of this PC before installing"))
        self.label = TextField(
            tr("Label of this PC"), hint=tr("As on the sticker; no person's name."), longest=40
        )
        self.told = Words("", "quiet")
        self.keep = PrimaryButton(tr("Keep the result on the stick"), self._keep, key="F8")
        again = Button(tr("Look again"), self.look, key="F5")
        done = Button(tr("Close"), key="Esc")
        done.clicked.connect(self.close)
        self.keep.setShortcut("F8")
        again.setShortcut("F5")
        done.setShortcut("Esc")
        inside = QVBoxLayout()
        inside.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        for part in (self.card, self.label, self.told):
            inside.addWidget(part)
        inside.addLayout(flow(self.keep, again, done))
        inside.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside))
        self.resize(900, 640)
        self.look()

    def look(self) -> None:
        """Look now; some milliseconds."""
        self._result = precheck.look(label=self.label.value())
        self.card.show_result(self._result)
        self.label.line.setFocus()

    def _keep(self) -> None:
        self.look()
        if self._result is None:
            return
        try:
            path = precheck.keep(self._result, self._folder)
        except OSError:
            self.told.setText(tr("Could not be written there: {folder}", folder=self._folder))
            return
        self.told.setText(tr("Kept: {path}", path=path))


def show(folder: Path) -> int:
    """Open the window until it is closed."""
    made = build(["motcua"])
    window = PrecheckWindow(folder)
    window.show()
    return made.exec()
