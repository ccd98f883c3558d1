"""Signing in, changing the officer and resetting a password: what is asked of the use cases."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from app.system.paths import is_practice
from app.ui import notices
from app.ui.i18n import tr
from app.ui.notices import Notice
from app.ui.sign_in.page import SignInPage
from app.ui.sign_in.recovery import Asked, RecoveryPage
from app.ui.tasks import TaskRunner
from app.usecases import this_pc
from app.usecases.this_pc import OfficerName, ThisPc

if TYPE_CHECKING:
    from app.usecases.desk import Desk


class SignInPresenter:
    """Leads from the list of officers to an open desk; `entered` gets the desk."""

    def __init__(
        self,
        pc: ThisPc,
        tasks: TaskRunner,
        pages: tuple[SignInPage, RecoveryPage],
        show: Callable[[object], None],
        entered: Callable[[Desk], None],
    ) -> None:
        self._pc = pc
        self._tasks = tasks
        self._page, self._recovery = pages
        self._show = show
        self._entered = entered
        self._locked: Desk | None = None
        self._page.submitted.connect(self._sign_in)
        self._page.forgotten.connect(self._forgot)
        self._page.practice_asked.connect(self._practise)
        self._page.practice.setVisible(not is_practice(pc.profile.path))
        self._page.rescue_asked.connect(self._rescue)
        self._rescuing: object = None
        self._recovery.submitted.connect(self._reset)
        self._recovery.given_up.connect(self.begin)

    def begin(self, locked: Desk | None = None) -> None:
        """Ask who works; `locked` is the open desk that waits behind the lock.

        The page is there at once, the names as soon as they are read.
        """
        self._locked = locked or self._locked
        self._show(self._page)
        if self._locked:
            self._page.begin(tr("The counter is locked"), tr("What was typed is kept."))
        else:
            self._page.begin()
        self._tasks.run(partial(this_pc.officers_here, self._pc), self._offer, self._complain)

    def enter_as(self, officer_id: str, password: str) -> None:
        """Sign in without asking: the practice office's password is everybody's."""
        self._sign_in(officer_id, password)

    def _practise(self) -> None:
        import_module("app.ui.practice.starting").start(self._pc.profile.path)

    def _offer(self, officers: tuple[OfficerName, ...]) -> None:
        desk = self._locked
        chosen = desk.officer.id.partition("+")[0] if desk else ""
        self._page.offer(officers, chosen, desk.pins.holders(_day(desk)) if desk else ())

    def _sign_in(self, officer_id: str, password: str) -> None:
        self._page.wait(on=True)
        self._tasks.run(self._opening(officer_id, password), self._enter, self._refuse)

    def _opening(self, officer_id: str, password: str) -> Callable[[], Desk]:
        if self._locked is not None:
            return partial(_do, "change_officer", self._locked, officer_id, password)
        return partial(_do, "sign_in", self._pc, officer_id, password)

    def _enter(self, desk: Desk) -> None:
        self._locked = None
        self._page.wait(on=False)
        self._page.password.fill("")
        self._page.notices.dismiss()
        self._entered(desk)

    def _refuse(self, error: Exception) -> None:
        notice = notices.of(error)
        self._page.refuse(_whole(notice) if notice else "")

    def _complain(self, error: Exception) -> None:
        self._show(self._page)
        if (notice := notices.of(error)) is not None:
            self._page.notices.show_notice(notice)

    def _forgot(self, officer_id: str) -> None:
        self._show(self._recovery)
        self._recovery.begin(officer_id)
        self._tasks.run(
            partial(_forgotten, "ways", self._pc, officer_id),
            self._recovery.offer,
            self._refuse_code,
        )

    def _rescue(self) -> None:
        """The office does not open: what can be done, unless it is open behind the lock."""
        if self._locked is None:
            made = import_module("app.ui.sign_in.rescue").RescuePresenter
            self._rescuing = made(self._pc, self._tasks, self._show, self.begin)

    def _reset(self, asked: Asked) -> None:
        self._tasks.run(
            partial(_forgotten, "reset", self._pc, asked, self._locked),
            self._was_reset,
            self._refuse_code,
        )

    def _was_reset(self, _nothing: None) -> None:
        self.begin()
        self._page.notices.show_notice(notices.done(tr("The new password is set. Sign in.")))

    def _refuse_code(self, error: Exception) -> None:
        notice = notices.of(error)
        self._recovery.refuse(_whole(notice) if notice else "")


def _day(desk: Desk) -> str:
    return desk.now().date().isoformat()


def _do(deed: str, *told: object) -> Any:  # noqa: ANN401 - whatever the deed answers
    """Do a deed of administration, which the store's thread loads when it is first wanted."""
    return getattr(import_module("app.usecases.administration"), deed)(*told)


def _forgotten(deed: str, *told: object) -> Any:  # noqa: ANN401 - whatever the deed answers
    """The same for what is done about forgotten passwords."""
    return getattr(import_module("app.usecases.forgotten"), deed)(*told)


def _whole(notice: Notice) -> str:
    return f"{notice.text} {notice.remedy} ({notice.code})".replace("  ", " ")
