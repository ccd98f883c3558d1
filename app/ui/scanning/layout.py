"""How the page of scans is laid out: papers and facts at the left, pages at the right."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.i18n import tr
from app.ui.page import Command
from app.ui.reception.slim import slim
from app.ui.scanning.facts_form import FactsForm
from app.ui.scanning.pages_part import PagesPart
from app.ui.scanning.papers_list import PapersModel, PapersView
from app.ui.tokens import Size, Space
from app.ui.widgets.buttons import Button, PrimaryButton, QuietButton
from app.ui.widgets.fields import ChoiceField, TextField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, Words, quiet, row, scrolled
from app.usecases.scanning import PaperState, Reusable

_ROWS_SEEN = 4
_TAKE = ("F6", "Ctrl+O", "Ctrl+V")
_OF_PAPER = ("Alt+T", "Alt+U", "Alt+W", "Alt+D")
_CHANGE = ("Alt+R", "Alt+B", "Alt+Up", "Alt+Down", "Alt+X", "Alt+N", "Alt+Z")


class Parts:
    """The widgets of the page."""

    def __init__(self) -> None:
        self.model = PapersModel()
        self.papers = PapersView(self.model)
        self.who = Words("", "strong")
        self.room = Words("", "caution")
        self.on_file = ChoiceField(tr("On file already, still valid"))
        slim(self.on_file)
        self.facts = FactsForm()
        self.reason = TextField(tr("Reason"), required=True, longest=300)
        self.folder = quiet("")
        self.progress = Words("", "strong")
        self.about = quiet("")
        self.pages = PagesPart()
        self.nothing = quiet(tr("No paper was handed in with this dossier."))
        self.buttons: dict[str, Button] = {}
        for widget in (self.room, self.on_file, self.progress, self.nothing):
            widget.hide()

    def show_tools(self, *, has_pages: bool, has_scan: bool, is_seen: bool) -> None:
        """Show what can be done with what is there."""
        for key in ("Alt+R", "Alt+B", "Alt+Up", "Alt+Down", "Alt+X", "Alt+N"):
            self.buttons[key].setVisible(has_pages)
        self.buttons["Alt+Z"].setVisible(is_seen)
        self.buttons["Alt+D"].setVisible(has_scan)
        self.buttons["Alt+W"].setVisible(not has_scan)

    def show_fetch(self, *, on: bool) -> None:
        """Offer to fetch a file that lies elsewhere."""
        self.buttons["Alt+T"].setVisible(on)

    def show_on_file(self, found: Sequence[Reusable], row: PaperState | None) -> None:
        """Offer papers on file; only one of the same name is chosen for the officer."""
        self.on_file.offer([(_on_file(one), one) for one in found])
        same = [one for one in found if row is not None and one.scan.said.facts.name == row.name]
        self.on_file.fill(same[0] if same else None)
        self.on_file.setVisible(bool(found))
        self.buttons["Alt+U"].setVisible(bool(found))

    def show_rows(self, on: bool) -> None:
        """Show the list, or that there is none."""
        self.papers.setVisible(on)
        self.facts.setVisible(on)
        self.nothing.setVisible(not on)
        for key in ("F8", "F6", "Ctrl+O", "Ctrl+V"):
            self.buttons[key].setVisible(on)
        if not on:  # nothing to work at: no tool is of use
            self.show_tools(has_pages=False, has_scan=False, is_seen=False)
            for key in ("Alt+U", "Alt+W", "Alt+T"):
                self.buttons[key].setVisible(False)


def arrange(page: QWidget, parts: Parts, commands: Mapping[str, Command]) -> None:
    """Lay the parts out; every command has its button."""
    for key, command in commands.items():
        kind = {"F8": PrimaryButton, "Alt+S": QuietButton}.get(key, Button)
        parts.buttons[key] = kind(command.text, command.run, key=key)
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(Space.M)
    line.addWidget(scrolled(_left(parts)), 4)
    line.addWidget(scrolled(_right(parts)), 5)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(Space.S)
    whole.addWidget(parts.who)
    whole.addWidget(parts.room)
    whole.addLayout(line, 1)


def _on_file(one: Reusable) -> str:
    said = one.scan.said
    return tr(
        "{name}, dossier {code}, {n} pages", name=said.facts.name, code=one.code, n=said.pages
    )


def _left(parts: Parts) -> QVBoxLayout:
    rows = parts.papers.verticalHeader().defaultSectionSize()
    head = parts.papers.horizontalHeader().sizeHint().height()
    parts.papers.setFixedHeight(_ROWS_SEEN * rows + head + Size.CORNER)
    papers = Card()
    papers.column.setSpacing(Space.S)
    papers.add(parts.papers, parts.nothing, parts.on_file)
    papers.column.addLayout(
        flow(*(parts.buttons[key] for key in ("Alt+T", "Alt+U", "Alt+W", "Alt+D")))
    )
    papers.add(parts.reason)
    facts = Card()
    facts.add(Words(tr("About this paper"), "section"))
    facts.column.setSpacing(Space.S)
    facts.add(parts.facts)
    return _column(papers, facts)


def _right(parts: Parts) -> QVBoxLayout:
    card = Card()
    card.column.setSpacing(Space.S)
    card.column.addLayout(flow(*(parts.buttons[key] for key in ("F8", *_TAKE))))
    line = row(parts.folder, stretch=False)
    line.setStretch(0, 1)
    line.addWidget(parts.buttons["Alt+S"])
    card.column.addLayout(line)
    card.add(parts.progress)
    card.column.addWidget(parts.pages, 1)
    card.column.addLayout(flow(*(parts.buttons[key] for key in _CHANGE)))
    card.add(parts.about)
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(card, 1)
    return column


def _column(*cards: Card) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.M)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return column
