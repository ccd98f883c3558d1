"""Form fields: a label above, the control, and a sentence beside it when something is wrong."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.ui.i18n import tr
from app.ui.tokens import Space
from app.ui.widgets.layout import repolish

MOST_SHOWN = 10  # rows of a list below a field


class Field(QFrame):
    """A labelled control with its hint or error below it and the mark of a required field.

    `edited` is emitted for what the officer changes, never for what `fill` sets.
    """

    edited = Signal()

    def __init__(
        self, label: str, control: QWidget, *, required: bool = False, hint: str = ""
    ) -> None:
        super().__init__()
        self.control = control
        self._label = QLabel(f"{label} *" if required else label)
        self._label.setProperty("part", "label")
        self._label.setBuddy(control)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._message = QLabel()
        self._message.setProperty("part", "hint")
        self._message.setWordWrap(True)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._hint = hint
        control.setAccessibleName(tr("{label}, required", label=label) if required else label)
        self._arrange()
        self.complain("")

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        for part in (self._label, self.control, self._message):
            column.addWidget(part)
        self.setFocusProxy(self.control)

    def rename(self, label: str) -> None:
        """Give the field another label."""
        self._label.setText(label)
        self.control.setAccessibleName(label)

    def wrap_label(self) -> None:
        """Let a label that is long, or a stranger's, take lines instead of widening the page."""
        self._label.setWordWrap(True)

    def hide_label(self) -> None:
        """In a table of fields the first line says what the columns are; the name stays."""
        self._label.hide()

    def complain(self, error: str) -> None:
        """Show what is wrong in a sentence; an empty one shows the hint again."""
        self._message.setProperty("part", "error" if error else "hint")
        self.control.setProperty("wrong", bool(error))
        repolish(self._message, self.control)
        self._message.setText(f"⚠ {error}" if error else self._hint)
        self._message.setVisible(bool(error or self._hint))
        self.control.setAccessibleDescription(error or self._hint)

    def set_hint(self, hint: str) -> None:
        """Change the sentence shown while nothing is wrong."""
        self._hint = hint
        self.complain("")

    @property
    def error(self) -> str:
        """The sentence that is shown as wrong, or nothing."""
        is_wrong = self._message.property("part") == "error"
        return self._message.text().removeprefix("⚠ ") if is_wrong else ""

    @property
    def hint(self) -> str:
        """The sentence that is shown while nothing is wrong."""
        return self._hint

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """Fill the control without telling anyone that it was edited."""
        was_blocked = self.blockSignals(True)
        try:
            yield
        finally:
            self.blockSignals(was_blocked)


class TextField(Field):
    """One line of text."""

    def __init__(
        self,
        label: str,
        *,
        required: bool = False,
        hint: str = "",
        placeholder: str = "",
        longest: int = 300,
    ) -> None:
        self.line = QLineEdit()
        super().__init__(label, self.line, required=required, hint=hint)
        self.line.setPlaceholderText(placeholder)
        self.line.setMaxLength(longest)
        self.line.textEdited.connect(lambda _text: self.edited.emit())

    def value(self) -> str:
        """Answer what is typed, without blanks around it."""
        return self.line.text().strip()

    def fill(self, text: str) -> None:
        """Show `text` without telling that it was edited."""
        with self.quietly():
            self.line.setText(text)
            self.line.setCursorPosition(0)  # a long text shows its beginning


