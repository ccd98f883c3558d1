"""What the page Người dân asks and does; no widgets."""

from collections.abc import Callable

import msgspec

from app.ui import notices
from app.ui.i18n import tr
from app.ui.page import Session
from app.ui.people.table_model import Line
from app.usecases import person_links
from app.usecases.desk import Desk
from app.usecases.people import KnownPerson, known_people
from app.usecases.person_links import PersonFile

MOST = 50
SHORTEST = 2


class Found(msgspec.Struct, frozen=True):
    """The answer to what was typed; without a word: where officers contradict each other."""

    text: str
    people: tuple[KnownPerson, ...]


class PeoplePresenter:
    """Keeps what is asked, so that a change anywhere can be read again."""

    def __init__(
        self,
        session: Session,
        show_found: Callable[[Found], None],
        show_file: Callable[[PersonFile], None],
    ) -> None:
        self._session = session
        self._desk = session.desk
        self._show_found = show_found
        self._show_file = show_file
        self.text = ""
        self.mention = ""

    def search(self, text: str) -> None:
        """Look for people by what is typed."""
        self.text = text.strip()
        self.read_found()

    def read_found(self) -> None:
        """Ask again for the people."""
        desk, text = self._desk, self.text
        self._session.tasks.read("people found", lambda: _found(desk, text), self._show_found)

    def open(self, mention: str) -> None:
        """Open one person by any of his mentions."""
        self.mention = mention
        self.read_file()

    def close(self) -> None:
        """Nobody is open."""
        self.mention = ""

    def read_file(self) -> None:
        """Ask again for the person who is open."""
        desk, mention = self._desk, self.mention
        if mention:
            self._session.tasks.read(
                "person file", lambda: person_links.person_file(desk, mention), self._take_file
            )

    def link(self, line: Line, reason: str, done: Callable[[], None]) -> None:
        """Both are one person."""
        desk = self._desk
        self._run(
            lambda: person_links.link_people(desk, line.one, line.other, reason),
            tr("Noted: one person. It can be taken back here."),
            done,
        )

    def part(self, line: Line, reason: str, done: Callable[[], None]) -> None:
        """They are two people."""
        desk = self._desk
        self._run(
            lambda: (
                person_links.part_people(desk, line.one, line.other, reason)
                if line.other
                else person_links.part_writing(desk, line.one, reason)
            ),
            tr("Noted: two people."),
            done,
        )

    def _take_file(self, file: PersonFile) -> None:
        if file.mention == self.mention:
            self._show_file(file)

    def _run(self, work: Callable[[], None], words: str, done: Callable[[], None]) -> None:
        def answer(_nothing: object) -> None:
            self._session.say(notices.done(words))
            done()
            self.read_file()

        self._session.tasks.once(
            "people act", work, answer, lambda error: self._session.say(notices.of(error))
        )


def _found(desk: Desk, text: str) -> Found:
    if len(text) >= SHORTEST:
        return Found(text, known_people(desk, text, MOST))
    return Found("", person_links.contradicted(desk))
