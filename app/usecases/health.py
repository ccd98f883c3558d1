"""How this PC fares, for the technician, and the proof of an installation; names no citizen."""

import platform
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from app.domain.access import Role
from app.domain.calendar import OFFICE_TIME
from app.domain.errors import RuleViolation
from app.domain.person import Person
from app.domain.procedure import Limit, Unit
from app.store.faults import StoreFault
from app.store.opening import check_folder
from app.store.projections.scans import Scans
from app.store.records import Filter
from app.system import disk, hardware, packed
from app.system.disk import Room
from app.system.paths import resources
from app.usecases import shipped
from app.usecases.administration import (
    NewOfficer,
    ThisPc,
    found_office,
    office_exists,
    officers_here,
    sign_in,
    sign_out,
    this_pc,
)
from app.usecases.checks import Check, Group
from app.usecases.copies import copied_to
from app.usecases.desk import Desk
from app.usecases.gateway_known import last_contact
from app.usecases.maintenance import (
    backup_folder,
    backups,
    create_backup,
    verify_backup,
    verify_journal,
)
from app.usecases.office import OfficeFacts
from app.usecases.reception import receive
from app.usecases.reception_form import ReceptionForm
from app.usecases.scanning import scan_settings
from app.usecases.second_disk import days_away, second_folder
from sync.carriers.patience import Patience

__all__ = ["Check", "doctor", "self_check"]

STALE_BACKUP = timedelta(days=7)
SMALLEST_MEMORY = 1900 << 20  # a PC of 2 GB shows a little less
OFFICE_ZONE = 420
LONGEST_LOOK = 5.0  # s; a folder on a machine that is off is waited for no longer
_NEEDED = (
    "calendar",
    "catalogue",
    "dictionaries",
    "fees",
    "fonts",
    "forms",
    "help",
    "i18n",
    "icons",
    "units",
)


def doctor(pc: ThisPc, desk: Desk | None = None, *, is_quick: bool = False) -> tuple[Check, ...]:
    """Look at the PC; with a desk also at database, copies and what waits. Names no citizen.

    Quick is for any thread and leaves out what recomputes the whole journal.
    """
    outside = [_tried(name, partial(look, pc)) for name, look in _LOOKS_OUTSIDE]
    outside += [_remarked(name, partial(look, pc)) for name, look in _REMARKS]
    if desk is None:
        return tuple(outside)
    inside = [_tried(name, partial(look, desk)) for name, look in _inside(is_quick)]
    inside.append(_second_disk_checked(desk))
    return (*outside, *(replace(one, group=Group.OFFICE) for one in inside))


def self_check(folder: Path) -> tuple[Check, ...]:
    """Prove the installation: found an office aside, receive a dossier, verify and copy it."""
    return tuple(_self_check(this_pc(folder / "office")))


def _self_check(pc: ThisPc) -> Iterator[Check]:
    yield _tried("resources", partial(_resources, pc))
    password = pc.machine.entropy(8).hex()
    founded = _tried("office founded", lambda: _found(pc, password))
    yield founded
    if not founded.ok:
        return
    desk = sign_in(pc, officers_here(pc)[0].id, password)
    try:
        yield _tried("dossier received", lambda: receive(desk, _a_form()).number)
        yield _tried("journal verified", lambda: _sound(verify_journal(desk).faults))
        yield _tried("copy made and verified", lambda: _copied(desk))
    finally:
        sign_out(desk)


def _found(pc: ThisPc, password: str) -> str:
    office = OfficeFacts(
        commune_code="03562",
        commune_name="Xã Sì Lở Lầu",
        province_code="12",
        province_name="Tỉnh Lai Châu",
    )
    found_office(pc, office, NewOfficer("check", "Kiểm tra cài đặt", Role.CLERK), password)
    return ""


def _a_form() -> ReceptionForm:
    return ReceptionForm(
        submitter=Person(name="Người Kiểm Tra"),
        other_name="Kiểm tra cài đặt",
        limit=Limit(1, Unit.WORKING_DAY),
    )


