"""The strip above everything in the practice window: that it is practice, and what to do now."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.practice import Progress, Task
from app.ui.i18n import tr
from app.ui.tokens import PRACTICE_GROUND, Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Card, Words, scrolled

EDGE = 6  # px of the frame round the window


class PracticeFrame(QFrame):
    """An amber frame round the whole window with the strip on top, in both looks."""

    def __init__(self, start_again: Callable[[], None]) -> None:
        super().__init__()
        self._progress: Progress | None = None
        self.badge = Words(tr("PRACTICE"), "practice_badge", wrap=False)
        self.now = Words("", "practice")
        self.step = Button(tr("All works"), self._show_all)
        self.again = Button(tr("Start again"), start_again)
        line = QHBoxLayout()
        line.setContentsMargins(Space.S, Space.XS, Space.S, Space.XS)
        line.setSpacing(Space.M)
        line.addWidget(self.badge)
        line.addWidget(self.now, 1)
        buttons = QVBoxLayout()
        buttons.setSpacing(Space.XS)
        buttons.addWidget(self.step)
        buttons.addWidget(self.again)
        line.addLayout(buttons)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(EDGE, 0, EDGE, EDGE)
        self._column.setSpacing(0)
        self._column.addLayout(line)

    def put(self, inside: QWidget) -> None:
        """Frame what fills the window."""
        ground = QWidget()
        ground.setProperty("part", "ground")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(inside)
        self._column.addWidget(ground, 1)

    def show_progress(self, progress: Progress) -> None:
        """Say which work is to be done now, and how."""
        self._progress = progress
        self.now.setText(words_of(progress))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame itself: a palette would colour every page inside."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(PRACTICE_GROUND))
        painter.end()

    def _show_all(self) -> None:
        if self._progress is not None:
            TasksDialog(self._progress, self).open()


class TasksDialog(QDialog):
    """The works in order, each with its steps and whether it is done."""

    def __init__(self, progress: Progress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Works to practise"))
        self.resize(640, 560)
        inside = QVBoxLayout()
        for number, task in enumerate(progress.tasks, start=1):
            inside.addWidget(_card(number, task, is_done=task.id in progress.done))
        column = QVBoxLayout(self)
        column.addWidget(scrolled(inside), 1)
        column.addWidget(Button(tr("Close"), self.reject, key="Esc"))


def words_of(progress: Progress) -> str:
    """The next hint in two lines."""
    total, done = len(progress.tasks), len(progress.done)
    task = progress.current
    if task is None:
        return tr("All {n} works are done.", n=total)
    head = tr("{done} of {total} done. Now: {title}", done=done, total=total, title=task.title)
    return f"{head}\n{' '.join(task.steps)}"


def _card(number: int, task: Task, *, is_done: bool) -> Card:
    card = Card()
    mark = "✓" if is_done else f"{number}."
    card.add(Words(f"{mark} {task.title}", "good" if is_done else "strong"))
    for step in task.steps:
        card.add(Words(f"•  {step}"))
    return card
