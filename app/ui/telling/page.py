"""The page Báo cho dân."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.telling import ToTell
from app.ui.i18n import tr
from app.ui.page import Command, Goto, Page, Session, Touched
from app.ui.telling.call_part import CallPart
from app.ui.telling.presenter import TellingPresenter
from app.ui.telling.table_model import NARROW_HIDES, TellingModel, key_of
from app.ui.tokens import Size, Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import ChoiceField, TextField
from app.ui.widgets.layout import EmptyState, columns
from app.ui.widgets.table import RowView
from app.usecases.telling import Village

EVERYWHERE = "*"


class TellingPage(Page):
    """Choose a village or all, stand on somebody, read the sentence, note how it went."""

    key = "telling"
    help_section = "telling"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.presenter = TellingPresenter(session, self.show_villages)
        self.villages: tuple[Village, ...] = ()
        self.village = ChoiceField(tr("Village"))
        self.head = TextField(tr("Village head"))
        self.phone = TextField(tr("Telephone"), longest=30)
        self.keep_head = Button(tr("Keep the village head"), self._name_head, key="Ctrl+S")
        self.print = Button(tr("Print the list"), self.print_list, key="Ctrl+P")
        self.model = TellingModel()
        self.view = RowView(self.model, tr("What citizens are to be told"))
        self.nothing = EmptyState(tr("Everybody has been told what there is to tell."))
        self.call = CallPart(self.record, self._open_chosen)
        self._arrange()
        self.village.edited.connect(self._show_list)
        self.view.opened.connect(self._open)
        self.view.moved_to.connect(self._show_words)

    def title(self) -> str:
        """Answer the title."""
        return tr("Tell citizens")

    def enter(self, _goal: Goto) -> None:
        """Read what is to be told."""
        self.presenter.read()

    def refresh(self, _touched: Touched) -> None:
        """Read again; the officer stays where she is."""
        self.presenter.read()

    def commands(self) -> Sequence[Command]:
        """List the keys of this page."""
        return (
            Command("F8", tr("Note it"), self.record),
            Command("Ctrl+P", tr("Print the list"), self.print_list),
            Command("Ctrl+S", tr("Keep the village head"), self._name_head),
        )

    def first_focus(self) -> QWidget:
        """Answer the list, or the choice where it is empty."""
        return self.view if self.model.rowCount() else self.village.box

    def show_villages(self, villages: tuple[Village, ...]) -> None:
        """Show what is to be told, by village."""
        chosen = self.village.value()
        self.villages = villages
        total = sum(len(one.items) for one in villages)
        named = [(_words(one), one.name) for one in villages]
        self.village.offer([(tr("Everywhere: {n}", n=total), EVERYWHERE), *named])
        if any(chosen == name for _words, name in named):
            self.village.fill(chosen)
        self._show_list()

    def record(self) -> None:
        """F8: note how the call about the chosen message, or about the whole list, went."""
        chosen, call = self.view.current(), self.call.call()
        if call is None or not isinstance(chosen, ToTell):
            return
        is_for_all = self.call.whole_village.value() and self._chosen() is not None
        items = self._items() if is_for_all else (chosen,)
        self.presenter.tell(items, call, self.call.begin_next)

    def print_list(self) -> None:
        """Ctrl+P: print the list of the chosen village, or of the one that the row is in."""
        village = self._chosen() or self._village_of(self.view.current())
        if village is not None:
            self.presenter.print_list(village)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what a narrow window has no room for."""
        super().resizeEvent(event)
        for column in NARROW_HIDES:
            self.view.setColumnHidden(column, self.width() < Size.WIDE_PAGE)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        top = columns(self.village, self.head, self.phone)
        top.addWidget(self.keep_head, 1, 1)
        top.addWidget(self.print, 1, 0)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.call)

    def _show_list(self) -> None:
        before = self.view.current()
        items = self._items()
        self.model.begin(len(items), items)
        self.view.stand_on(key_of(before) if isinstance(before, ToTell) else "")
        for widget in (self.view, self.call, self.print):
            widget.setVisible(bool(items))
        self.nothing.setVisible(not items)
        self._show_head()
        self._show_words(self.view.current())

    def _show_head(self) -> None:
        """The head is asked only where one village is chosen, and that village has a name."""
        village = self._chosen()
        is_named = village is not None and bool(village.name)
        for widget in (self.head, self.phone, self.keep_head):
            widget.setVisible(is_named)
        self.call.whole_village.setVisible(village is not None)
        if village is not None and not self.head.line.hasFocus():
            self.head.fill(village.head.name if village.head else "")
            self.phone.fill(village.head.phone if village.head else "")

    def _show_words(self, row: object) -> None:
        self.call.sentence.setText(self.presenter.words(row) if isinstance(row, ToTell) else "")

    def _chosen(self) -> Village | None:
        name = self.village.value()
        return next((one for one in self.villages if one.name == name), None)

    def _village_of(self, row: object) -> Village | None:
        return next((one for one in self.villages if row in one.items), None)

    def _items(self) -> tuple[ToTell, ...]:
        village = self._chosen()
        if village is not None:
            return village.items
        items = (item for one in self.villages for item in one.items)
        return tuple(sorted(items, key=lambda item: item.message.since))

    def _name_head(self) -> None:
        village, name = self._chosen(), self.head.value()
        if village is None or not village.name:
            return
        self.head.complain("" if name else tr("Write the name of the village head."))
        if name:
            self.presenter.name_head(village.name, name, self.phone.value())

    def _open_chosen(self) -> None:
        self._open(self.view.current())

    def _open(self, row: object) -> None:
        if isinstance(row, ToTell):
            self.presenter.open(row)


def _words(village: Village) -> str:
    name = village.name or tr("Village not noted")
    head = f" – {village.head.name}" if village.head else ""
    return f"{name}{head}: {len(village.items)}"
