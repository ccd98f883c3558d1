"""Choosing several dossiers of a list by the space bar, and handing them over as one list."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.events import Recipient
from app.domain.text import clean
from app.ui.dossiers.table_model import DossierModel
from app.ui.i18n import tr
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import TextField, TickField
from app.ui.widgets.layout import Card, Words, columns, quiet, row
from app.ui.widgets.table import RowView
from app.usecases.handover import Chosen


class ChoosingList(RowView):
    """A list in which the space bar chooses a row and goes on to the next one."""

    toggled = Signal(object)

    def __init__(self, model: DossierModel, name: str) -> None:
        super().__init__(model, name)
        self.setAccessibleDescription(tr("The space bar chooses a dossier."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by the space bar; everything else as in any list."""
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
            return
        place = self.currentIndex().row()
        if (found := self.current()) is not None:
            self.toggled.emit(found)
            self.selectRow(min(place + 1, self.model().rowCount() - 1))


class ChosenBar(QWidget):
    """What is chosen, and what can be done with all of it; a line about papers not yet printed."""

    forward_asked = Signal()
    none_asked = Signal()
    print_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.count = Words("", "strong", wrap=False)
        self.forward = Button(tr("Forward as one list"), self.forward_asked.emit, key="F8")
        self.none = Button(tr("Choose none"), self.none_asked.emit, key="Esc")
        self.owed = quiet("")
        self.owed.setWordWrap(False)
        self.print = Button(tr("Print all of them"), self.print_asked.emit, key="Ctrl+P")
        line = row(self.count, self.forward, self.none, self.owed, self.print)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)
        self._chosen = self._owed = 0
        self._show()

    def show_chosen(self, count: int) -> None:
        """Say how many dossiers are chosen."""
        self._chosen = count
        self._show()

    def show_owed(self, count: int) -> None:
        """Say how many papers nobody has printed yet."""
        self._owed = count
        self._show()

    def _show(self) -> None:
        is_choosing = self._chosen > 0
        self.count.setText(tr("{n} chosen", n=self._chosen))
        self.owed.setText(tr("{n} papers not yet printed", n=self._owed))
        for part in (self.count, self.forward, self.none):
            part.setVisible(is_choosing)
        for part in (self.owed, self.print):
            part.setVisible(self._owed > 0 and not is_choosing)
        self.setVisible(is_choosing or self._owed > 0)


class HandoverPanel(Card):
    """To whom all chosen dossiers go; F8 records and prints the list."""

    confirmed = Signal()
    given_up = Signal()

    def __init__(self, chosen: Sequence[Chosen], last: Recipient | None) -> None:
        super().__init__(tr("Forward {n} dossiers as one list", n=len(chosen)))
        self.setAccessibleName(tr("Forward as one list"))
        self.column.setSpacing(Space.S)
        self.chosen = tuple(chosen)
        self.name = TextField(tr("To whom"), required=True, longest=120)
        self.unit = TextField(tr("Unit"), longest=120)
        self.note = TextField(tr("Remark"), longest=300)
        self.province = TickField(tr("It leaves the commune: an agency of the province settles it"))
        if last is not None:
            self.name.fill(last.name)
            self.unit.fill(last.unit)
            self.province.fill(last.province)
            self.name.line.selectAll()
        self.button = PrimaryButton(tr("Forward and print"), self.confirmed.emit, key="F8")
        self.give_up = Button(tr("Do nothing"), self.given_up.emit, key="Esc")
        stay = [one.code for one in chosen if not one.can_go]
        if stay:
            words = tr("These cannot be forwarded now and stay: {codes}", codes=", ".join(stay))
            self.add(Words(f"⚠ {words}", "caution"))
        self.column.addLayout(columns(self.name, self.unit, self.note))
        self.add(self.province)
        self.column.addLayout(row(self.button, self.give_up))

    def has_no_name(self) -> bool:
        """Say whether nobody is named yet."""
        return not clean(self.name.value())

    def recipient(self) -> Recipient:
        """Answer to whom they go."""
        name, unit = clean(self.name.value()), clean(self.unit.value())
        return Recipient(name=name, unit=unit, province=self.province.value())


class PanelPlace(QWidget):
    """Where the panel opens below the list; empty otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.panel: HandoverPanel | None = None
        self.hide()

    def open(self, panel: HandoverPanel) -> None:
        """Show a panel in place of the one before."""
        self.end()
        self.panel = panel
        self._column.addWidget(panel)
        self.show()
        panel.show()
        panel.name.setFocus()

    def end(self) -> None:
        """Take the panel away."""
        if self.panel is not None:
            self._column.removeWidget(self.panel)
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
        self.hide()
