"""What the page Nhập lên hệ thống tỉnh asks and does; no widgets."""

from typing import NamedTuple, Protocol

from app.domain.errors import RuleViolation
from app.ui import notices
from app.ui.dossier.timeline_words import kind_words, said_words
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.page import Session
from app.usecases import hand_entry
from app.usecases.hand_entry import Done, EntrySheet, Waiting


class Line(NamedTuple):
    """One field with its number on the screen, what is copied, and whether it was."""

    number: int
    label: str
    text: str
    is_copied: bool = False


class HandEntryScreen(Protocol):
    """What shows it."""

    def show_waiting(self, found: tuple[Waiting, ...]) -> None:
        """Show what waits."""

    def show_sheet(self, sheet: EntrySheet, lines: list[Line]) -> None:
        """Show what is to be copied for one dossier."""

    def done(self, sheet: EntrySheet) -> None:
        """It is noted: go on to the next."""

    def refused(self, error: Exception) -> None:
        """It was not possible."""


class HandEntryPresenter:
    """Reads what waits, opens one after the other, notes what was typed in."""

    def __init__(self, session: Session, screen: HandEntryScreen) -> None:
        self._session = session
        self._screen = screen
        self._means = ""  # the code of another dossier that the officer was warned of

    def read(self) -> None:
        """Read what waits."""
        desk = self._session.desk
        self._session.tasks.read(
            "hand_entry",
            lambda: hand_entry.waiting(desk),
            self._screen.show_waiting,
            self._screen.refused,
        )

    def open(self, dossier_id: str) -> None:
        """Read what is to be copied for one dossier."""
        desk = self._session.desk
        self._means = ""
        self._session.tasks.read(
            "hand_entry_sheet",
            lambda: hand_entry.entry_sheet(desk, dossier_id),
            lambda sheet: self._screen.show_sheet(sheet, lines_of(sheet)),
            self._screen.refused,
        )

    def entered(self, sheet: EntrySheet, code: str) -> None:
        """Note that it was typed in; a code of another dossier is meant when given twice."""
        desk, anyway = self._session.desk, bool(code) and code == self._means

        def done(_dossier: object) -> None:
            self._session.say(notices.done(tr("Noted: {code}.", code=code or sheet.code)))
            self._screen.done(sheet)

        def failed(error: Exception) -> None:
            is_other = isinstance(error, RuleViolation) and error.code == "code_of_another"
            self._means = code if is_other else ""
            self._screen.refused(error)

        self._session.tasks.run(
            lambda: hand_entry.entered(desk, sheet, code, anyway=anyway), done, failed
        )


def lines_of(sheet: EntrySheet) -> list[Line]:
    """What is copied: the whole form at first, later the code, the state and what was done."""
    said: list[tuple[str, str]] = [(field.label, field.text) for field in sheet.fields]
    if sheet.is_known_there:
        said.append((tr("Dossier code"), sheet.official_code or sheet.code))
    if sheet.is_known_there or sheet.done:
        said.append((tr("State"), label(sheet.state)))
    said += [(tr("Progress, {moment}", moment=_moment(one)), _words(one)) for one in sheet.done]
    return [Line(number, name, text) for number, (name, text) in enumerate(said, start=1)]


def _moment(one: Done) -> str:
    return f"{one.at:%d/%m/%Y %H:%M}"


def _words(one: Done) -> str:
    parts = (kind_words(one.kind), said_words(one.kind, one.facts))
    return ". ".join(part for part in parts if part)
