"""The shorter steps: officers, printer, scanner, copies, self-check, card."""

import dataclasses
from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from app.domain.access import Role
from app.system.secrets import new_uuid
from app.ui.first_start.part import FolderField, StepPart, Work
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.precheck import FindingsCard
from app.ui.sign_in.passwords import faults_in
from app.ui.tasks import TaskRunner
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import ChoiceField, PasswordField, TextField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Words, columns
from app.usecases import administration, first_start, health, maintenance, precheck, scanning
from app.usecases.administration import NewOfficer, OfficerName
from app.usecases.desk import Desk
from app.usecases.precheck import Precheck
from app.usecases.scanning import ScanSettings

Complain = Callable[[Exception], None]
ROLES = (Role.CLERK, Role.LEADER, Role.TECHNICIAN)


class OfficersPart(StepPart):
    """One more officer, so that two can help a third who forgot the password."""

    def __init__(self, tasks: TaskRunner, complain: Complain) -> None:
        super().__init__(
            tr("Officers of this PC"),
            tr("Two at least: when one forgets the password, others can help."),
        )
        self._tasks, self._tell = tasks, complain
        self.here = Words("", "text")
        self.name = TextField(tr("Full name"))
        self.role = ChoiceField(tr("Role"), [(label(role), role) for role in ROLES])
        self.first_password = PasswordField(tr("Password"), hint=tr("At least 8 characters."))
        self.again = PasswordField(tr("Password again"))
        self.own = PasswordField(tr("Your own password"))
        self.add(self.here)
        self.column.addLayout(columns(self.name, self.role))
        self.column.addLayout(columns(self.first_password, self.again))
        self.add(self.own, self.error)

    def show_desk(self, desk: Desk) -> None:
        """List who can sign in on this PC."""
        pc = administration.ThisPc(desk.profile, desk.machine)
        self._tasks.run(partial(administration.officers_here, pc), self._show, self._tell)

    def _show(self, names: tuple[OfficerName, ...]) -> None:
        self.here.setText(tr("On this PC: {names}", names=", ".join(one.name for one in names)))

    def work(self, desk: Desk) -> Work | None:
        """Add the officer that is typed; without a name there is nobody to add."""
        if not self.name.value():
            return lambda: None
        faults = faults_in(self.first_password.value(), self.again.value())
        for field, sentence in zip((self.first_password, self.again), faults, strict=True):
            field.complain(sentence)
        self.own.complain("" if self.own.value() else tr("Type your own password."))
        if any(faults) or not self.own.value():
            return None
        return partial(self._write, desk, (self.own.value(), self.first_password.value()))

    def first(self) -> QWidget:
        """The name."""
        return self.name.line

    def _write(self, desk: Desk, passwords: tuple[str, str]) -> None:
        identity = new_uuid(desk.machine.clock.now(), desk.machine.entropy)
        officer = NewOfficer(identity, self.name.value(), Role(str(self.role.value())))
        administration.add_officer(desk, officer, *passwords)


class PrinterPart(StepPart):
    """A test page each way; what came out right is kept."""

    def __init__(
        self, names: Callable[[], list[str]], put: Callable[[Desk, str, str], None]
    ) -> None:
        super().__init__(
            tr("Printer"),
            tr("Print a test page each way, and choose the one that came out right."),
        )
        self._names = names
        self._put = put
        self._desk: Desk | None = None
        self.printer = ChoiceField(tr("Printer"))
        self.feed = ChoiceField(
            tr("This came out right"),
            [(tr("One A5 a sheet"), "a5"), (tr("Two A5 on one A4, to be cut"), "a4")],
        )
        self.add(self.printer)
        self.column.addLayout(
            flow(
                Button(tr("Test page on A5"), partial(self.test, "a5"), key="F6"),
                Button(tr("Test page, two A5 on A4"), partial(self.test, "a4"), key="F7"),
            )
        )
        self.add(self.feed, self.error)

    def show_desk(self, desk: Desk) -> None:
        """Offer the printers of this PC."""
        self._desk = desk
        usual = (tr("The default printer"), "")
        self.printer.offer([usual, *((name, name) for name in self._names())])
        self.printer.fill(desk.settings.printer)
        self.feed.fill(desk.settings.paper)

    def test(self, feed: str) -> None:
        """Print a test page now."""
        if self._desk is not None:
            self._put(self._desk, feed, str(self.printer.value() or ""))

    def work(self, desk: Desk) -> Work | None:
        """Keep printer and paper."""
        chosen = replace(
            desk.settings,
            printer=str(self.printer.value() or ""),
            paper=str(self.feed.value()),
        )
        return partial(administration.change_settings, desk, chosen)

    def first(self) -> QWidget:
        """The choice of the printer."""
        return self.printer.box


