"""What the window asks of every page, and what a page may ask of the window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.events import SlipForm
from app.domain.history import DossierVersion
from app.ui.notices import Notice
from app.ui.press import OfficePress, Paper, Press
from app.ui.tasks import TaskRunner
from app.usecases.desk import Desk
from app.usecases.owed_papers import OwedPaper
from app.usecases.sync_records import SyncStatus


@dataclass(frozen=True, slots=True)
class Goto:
    """Where to go: a page by its key, and what to show there."""

    page: str
    id: str = ""  # of a dossier, a procedure, a filter: the page knows which
    extra: object = None


@dataclass(frozen=True, slots=True)
class Command:
    """Something the officer can do on the present page by a key; the button shows the key too."""

    key: str  # "F8", "Ctrl+S"
    text: str
    run: Callable[[], None]


class Touched(Protocol):
    """What the store announces after a commit: which records changed, whoever changed them."""

    @property
    def kind(self) -> str:
        """The kind of record: `dossier`, `draft`, `sync` ..."""

    @property
    def ids(self) -> Sequence[str]:
        """The records; none means: read all again."""


@dataclass(frozen=True, slots=True)
class PrintWish:
    """Which paper of which dossier shall be printed; a further copy needs its reason."""

    shown: DossierVersion
    form: SlipForm
    reason: str = ""

    def because(self, reason: str) -> "PrintWish":
        """The same wish with the reason of a further copy."""
        return PrintWish(self.shown, self.form, reason)


class Window(QObject):
    """What a page may ask of its surroundings; the shell answers these signals."""

    go = Signal(Goto)
    say = Signal(Notice)
    back = Signal()
    print_asked = Signal(PrintWish)
    papers_asked = Signal(object)
    owed_asked = Signal(object)
    preview_asked = Signal(PrintWish)
    sample_asked = Signal(object)  # a Printout with invented people
    send_asked = Signal()
    line_watched = Signal(bool)  # somebody looks at how the line is, or no more
    fetch_asked = Signal(str)  # the address of a scan that lies on another PC
    desk_changed = Signal(object)  # the desk to go on with: other rights, other settings


@dataclass(frozen=True)
class Session:
    """What every page is built with: the officer's desk, the task runner and the window.

    Pages hand `desk` to use cases and look no further into it.
    """

    desk: Desk
    tasks: TaskRunner
    window: Window = field(default_factory=Window)
    press: Press = field(default_factory=OfficePress)

    def go(self, page: str, record: str = "", extra: object = None) -> None:
        """Open a page of the window."""
        self.window.go.emit(Goto(page, record, extra))

    def print_paper(self, shown: DossierVersion, form: SlipForm, reason: str = "") -> None:
        """Print a paper of a dossier; the window asks afterwards whether it came out."""
        self.window.print_asked.emit(PrintWish(shown, form, reason))

    def print_owed(self, wanted: Sequence[OwedPaper]) -> None:
        """Print several papers of dossiers as one job; the window asks once for all of them."""
        if wanted:
            self.window.owed_asked.emit(tuple(wanted))

    def show_paper(self, shown: DossierVersion, form: SlipForm) -> None:
        """Show a paper of a dossier as it would be printed; nothing is recorded."""
        self.window.preview_asked.emit(PrintWish(shown, form))

    def print_papers(self, papers: Sequence[Paper]) -> None:
        """Print papers that are of no single dossier: lists, books, registers, cash sheets.

        What the printer refuses is said; nothing is recorded, and nobody is asked afterwards.
        """
        if papers:
            self.window.papers_asked.emit(tuple(papers))

    def say(self, notice: Notice | None) -> None:
        """Show a notice above the page; nothing when there is none."""
        if notice is not None:
            self.window.say.emit(notice)


class Page(QWidget):
    """One screen of the window; a page overrides what concerns it.

    Order of calls: built once at its first visit, `enter` at every visit, `refresh` after a change
    while it is shown (`enter` reads again anyhow), `leave` when another page comes or the counter
    is locked. `Session` is what a page works with.
    """

    key: ClassVar[str] = ""
    help_section: ClassVar[str] = ""

    title_changed = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session

    def title(self) -> str:
        """Answer the page's title, in the officer's language."""
        raise NotImplementedError

    def enter(self, goal: Goto) -> None:
        """Show what `goal` names; called at every visit."""

    def leave(self) -> None:
        """Save what was typed as a draft: the officer goes elsewhere."""

    def refresh(self, touched: Touched) -> None:
        """Read again what changed."""

    def show_status(self, status: SyncStatus, now: datetime) -> None:
        """Hear how the line is and what waits; told at a visit and at every change."""

    def commands(self) -> Sequence[Command]:
        """List what the keys do here (F4, F6, F8, Ctrl+S, Ctrl+P ...)."""
        return ()

    def step_back(self) -> bool:
        """Answer Esc inside the page (close a part of it); false lets the window go back."""
        return False

    def first_focus(self) -> QWidget | None:
        """Answer the widget that shall have the focus at a visit."""
        return None


PageBuilder = Callable[[Session], Page]


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation: a page that is built at its first visit."""

    key: str
    text: str
    icon: str
    build: PageBuilder
    shortcut: str = ""
    in_navigation: bool = True
    by_name: bool = False  # out of the navigation, yet found by its name
