"""Asks who was here before and may be the typed person, and takes the officer's answer."""

from PySide6.QtCore import QObject, QTimer

from app.domain.likeness import name_key
from app.domain.people_links import completed
from app.domain.person import Person
from app.ui.page import Page
from app.ui.reception.people_part import Part, PeoplePart
from app.usecases.person_links import Alike, who_may_be

ASK_AFTER = 250  # ms without a letter
SHORTEST_NAME = 2


class AlikeDesk(QObject):
    """Asks beside the typing; whatever is answered late and of another person is dropped."""

    def __init__(self, page: Page, people: PeoplePart) -> None:
        super().__init__(page)
        self._session = page.session
        self._people = people
        self._asked: dict[Part, Person | None] = {}
        self._is_on = True
        self._soon = QTimer(self, singleShot=True, interval=ASK_AFTER)
        self._soon.timeout.connect(self._ask)
        people.edited.connect(self._soon.start)
        for part, bar in people.alike.items():
            bar.taken.connect(lambda one, part=part: self._take(part, one))
            bar.parted.connect(lambda one, part=part: self._part(part, one))

    def watch(self, *, on: bool) -> None:
        """Begin or stop to ask; under correction the dossier itself would be the answer."""
        self._is_on = on
        self._asked = {}
        for bar in self._people.alike.values():
            bar.offer(())
        if on:
            self._soon.start()

    def stop(self) -> None:
        """Nothing is asked for any more."""
        self._soon.stop()

    def take(self) -> None:
        """It is the person who is offered."""
        if (part := self._offered()) is not None:
            self._people.alike[part].take()

    def part_from(self) -> None:
        """It is somebody else."""
        if (part := self._offered()) is not None:
            self._people.alike[part].part_from()

    def _offered(self) -> Part | None:
        """Of the bars in sight, that of the person the officer stands at, else the first."""
        shown = [part for part, bar in self._people.alike.items() if bar.isVisible()]
        stands_at = [part for part in shown if self._people.stands_at(part)]
        return next(iter((*stands_at, *shown)), None)

    def _ask(self) -> None:
        for part in Part if self._is_on else ():
            person = self._people.person(part)
            if person is None or len(person.name) < SHORTEST_NAME:
                self._asked[part] = None
                self._people.alike[part].offer(())
            elif person != self._asked.get(part):
                self._asked[part] = person
                self._look(part, person)

    def _look(self, part: Part, person: Person) -> None:
        desk = self._session.desk
        self._session.tasks.read(
            f"alike {part}",
            lambda: who_may_be(desk, person),
            lambda found: self._show(part, person, found),
        )

    def _show(self, part: Part, person: Person, found: tuple[Alike, ...]) -> None:
        now = self._people.person(part)
        if self._is_on and now is not None and now.name == person.name:
            said = self._people.recognised(part)
            is_known = bool(said.known)
            left = tuple(one for one in found if one.known.mention not in said.apart)
            self._people.alike[part].offer(() if is_known else left)

    def _take(self, part: Part, one: Alike) -> None:
        typed = self._people.person(part)
        if typed is not None:
            whole = completed(typed, one.known.person)
            self._people.recognise(part, name_key(whole.name), one.known.mention)
            self._people.take_person(part, whole)
            self._people.alike[part].offer(())

    def _part(self, part: Part, one: Alike) -> None:
        typed = self._people.person(part)
        if typed is not None:
            self._people.part_from(part, name_key(typed.name), one.known.mention)
            self._asked[part] = None
            self._people.alike[part].offer(())
            self._soon.start()