def _copied(desk: Desk) -> str:
    made = create_backup(desk)
    return _sound(verify_backup(desk, made.path).faults)


def _sound(faults: tuple[str, ...]) -> str:
    if faults:
        raise StoreFault("journal_damaged", faults[0])
    return ""


def _tried(name: str, look: Callable[[], str]) -> Check:
    """Look; a failure that has a code is a line of the report, and not its end."""
    try:
        return Check(name, ok=True, figure=look())
    except (StoreFault, RuleViolation) as no:
        return Check(name, ok=False, code=no.code)
    except TimeoutError:
        return Check(name, ok=False, code="look_silent")
    except OSError:
        return Check(name, ok=False, code="look_refused")


def _remarked(name: str, look: Callable[[], str]) -> Check:
    """Look; what could be better is said, and is no fault of this PC."""
    return replace(_tried(name, look), ok=True)


def _program(_pc: ThisPc) -> str:
    return f"Python {platform.python_version()}, {platform.system()} {platform.release()}"


def _resources(_pc: ThisPc) -> str:
    calendar, places = shipped.calendar(), shipped.places()
    catalogue = shipped.catalogue(None, calendar.certain_until)
    if not catalogue.version:
        raise RuleViolation("catalogue_missing")
    return f"{catalogue.version}, {calendar.version}, {len(places.communes)}"


def _folder(pc: ThisPc) -> str:
    check_folder(pc.profile)
    return ""


def _files(_pc: ThisPc) -> str:
    """What every day needs lies there and is not empty; the figure is how much there is."""
    found = [packed.files(resources() / name) for name in _NEEDED]
    if not all(files and all(files.values()) for files in found):
        raise RuleViolation("program_incomplete")
    return f"{sum(map(len, found))}"


def _office(pc: ThisPc) -> str:
    if not office_exists(pc):
        raise StoreFault("no_profile")
    if not pc.profile.database.exists():
        raise StoreFault("database_missing")
    return f"{len(officers_here(pc))}"


_LITTLE_ROOM = {Room.WARN: "little_room", Room.NO_SCANS: "no_room_for_scans"}


def _room(pc: ThisPc) -> str:
    folder = pc.profile.path
    there = folder if folder.exists() else Path(folder.anchor)
    if (left := disk.room(there)) is not Room.ENOUGH:
        raise StoreFault(_LITTLE_ROOM[left])
    return f"{disk.free_bytes(there) >> 20} MB"


def _memory(pc: ThisPc) -> str:
    ram = hardware.facts(pc.profile.path, pc.machine.clock).system.ram_bytes
    if 0 < ram < SMALLEST_MEMORY:
        raise RuleViolation("memory_small", f"{ram >> 20}")
    return f"{ram >> 20} MB"


def _disk(pc: ThisPc) -> str:
    about = hardware.disk_under(pc.profile.path)
    if about.health is hardware.DiskHealth.FAILING:
        raise RuleViolation("disk_failing")
    return about.kind.value


def _date(pc: ThisPc) -> str:
    """A date before the program was made; finer doubts need the office's own past."""
    if hardware.facts(pc.profile.path, pc.machine.clock).is_clock_before_build:
        raise RuleViolation("clock_before_build")
    return pc.machine.clock.now().date().isoformat()


def _zone(pc: ThisPc) -> str:
    minutes = hardware.facts(pc.profile.path, pc.machine.clock).zone_minutes
    if minutes != OFFICE_ZONE:
        raise RuleViolation("zone_wrong", f"{minutes}")
    return "+07:00"


def _freeze(pc: ThisPc) -> str:
    found = hardware.facts(pc.profile.path, pc.machine.clock).freeze
    if found:
        raise RuleViolation("disk_frozen")
    return ""


def _printer(pc: ThisPc) -> str:
    printers = hardware.facts(pc.profile.path, pc.machine.clock).printers
    if printers.count == 0:
        raise RuleViolation("no_printer")
    if printers.has_default is False:
        raise RuleViolation("printer_not_chosen")
    return f"{printers.count}" if printers.count is not None else "-"