class PasswordField(TextField):
    """A password, with a warning while Caps Lock is on or seems to be."""

    def __init__(self, label: str, *, required: bool = True, hint: str = "") -> None:
        super().__init__(label, required=required, hint=hint, longest=200)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._type_anew)
        self._own_hint = hint

    def value(self) -> str:
        """Answer the password exactly as typed."""
        return self.line.text()

    def _type_anew(self) -> None:
        """What was wrong before says nothing of what is typed now; Caps Lock may."""
        if self.error:
            self.complain("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice by the letters that arrive whether Caps Lock is on: Qt cannot be asked."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            letter = event.text()
            if letter.isalpha():
                is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                is_locked = letter.isupper() != is_shifted
                self.set_hint(tr("Caps Lock is on.") if is_locked else self._own_hint)
        return super().eventFilter(watched, event)


class NoteField(Field):
    """Several lines of text."""

    def __init__(
        self, label: str, *, required: bool = False, hint: str = "", lines: int = 3
    ) -> None:
        self.text = QPlainTextEdit()
        super().__init__(label, self.text, required=required, hint=hint)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(lines * self.text.fontMetrics().lineSpacing() + Space.XL)
        self.text.textChanged.connect(self.edited)

    def value(self) -> str:
        """Answer what is typed, without blanks around it."""
        return self.text.toPlainText().strip()

    def fill(self, text: str) -> None:
        """Show `text` without telling that it was edited."""
        with self.quietly():
            self.text.setPlainText(text)


class ChoiceField(Field):
    """One of a short list of values; `value` answers the object given with the text."""

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[str, object]] = (),
        *,
        required: bool = False,
        hint: str = "",
    ) -> None:
        self.box = QComboBox()
        self._values: list[object] = []
        super().__init__(label, self.box, required=required, hint=hint)
        self.offer(choices)
        self.box.activated.connect(lambda _row: self.edited.emit())

    def offer(self, choices: Sequence[tuple[str, object]]) -> None:
        """Replace the values to choose from; the first is chosen."""
        self._values = [value for _text, value in choices]  # Qt would make plain text of a StrEnum
        with self.quietly():
            self.box.clear()
            self.box.addItems([text for text, _value in choices])

    def value(self) -> object:
        """Answer the chosen value, `None` when there is none."""
        row = self.box.currentIndex()
        return self._values[row] if row >= 0 else None

    def fill(self, value: object) -> None:
        """Choose `value` without telling that it was edited; an unknown one chooses nothing."""
        with self.quietly():
            row = self._values.index(value) if value in self._values else -1
            self.box.setCurrentIndex(row)


class SearchField(TextField):
    """A line that asks as one types and offers what was found in a list below it.

    The page listens to `asked`, searches and calls `offer`; `chosen` brings the object of the row.
    """

    asked = Signal(str)
    chosen = Signal(object)

    def __init__(
        self, label: str, *, required: bool = False, hint: str = "", placeholder: str = ""
    ) -> None:
        super().__init__(label, required=required, hint=hint, placeholder=placeholder)
        self._found = QStandardItemModel(self)
        self._list = QCompleter(self._found, self)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._shown = QListView()
        self._shown.setAccessibleName(tr("Found for {label}", label=label))
        self._shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMaxVisibleItems(MOST_SHOWN)
        self._list.setPopup(self._shown)
        self._list.activated[QModelIndex].connect(self._choose)  # type: ignore[index]
        self.line.setCompleter(self._list)
        self._is_open = True
        self.line.textEdited.connect(self._ask)
        for watched in (self.line, self._shown):
            watched.installEventFilter(self)

    def fill(self, text: str) -> None:
        """Show `text`; what is still found for what was typed before is not offered any more."""
        super().fill(text)
        self._is_open = False
        self._found.clear()
        self._shown.hide()

    def expect(self) -> None:
        """What is found from now on is wanted, though no letter was typed."""
        self._is_open = True

    def offer(self, found: Sequence[tuple[str, object]]) -> None:
        """Show what was found for what is typed now."""
        self._found.clear()
        if not self._is_open:
            return
        for text, value in found:
            item = QStandardItem(text)
            item.setData(value, Qt.ItemDataRole.UserRole)
            self._found.appendRow(item)
        if found and self.line.hasFocus():
            self._list.complete()
        elif not found:
            self._shown.hide()

    def list_shown(self) -> int:
        """Count the lines of the list below, 0 when it is closed."""
        return self._found.rowCount() if self._shown.isVisible() else 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An open list keeps the page's keys to itself: it closes before F8 is looked for."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride and self._shown.isVisible()
        if is_asked and isinstance(event, QKeyEvent) and _is_a_page_key(event):
            self._shown.hide()
        return super().eventFilter(watched, event)

    def _ask(self, text: str) -> None:
        self._is_open = True
        self.asked.emit(text)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(Qt.ItemDataRole.UserRole))


def _is_a_page_key(event: QKeyEvent) -> bool:
    """F1 to F12, or a letter held with Ctrl or Alt: none of them is for a list."""
    if Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F12:
        return True
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.modifiers() & held) and event.key() not in _OF_THE_LIST


_OF_THE_LIST = (
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


class TickField(QCheckBox):
    """A yes or no with its words beside the box."""

    edited = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAccessibleName(text)
        self.clicked.connect(lambda _on: self.edited.emit())

    def value(self) -> bool:
        """Say whether it is ticked."""
        return self.isChecked()

    def fill(self, on: bool) -> None:
        """Tick or untick without telling that it was edited."""
        self.setChecked(on)
