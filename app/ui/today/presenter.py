"""What Hôm nay asks and tells; no widgets."""

from collections.abc import Callable
from dataclasses import dataclass

from app.system.disk import Room
from app.ui.page import Session
from app.usecases import first_start
from app.usecases.came_back import came_back
from app.usecases.drafts import DraftRow, drafts
from app.usecases.first_start import Step
from app.usecases.lookup import Board, Section, today
from app.usecases.scanning import room

PAGES = {Section.TO_TELL: "telling", Section.CONFLICTS: "troubles"}
"""Counts that have a page of their own."""


@dataclass(frozen=True, slots=True)
class Morning:
    """All that the page shows, read in one go."""

    board: Board
    drafts: tuple[DraftRow, ...]
    room: Room
    to_set_up: tuple[Step, ...] = ()
    came_back: int = 0


class TodayPresenter:
    """Reads the board beside the store's thread and says where a tile leads."""

    def __init__(self, session: Session, show: Callable[[Morning], None]) -> None:
        self._session = session
        self._show = show

    def read(self) -> None:
        """Read the board; a newer reading replaces an older one."""
        desk = self._session.desk

        def work() -> Morning:
            return Morning(
                today(desk),
                drafts(desk),
                room(desk),
                first_start.left(desk),
                came_back(desk),
            )

        self._session.tasks.read("today", work, self._show)

    def open_section(self, section: Section) -> None:
        """Show the dossiers behind a number."""
        if section in PAGES:
            self._session.go(PAGES[section])
        else:
            self._session.go("dossiers", extra=section)

    def open_dossier(self, dossier_id: str) -> None:
        """Open one dossier."""
        self._session.go("dossier", dossier_id)

    def go_on(self, draft_id: str) -> None:
        """Go on with what was begun and not taken in."""
        self._session.go("reception", draft_id, "draft")

    def see_drafts(self) -> None:
        """Go where all that was begun is offered."""
        self._session.go("reception")

    def set_up(self) -> None:
        """Go on with what was put off at the first start."""
        self._session.go("first_start")

    def begin_new(self) -> None:
        """Start a reception."""
        self._session.go("reception", extra="new")
