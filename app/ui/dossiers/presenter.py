"""What the list of dossiers asks and shows; no widgets."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from app.domain.states import State
from app.ui.page import Session
from app.usecases.lookup import DossierFilter, Order, Page, Section, dossiers

FIRST = 100
MOST_AGAIN = 2000
"""Rows that are read at once when something changed; who has gone further down goes down again."""

Part = Section | State | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A piece of the list: where it begins, its rows, how many there are, and when it was read.

    `again`: the same question as before, so that the officer stays where she was.
    """

    offset: int
    page: Page
    now: datetime
    again: bool = False


class DossiersPresenter:
    """Holds the filter; only the newest question is answered."""

    def __init__(
        self,
        session: Session,
        begin: Callable[[Listed], None],
        go_on: Callable[[Listed], None],
    ) -> None:
        self._session = session
        self._begin = begin
        self._go_on = go_on
        self.which = DossierFilter()

    def narrow(self, text: str) -> None:
        """Show what matches the text, in any of its numbers, people and procedures."""
        self._change(text=text)

    def show_part(self, part: Part) -> None:
        """Show one part of the day's board, the dossiers of one state, or all."""
        nearest_first = part in {Section.OVERDUE, Section.LATE_SOON, Section.DUE_TODAY}
        self._change(
            section=part if isinstance(part, Section) else None,
            states=(part,) if isinstance(part, State) else (),
            order=Order.DUE if nearest_first else Order.ACCEPTED,
            descending=not nearest_first,
        )

    def order_by(self, order: str, descending: bool) -> None:
        """Order by a column, by value."""
        self._change(order=Order(order), descending=descending)

    def read(self) -> None:
        """Read the list from its beginning."""
        self._read("dossiers", (0, FIRST), self._begin)

    def read_again(self, shown: int) -> None:
        """Read as many rows as are shown: something changed under the officer's eyes."""
        self._read("dossiers", (0, min(max(FIRST, shown), MOST_AGAIN)), self._begin, again=True)

    def read_more(self, offset: int, limit: int) -> None:
        """Read the next piece as it comes into sight."""
        self._read("dossiers-more", (offset, limit), self._go_on)

    def open(self, dossier_id: str) -> None:
        """Open one dossier."""
        self._session.go("dossier", dossier_id)

    def _change(self, **changes: object) -> None:
        self.which = msgspec.structs.replace(self.which, **changes)
        self.read()

    def _read(
        self,
        key: str,
        piece: tuple[int, int],
        show: Callable[[Listed], None],
        *,
        again: bool = False,
    ) -> None:
        desk, which = self._session.desk, self.which
        offset, limit = piece

        def work() -> Listed:
            return Listed(offset, dossiers(desk, which, offset, limit), desk.now(), again)

        def answer(listed: Listed) -> None:
            if which == self.which:  # the filter may have changed while it was read
                show(listed)

        self._session.tasks.read(key, work, answer)