class ScannerPart(StepPart):
    """Where the scanner's own program puts its files."""

    def __init__(self, tasks: TaskRunner, complain: Complain) -> None:
        super().__init__(
            tr("Folder of the scanner"),
            tr("The folder into which the scanner's own program saves. None: leave it empty."),
        )
        self._tasks, self._tell = tasks, complain
        self.folder = FolderField(tr("Folder of the scanner"))
        self.add(self.folder, self.folder.choose, self.error)

    def show_desk(self, desk: Desk) -> None:
        """Show the folder that is set."""
        self._tasks.run(partial(scanning.scan_settings, desk), self._show, self._tell)

    def _show(self, settings: ScanSettings) -> None:
        self.folder.fill(settings.folder)

    def work(self, desk: Desk) -> Work | None:
        """Keep the folder, which must be there."""
        folder = self.folder.value()
        is_there = not folder or Path(folder).is_dir()
        self.folder.complain("" if is_there else tr("There is no such folder on this PC."))
        return partial(_scan_from, desk, folder) if is_there else None

    def first(self) -> QWidget:
        """The folder."""
        return self.folder.line


class BackupPart(StepPart):
    """A second disk or a stick for the encrypted copies."""

    def __init__(self, tasks: TaskRunner, complain: Complain) -> None:
        super().__init__(
            tr("Second place for copies"),
            tr("Another disk or a stick that stays in the PC. The copies are encrypted."),
        )
        self._tasks, self._tell = tasks, complain
        self._desk: Desk | None = None
        self.folder = FolderField(tr("Folder for copies"))
        self.warning = Words("", "caution")
        self.warning.hide()
        self.add(self.folder, self.folder.choose, self.warning, self.error)
        self.folder.edited.connect(self.judge)

    def show_desk(self, desk: Desk) -> None:
        """Show the folder that is set."""
        self._desk = desk
        self.folder.fill(desk.settings.backup_folder)
        self.judge()

    def judge(self) -> None:
        """Warn of a folder on the very disk that it shall save from."""
        folder, desk = self.folder.value(), self._desk
        self._warn(is_same=False)
        if folder and desk is not None:
            look = partial(first_start.same_disk, desk, folder)
            self._tasks.read("first-start-disk", look, self._judged, self._tell)

    def _judged(self, is_same: object) -> None:
        self._warn(is_same=bool(is_same))

    def _warn(self, *, is_same: bool) -> None:
        said = tr("⚠ The same disk as the office: when it dies, the copies die with it.")
        self.warning.setText(said if is_same else "")
        self.warning.setVisible(is_same)

    def work(self, desk: Desk) -> Work | None:
        """Keep the folder and make the first copy, which is read back."""
        folder = self.folder.value()
        is_there = bool(folder) and Path(folder).is_dir()
        self.folder.complain("" if is_there else tr("There is no such folder on this PC."))
        return partial(_copy_to, desk, folder) if is_there else None

    def first(self) -> QWidget:
        """The folder."""
        return self.folder.line


class CheckPart(StepPart):
    """The PC and the office's journal looked at."""

    def __init__(self, tasks: TaskRunner, complain: Callable[[Exception], None]) -> None:
        super().__init__(tr("Self-check"), tr("What is marked with ✗ must be mended first."))
        self._tasks = tasks
        self._tell = complain
        self.findings = FindingsCard("")
        self.add(self.findings, self.error)

    def show_desk(self, desk: Desk) -> None:
        """Look at the PC."""
        look = partial(precheck.look, desk.machine, desk.profile.path, desk.settings.counter)
        self._tasks.read("first-start-check", look, self.show_result, self._tell)

    def show_result(self, result: Precheck) -> None:
        """Show what was found."""
        self.findings.show_result(result)

    def work(self, desk: Desk) -> Work | None:
        """Verify the journal."""
        return partial(_verified, desk)


class CardPart(StepPart):
    """What is printed and stands beside the PC."""

    def __init__(self, put: Callable[[Desk, str], None]) -> None:
        super().__init__(
            tr("Machine card"), tr("Print it and fix it beside the PC; no password stands on it.")
        )
        self._put = put
        self._desk: Desk | None = None
        self.phone = TextField(tr("Telephone of the helpdesk"), longest=40)
        self.technician = TextField(tr("Installed by"), longest=80)
        self.column.addLayout(columns(self.phone, self.technician))
        self.column.addLayout(flow(Button(tr("Print the card"), self.print_card, key="F6")))
        self.add(self.error)

    def show_desk(self, desk: Desk) -> None:
        """Show the telephone that is set."""
        self._desk = desk
        self.phone.fill(desk.settings.helpdesk_phone)

    def print_card(self) -> None:
        """Print it with what is typed now."""
        if self._desk is not None:
            self._put(_with_phone(self._desk, self.phone.value()), self.technician.value())

    def work(self, desk: Desk) -> Work | None:
        """Keep the telephone."""
        settings = replace(desk.settings, helpdesk_phone=self.phone.value())
        return partial(administration.change_settings, desk, settings)

    def first(self) -> QWidget:
        """The telephone."""
        return self.phone.line


def _scan_from(desk: Desk, folder: str) -> None:
    settings = replace(scanning.scan_settings(desk), folder=folder)
    scanning.change_scan_settings(desk, settings)


def _copy_to(desk: Desk, folder: str) -> Desk:
    changed = administration.change_settings(desk, replace(desk.settings, backup_folder=folder))
    maintenance.create_backup(changed)
    return changed


def _verified(desk: Desk) -> None:
    """A journal that is not whole keeps this step open."""
    health.check_journal(desk)


def _with_phone(desk: Desk, phone: str) -> Desk:
    return dataclasses.replace(desk, settings=replace(desk.settings, helpdesk_phone=phone))
