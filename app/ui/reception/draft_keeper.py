"""Keeps what is typed as a draft: every two seconds while it changes, and when asked to."""

from collections.abc import Callable

from app.ui.tasks import TaskRunner
from app.usecases import drafts
from app.usecases.desk import Desk
from app.usecases.reception_form import ReceptionForm

BLANK = ReceptionForm()


class DraftKeeper:
    """One draft at a time.

    Its id is read and written on the store's thread only, where saves and the reception itself
    follow one another; so a reception always knows the draft it ends.
    """

    def __init__(self, desk: Desk, tasks: TaskRunner, saved: Callable[[], None]) -> None:
        self._desk = desk
        self._tasks = tasks
        self._saved = saved
        self._slot = _Slot()
        self._unsaved: ReceptionForm | None = None
        self._is_open = True

    def begin(self, draft_id: str = "") -> None:
        """Begin another draft, or go on with one that was saved before."""
        self._slot = _Slot(draft_id)
        self._unsaved = None
        self._is_open = True

    def changed(self, form: ReceptionForm) -> None:
        """Note that something was typed; the next tick saves it."""
        if self._is_open:
            self._unsaved = form

    def has_unsaved(self) -> bool:
        """Whether something was typed since the last save was asked for."""
        return self._unsaved is not None

    def save(self) -> None:
        """Save now what is not saved yet."""
        form, slot = self._unsaved, self._slot
        if form is None:
            return
        self._unsaved = None
        self._tasks.run(lambda: self._write(slot, form), lambda _done: self._saved())

    def close(self) -> Callable[[], str]:
        """Save nothing more of this form; answers how the store's thread learns the draft's id."""
        self._is_open = False
        self._unsaved = None
        slot = self._slot
        return lambda: slot.id

    def reopen(self, form: ReceptionForm) -> None:
        """The reception was not possible: go on keeping the form."""
        self._is_open = True
        self.changed(form)

    def _write(self, slot: "_Slot", form: ReceptionForm) -> None:
        if form != BLANK:
            slot.id = drafts.save_draft(self._desk, form, slot.id)
        elif slot.id:
            drafts.discard_draft(self._desk, slot.id)
            slot.id = ""


class _Slot:
    """The id of a draft, once it has one."""

    def __init__(self, draft_id: str = "") -> None:
        self.id = draft_id
