"""Cài đặt lần đầu: what is left to set up on a new PC, kept so that a power cut loses no step."""

from enum import StrEnum
from pathlib import Path

import msgspec

from app.domain import papers
from app.domain.papers import Printout
from app.domain.papers.content import heading
from app.store.preferences import Preferences
from app.system import hardware
from app.system.clock import milliseconds
from app.system.version import VERSION
from app.usecases.desk import Desk

_KEPT = "first_start"
_LINE = "prepared_line"


class Step(StrEnum):
    """The steps after the office was founded, in their order."""

    PROVINCE = "province"
    OFFICERS = "officers"
    PRINTER = "printer"
    SCANNER = "scanner"
    BACKUP = "backup"
    CHECK = "check"
    CARD = "card"


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How far the first start is."""

    at: Step = Step.PROVINCE
    done: tuple[Step, ...] = ()
    put_off: tuple[Step, ...] = ()
    is_guided: bool = False
    """The steps were begun and not yet gone through once; sign-in leads back to them."""

    @property
    def left(self) -> tuple[Step, ...]:
        """What is still to be done, in order."""
        return tuple(step for step in Step if step not in self.done)


class Line(msgspec.Struct, frozen=True):
    """What a prepared file said of the line to the province: the code is good once."""

    url: str = ""
    code: str = ""
    authority: bytes = b""


class CardFacts(msgspec.Struct, frozen=True):
    """What the technician adds to the machine's card."""

    technician: str = ""


def begin(preferences: Preferences) -> None:
    """A new office is to be led through the steps."""
    _keep(preferences, Standing(is_guided=True))


def standing(desk: Desk) -> Standing | None:
    """How far it is; `None` for an office that was never led through the steps."""
    found = desk.store.reader().preferences.get(_KEPT)
    return msgspec.json.decode(found, type=Standing) if found else None


def left(desk: Desk) -> tuple[Step, ...]:
    """What was put off or not reached; nothing when all is done."""
    known = standing(desk)
    return known.left if known else ()


def is_guided(desk: Desk) -> bool:
    """Whether sign-in leads to the steps: they were begun and not yet gone through."""
    known = standing(desk)
    return known is not None and known.is_guided


def keep_line(desk: Desk, line: Line) -> None:
    """Keep what was prepared until the PC has a line to enrol over."""
    desk.store.preferences.put(_LINE, msgspec.json.encode(line))


def line_prepared(desk: Desk) -> Line:
    """What was prepared; empty where nothing was."""
    found = desk.store.reader().preferences.get(_LINE)
    return msgspec.json.decode(found, type=Line) if found else Line()


def finish(desk: Desk, step: Step) -> Standing:
    """A step is done; the next one that is not comes."""
    known = standing(desk) or Standing()
    done = tuple(one for one in Step if one in {*known.done, step})
    put_off = tuple(one for one in known.put_off if one is not step)
    return _moved(desk, msgspec.structs.replace(known, done=done, put_off=put_off), step)


def put_off(desk: Desk, step: Step) -> Standing:
    """Để sau: the step stays in the list of what is left."""
    known = standing(desk) or Standing()
    later = tuple(one for one in Step if one in {*known.put_off, step})
    return _moved(desk, msgspec.structs.replace(known, put_off=later), step)


def need_nothing(desk: Desk) -> None:
    """An office that nobody sets up: for practice, for a measurement."""
    _keep(desk.store.preferences, Standing(done=tuple(Step)))


def go_to(desk: Desk, step: Step) -> Standing:
    """Show a step, done or not."""
    known = msgspec.structs.replace(standing(desk) or Standing(), at=step)
    _keep(desk.store.preferences, known)
    return known


def same_disk(desk: Desk, folder: str) -> bool:
    """Whether copies there would die with the disk that they are copies of."""
    return hardware.share_a_disk(desk.profile.path, Path(folder)) is True


def machine_card(desk: Desk, facts: CardFacts) -> Printout:
    """Thẻ máy: what stands beside the PC for the day on which it does not start."""
    now = milliseconds(desk.now())
    said = heading(desk.office, now) | {
        "counter": desk.settings.counter,
        "slot": str(desk.store.office.slot),
        "device": desk.store.device.device,
        "version": VERSION,
        "folder": str(desk.profile.path),
        "backup_folder": desk.settings.backup_folder,
        "printer": desk.settings.printer,
        "helpdesk_phone": desk.settings.helpdesk_phone,
        "technician": facts.technician,
        "installed_on": f"{desk.now():%d/%m/%Y}",
    }
    return papers.fill(desk.templates.on("machine_card", _today(desk)), said)


def test_page(desk: Desk, feed: str) -> Printout:
    """A page that shows whether the printer takes A5, or two A5 on one A4."""
    said = heading(desk.office, milliseconds(desk.now())) | {
        "feed": "hai tờ A5 trên một tờ A4" if feed == "a4" else "một tờ A5",
        "sample": "Ăn ắ ằ ẳ ẵ ặ · Ơn ớ ờ ở ỡ ợ · Ưu ứ ừ ử ữ ự · Đoàn Nguyễn Quỳnh",
    }
    return papers.fill(desk.templates.on("printer_test", _today(desk)), said)


def _moved(desk: Desk, known: Standing, step: Step) -> Standing:
    order = list(Step)
    rest = [one for one in order[order.index(step) + 1 :] if one not in known.done]
    moved = msgspec.structs.replace(
        known, at=rest[0] if rest else step, is_guided=known.is_guided and bool(rest)
    )
    _keep(desk.store.preferences, moved)
    return moved


def _keep(preferences: Preferences, known: Standing) -> None:
    preferences.put(_KEPT, msgspec.json.encode(known))


def _today(desk: Desk) -> str:
    return desk.now().date().isoformat()
