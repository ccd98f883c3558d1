"""Gửi và nhận bằng USB: which stick, write onto it, read from it, and what lies on it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar

from app.ui.i18n import tr
from app.ui.notices import Notice
from app.ui.sync_centre.stick_lists import LyingModel, SticksModel
from app.ui.sync_centre.stick_presenter import StickPresenter, Sticks
from app.ui.sync_centre.stick_words import last_words
from app.ui.tokens import Size
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, EmptyState, Words, quiet
from app.ui.widgets.table import RowView
from app.usecases.bundle_records import Lying, Stick

_ROWS = 3


class StickCard(Card):
    """The part of the sync centre for an office whose line is a motorcycle."""

    answered = Signal()
    """What lies there is shown, or why it is not, after a file of a bundle was opened."""

    def __init__(self, presenter: Callable[["StickCard"], StickPresenter]) -> None:
        super().__init__(tr("By stick"))
        self.presenter = presenter(self)
        self.last = Words("", "text")
        self.sticks = SticksModel()
        self.list = RowView(self.sticks, tr("Sticks that are plugged in"))
        self.nothing = EmptyState(tr("No stick is plugged in. Plug one in, then look again."))
        self.write = PrimaryButton(tr("Write onto the stick"), self._write, key="Alt+3")
        self.take = Button(tr("Read from the stick"), self._read, key="Alt+4")
        self.look = Button(tr("What is on it"), self._look, key="Alt+5")
        self.again = Button(tr("Look again"), self.presenter.read)
        self.choose = Button(tr("Another folder …"), self._choose)
        self.stop = Button(tr("Stop"), self.presenter.stop)
        self.bar = QProgressBar()
        self.said = Words("", "text")
        self.lying = LyingModel()
        self.lying_list = RowView(self.lying, tr("What lies on the stick"))
        self._is_busy = False
        self._is_led_here = False
        self._looked_at: Path | None = None
        self._arrange()

    def show_sticks(self, found: Sticks) -> None:
        """Show what is plugged in and how the last bundle stands."""
        self.last.setText(last_words(found.last, found.now))
        self.last.setVisible(bool(self.last.text()))
        self.sticks.begin(len(found.sticks), found.sticks)
        self.list.setVisible(bool(found.sticks))
        self.nothing.setVisible(not found.sticks)
        if found.sticks and not self.list.current():
            self.list.selectRow(0)
        self._may()

    def open_file(self, file: Path) -> None:
        """Show the stick on which this file lies; to read it takes one key more."""
        self._is_led_here = True
        self.presenter.open_file(file)

    def show_progress(self, done: int, total: int) -> None:
        """How far it is; nothing else may begin meanwhile."""
        self._is_busy = True
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(min(done, total))
        self.said.setText("")
        self._may()

    def show_lines(self, lines: list[str], tone: str = "text") -> None:
        """What came of it."""
        self._is_busy = False
        self.said.setText("\n".join(lines))
        self.said.become(tone)
        self._may()

    def show_lying(self, lying: tuple[Lying, ...]) -> None:
        """What is on the stick."""
        self._looked_at = self._path()
        self.lying.begin(len(lying), lying)
        self.lying_list.setVisible(bool(lying))
        if lying:
            self._answer(self.take)

    def show_refusal(self, notice: Notice) -> None:
        """Why it did not work, and what to do."""
        code = f"({notice.code})" if notice.code else ""
        words = [part for part in (notice.text, notice.remedy, code) if part]
        self.show_lines(["⚠ " + " ".join(words)], "caution")
        self._answer(self.again)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Those that have a key, in its order."""
        return (self.write, self.take, self.look)

    def press(self, button: Button) -> None:
        """By a key, while it may be pressed."""
        if self.isVisible() and button.isEnabled():
            button.click()

    def _arrange(self) -> None:
        self.add(
            quiet(
                tr(
                    "What is written onto a stick is locked and waits here as before, until the "
                    "province has signed for it. Plug the stick in again after the province gave "
                    "it back."
                )
            ),
            self.last,
            self.list,
            self.nothing,
        )
        self.column.addLayout(
            flow(self.write, self.take, self.look, self.again, self.choose, self.stop)
        )
        self.add(self.bar, self.said, self.lying_list)
        self.list.setMinimumHeight(Size.ROW * _ROWS)
        self.lying_list.setMinimumHeight(Size.ROW * (_ROWS + 1))
        self.list.selectionModel().selectionChanged.connect(self._chosen)
        for widget in (self.lying_list, self.nothing, self.last):
            widget.hide()
        self._may()

    def _may(self) -> None:
        """What may be pressed now."""
        has_one = self._path() is not None
        for button in (self.write, self.take, self.look):
            button.setEnabled(has_one and not self._is_busy)
        for button in (self.again, self.choose):
            button.setEnabled(not self._is_busy)
        self.bar.setVisible(self._is_busy)
        self.stop.setVisible(self._is_busy)
        self.said.setVisible(bool(self.said.text()))

    def _answer(self, button: Button) -> None:
        """Whoever opened a file stands where it goes on."""
        if self._is_led_here:
            self._is_led_here = False
            button.setFocus()
            self.answered.emit()

    def _chosen(self) -> None:
        if self._path() != self._looked_at:
            self.show_lying(())
        self._may()

    def _path(self) -> Path | None:
        found = self.list.current()
        return found.path if isinstance(found, Stick) else None

    def _write(self) -> None:
        self._with(self.presenter.write)

    def _read(self) -> None:
        self._with(self.presenter.take)

    def _look(self) -> None:
        self._with(self.presenter.look)

    def _with(self, act: Callable[[Path], None]) -> None:
        if (path := self._path()) is not None:
            act(path)

    def _choose(self) -> None:
        found = QFileDialog.getExistingDirectory(self, tr("Another folder …"))
        if found:
            self.presenter.add_folder(Path(found))