def _scanner(desk: Desk) -> str:
    folder = scan_settings(desk).folder
    if folder and not Patience().wait_for(Path(folder).is_dir, LONGEST_LOOK):
        raise RuleViolation("scanner_folder_gone")
    return "" if folder else "-"


def _inside(is_quick: bool) -> tuple[tuple[str, Callable[[Desk], str]], ...]:
    return (("database", _database), *_LOOKS_INSIDE[1:]) if is_quick else _LOOKS_INSIDE


def _database(desk: Desk) -> str:
    if not desk.store.reader().is_sound():
        raise StoreFault("database_damaged")
    return ""


def check_journal(desk: Desk) -> None:
    """Recompute the whole journal; raises `StoreFault("journal_damaged")`."""
    _journal(desk)


def _journal(desk: Desk) -> str:
    report = verify_journal(desk)
    _sound(report.faults)
    return f"{report.events} / {report.dossiers}"


def _clock(desk: Desk) -> str:
    if desk.store.clock_guard.doubt:
        raise RuleViolation("clock_in_doubt")
    return desk.now().isoformat(timespec="minutes")


def _waits(desk: Desk) -> str:
    return f"{desk.store.reader().count(Filter(unsent_only=True))}"


def _line(desk: Desk) -> str:
    contact = last_contact(desk.store.reader().evidence)
    return contact.isoformat(timespec="minutes") if contact else "-"


def _copies(desk: Desk) -> str:
    folder = backup_folder(desk)
    if _is_stale(desk, folder):
        raise RuleViolation("backup_stale")
    return backups(desk, folder)[0].made.isoformat(timespec="minutes")


def _is_stale(desk: Desk, folder: Path) -> bool:
    """Where nothing has happened since the newest copy, it is as good as one of today."""
    copied = copied_to(desk, folder)
    return copied is None or desk.now().date() - copied > STALE_BACKUP


def _second_disk(desk: Desk) -> str:
    """The second disk: there, ours, and copied to of late; away for some days is no fault yet."""
    folder = Patience().wait_for(lambda: _second_folder(desk), LONGEST_LOOK)
    if isinstance(folder, StoreFault):
        raise folder
    if folder is None:
        return "-"
    if _is_stale(desk, folder):
        raise RuleViolation("second_disk_stale")
    made = backups(desk, folder)[0].made
    return made.astimezone(OFFICE_TIME).strftime("%H:%M %d/%m/%Y")


def _second_folder(desk: Desk) -> Path | StoreFault | None:
    try:
        return second_folder(desk)
    except StoreFault as no:  # carried over from the thread that is waited for
        return no


def _second_disk_checked(desk: Desk) -> Check:
    found = _tried("second disk", partial(_second_disk, desk))
    is_lent = found.code == "no_backup_folder" and not days_away(
        desk, desk.store.reader().preferences
    )
    return replace(found, ok=True) if is_lent else found


def _scans(desk: Desk) -> str:
    reader = desk.store.reader()
    named = reader.topic(Scans).files_of(desk.store.device.device)
    lost = sum(not desk.store.files.has(sha) for sha in named)
    if lost:
        raise StoreFault("file_missing", f"{lost}")
    return f"{len(named)}"


_LOOKS_OUTSIDE = (
    ("program", _program),
    ("resources", _resources),
    ("program files", _files),
    ("office", _office),
    ("folder", _folder),
    ("room on the disk", _room),
    ("disk", _disk),
    ("date", _date),
)
_REMARKS = (
    ("memory", _memory),
    ("zone", _zone),
    ("disk freeze", _freeze),
    ("printer", _printer),
)
_LOOKS_INSIDE = (
    ("journal", _journal),
    ("clock", _clock),
    ("dossiers that wait", _waits),
    ("last contact", _line),
    ("last copy", _copies),
    ("scans", _scans),
    ("scanner folder", _scanner),
)
