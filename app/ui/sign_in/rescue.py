"""Khôi phục, sửa dữ liệu: what an officer meets when the office does not open, or is not there."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog

from app.ui import notices
from app.ui.i18n import tr
from app.ui.sign_in.frame import MiddleFrame
from app.ui.tasks import TaskRunner
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import ChoiceField, PasswordField
from app.ui.widgets.layout import Words
from app.usecases import rescue
from app.usecases.rescue import AtHand, CopyAtHand, Mended
from app.usecases.this_pc import ThisPc, office_exists


class RescuePage(MiddleFrame):
    """Which copy, who, the password; two ways, and what came of it."""

    folder_chosen = Signal(str)
    mend_asked = Signal()
    restore_asked = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Restore or mend the records"))
        self.advice = Words(
            tr(
                "Nothing is deleted here: what is damaged is kept aside. Plug the backup disk in "
                "first, if there is one. Mend the records when this PC is the one they were "
                "written on; put a copy in place on a new PC."
            )
        )
        self.copies = ChoiceField(tr("Copy"))
        self.officer = ChoiceField(tr("Officer"))
        self.password = PasswordField(
            tr("Password, or recovery code"),
            required=False,
            hint=tr("For an old copy: the password or the code of that day."),
        )
        self.mend = PrimaryButton(tr("Mend the records of this PC"), self.mend_asked.emit)
        self.restore = Button(tr("Put the copy in place"), self.restore_asked.emit)
        self.told = Words("", "strong")
        back = Button(tr("Back to sign-in"), self.given_up.emit, key="Esc")
        choose = Button(tr("Choose a folder …"), self._choose)
        self.card.add(self.advice, self.copies, self.officer, self.password, self.told)
        self.card.add(self.mend, self.restore, choose, back)

    def offer(self, found: AtHand) -> None:
        """List what was found."""
        self.copies.offer([(_words(one), one) for one in found.copies])
        self.officer.offer([(one.name, one.id) for one in found.officers])
        self.restore.setEnabled(bool(found.copies))
        self.mend.setEnabled(bool(found.officers))
        if not found.copies:
            self.tell(tr("No copy was found: plug the backup disk in or choose a folder."))

    def tell(self, said: str) -> None:
        """Say what was found or done."""
        self.told.setText(said)
        self.keep_words_whole()
        self.reveal(self.told)

    def wait(self, *, on: bool) -> None:
        """It may take minutes; nothing may be begun twice."""
        for button in (self.mend, self.restore):
            button.setEnabled(not on)
        if on:
            self.tell(tr("At work. Do not switch the PC off."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back, as its button says."""
        if event.key() == Qt.Key.Key_Escape and self.mend.isEnabled():
            self.given_up.emit()
            return
        super().keyPressEvent(event)

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Folder with copies"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder_chosen.emit)
        dialog.open()


class RescuePresenter:
    """Looks for copies and does what was asked; whoever made it keeps it."""

    def __init__(
        self,
        pc: ThisPc,
        tasks: TaskRunner,
        show: Callable[[object], None],
        finished: Callable[[], None],
    ) -> None:
        self._pc, self._tasks, self._finished = pc, tasks, finished
        self._folder: Path | None = None
        self.page = RescuePage()
        self.page.folder_chosen.connect(self._look_into)
        self.page.mend_asked.connect(self._mend)
        self.page.restore_asked.connect(self._restore)
        self.page.given_up.connect(finished)
        self.page.mend.setVisible(office_exists(pc) or pc.profile.database.exists())
        show(self.page)
        self._look()

    def _look_into(self, folder: str) -> None:
        self._folder = Path(folder)
        self._look()

    def _look(self) -> None:
        work = partial(rescue.at_hand, self._pc, self._folder)
        self._tasks.run(work, self.page.offer, self._complain)

    def _mend(self) -> None:
        officer, password = self._who()
        self._begin(
            partial(rescue.mend, self._pc, self._folder, officer, password), self._tell_mended
        )

    def _restore(self) -> None:
        copy = self.page.copies.value()
        if isinstance(copy, CopyAtHand):
            officer, password = self._who()
            work = partial(rescue.put_in_place, self._pc, copy.path, officer, password)
            self._begin(work, self._tell_restored)

    def _begin(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self.page.wait(on=True)
        self._tasks.run(work, done, self._complain)

    def _who(self) -> tuple[str, str]:
        return str(self.page.officer.value() or ""), self.page.password.value()

    def _tell_mended(self, mended: Mended) -> None:
        self.page.wait(on=False)
        said = tr("Mended: {n} acts are here. Go back and sign in.", n=mended.events)
        if mended.missing:
            which = ", ".join(mended.missing)
            said += " " + tr("No dossier was found for these numbers, look on paper: {n}.", n=which)
        if mended.slots_from_copy:
            said += " " + tr("Damaged keys came from the copy: their passwords are of that day.")
        self.page.tell(said)

    def _tell_restored(self, _nothing: None) -> None:
        self.page.wait(on=False)
        self.page.tell(
            tr("The copy is in place. Sign in, then answer the question on the page Sync.")
        )

    def _complain(self, error: Exception) -> None:
        self.page.wait(on=False)
        self.page.tell("")
        if (notice := notices.of(error)) is not None:
            self.page.notices.show_notice(notice)


def _words(copy: CopyAtHand) -> str:
    state = tr("opened and verified") if copy.is_verified else tr("never verified")
    return f"{copy.made:%H:%M %d/%m/%Y} · {state} · {copy.commune} · {copy.device}"
