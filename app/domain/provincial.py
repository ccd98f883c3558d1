"""What a system of the province knows of a dossier, and what it is owed: read off the history.

The law's clock runs by what the provincial system records. "Owed" (còn nợ hệ thống tỉnh) are the
acts behind the last event that it recorded; which acts it must hear of is one table here. What
came from there, was imported from there or concerns only this office is owed to nobody.
"""

from enum import StrEnum
from typing import Any

import msgspec

from app.domain.dossier_record import DossierRecord
from app.domain.events import (
    CodeGiven,
    EnteredByHand,
    Imported,
    Recorded,
    RecordRefused,
    RegisteredOnline,
    ResendAsked,
    StateReported,
)
from app.domain.events.payload import Payload
from app.domain.history import Outcome, TimelineEntry
from app.domain.states import STEPS, Act

NO_NUMBER = "NO_NUMBER"
"""A dossier cannot be told because it has no official number: over as soon as it gets one."""

HOME = "tinh"
"""The name under which the province's own one-stop system stands where none is said."""


class Line(StrEnum):
    """How a system of the province can be reached."""

    OPEN = "open"  # kết nối tốt
    UNREACHABLE = "unreachable"  # không tới được
    TROUBLED = "troubled"  # có trả lời nhưng báo lỗi máy chủ
    MAINTENANCE = "maintenance"  # đang bảo trì
    NOT_ADMITTED = "not_admitted"  # sai tài khoản, mật khẩu
    NOT_UNDERSTOOD = "not_understood"  # trả lời không đúng quy cách


# Progress rows: the way of a dossier (CapNhatTienDoHoSoMC).
PROGRESS = (STEPS - {Act.REGISTER, Act.IMPORT, Act.REPORT_STATE}) | {
    Act.ASSIGN,
    Act.SEND_BACK,
    Act.CONSULT,
    Act.ANSWER_CONSULTATION,
    Act.SIGN_RESULT,
    Act.FIND_FAULT,
    Act.CORRECT_RESULT,
    Act.RETURN_MENDED,
    Act.SETTLE_CONFLICT,
}

# What changes the dossier itself (DongBoHoSoMC), beside the rows.
CONTENT = {
    Act.REGISTER,
    Act.CHANGE_CONTACT,
    Act.CHANGE_FIELD,
    Act.TAKE_FEE,
    Act.CONFIRM_FEE,
    Act.REFUND_FEE,
    Act.SCAN_PAPER,
    Act.REMOVE_SCAN,
    Act.COMPARE_ORIGINALS,
}


_NO_REFUSAL = {"refused": "", "refused_code": ""}


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What one system of the province said last of a dossier (đang ở hệ thống nào).

    `reach` is how many entries of the history it has recorded, `at` when it did so last; `state`
    the one it was told or told us. A refusal stands until it is recorded after all or something
    new was done.
    """

    system: str
    reach: int = 0
    at: int = 0
    state: int = 0
    code: str = ""
    by_hand: bool = False
    by: str = ""
    refused: str = ""
    refused_code: str = ""
    refused_reach: int = 0
    refused_at: int = 0
    came_from_there: bool = False
    covered: frozenset[str] = frozenset()  # events that an officer typed in, by id

    @property
    def is_recorded(self) -> bool:
        """It has recorded the dossier at least once."""
        return self.reach > 0 or bool(self.covered)

    def has(self, event: str, place: int) -> bool:
        """It has recorded this event, which stands there in the history (counted from 1)."""
        return place <= self.reach or event in self.covered

    def was_typed_in(self, event: str, place: int) -> bool:
        """An officer typed this event into it."""
        return event in self.covered or (self.by_hand and not self.covered and place <= self.reach)


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """What a system lacks: entries of the history in order, and since when (UTC milliseconds)."""

    entries: tuple[TimelineEntry, ...] = ()
    since: int | None = None
    up_to: str = ""
    refused: str = ""  # a person must do something before it is worth offering again

    def __bool__(self) -> bool:
        return bool(self.entries)

    @property
    def rows(self) -> tuple[TimelineEntry, ...]:
        """Those that are progress rows of their own."""
        return tuple(entry for entry in self.entries if act_of_entry(entry) in PROGRESS)


def standing(record: DossierRecord, system: str = HOME) -> Standing:
    """What this system said last."""
    return next((one for one in standings(record) if one.system == system), Standing(system=system))


def standings(record: DossierRecord) -> tuple[Standing, ...]:
    """The same of every system that ever said something, the first that did first."""
    known: dict[str, Standing] = {}
    places = {entry.id: place for place, entry in enumerate(record.timeline, 1)}
    for place, entry in enumerate(record.timeline, 1):
        said = entry.said
        if entry.outcome is not Outcome.APPLIED or not isinstance(said, Payload):
            continue
        system = _system_of(said)
        if system is not None:
            before = known.get(system, Standing(system=system))
            known[system] = _told(before, entry, said, place, places)
    return tuple(known.values())


def owed(record: DossierRecord, system: str = HOME, *, ordered: bool = False) -> Owed:
    """What this system has not recorded yet; nothing of a dossier that nobody has accepted.

    An official number is given after acceptance (Điều 17(3)): what was never accepted has none and
    cannot be told, unless it came from the province's portal with its number. With `ordered` only
    what has its place in the commune's log counts: the rest may still turn out otherwise.
    """
    now = standing(record, system)
    if not (record.was_accepted or now.came_from_there):
        return Owed()
    behind = tuple(
        entry
        for entry in record.timeline[now.reach :]
        if is_for_the_province(entry)
        and entry.id not in now.covered
        and not (ordered and entry.position is None)
    )
    if not behind:
        return Owed()
    is_refused = bool(now.refused) and _place(record, behind[-1]) <= now.refused_reach
    return Owed(
        entries=behind,
        since=behind[0].at,
        up_to=behind[-1].id,
        refused=now.refused if is_refused else "",
    )


def recorded_at(record: DossierRecord, entry: TimelineEntry, system: str = HOME) -> int | None:
    """When this system recorded an entry, by its own or an officer's word; None if it has not."""
    place, now = _place(record, entry), Standing(system=system)
    places = {one.id: at for at, one in enumerate(record.timeline, 1)}
    for at, one in enumerate(record.timeline, 1):
        said = one.said
        if one.outcome is not Outcome.APPLIED or not isinstance(said, Payload):
            continue
        if _system_of(said) == system:
            now = _told(now, one, said, at, places)
            if now.has(entry.id, place):
                return one.at
    return None


def is_for_the_province(entry: TimelineEntry) -> bool:
    """Must a system of the province hear of it?"""
    act = act_of_entry(entry)
    return entry.outcome is Outcome.APPLIED and act is not None and act in (PROGRESS | CONTENT)


def act_of_entry(entry: TimelineEntry) -> Act | None:
    """What the desk did; None for what the province said and for what cannot be read."""
    said = entry.said
    if not isinstance(said, Payload) or said.kind.startswith("province."):
        return None
    return said.act


def _told(
    before: Standing, entry: TimelineEntry, said: Payload, place: int, places: dict[str, int]
) -> Standing:
    """The standing after one more word of that system, or of the officer who typed into it."""
    reach = _reach(getattr(said, "up_to", ""), place, places)
    changes: dict[str, Any] = {}
    match said:
        case Recorded() | EnteredByHand():
            covers = getattr(said, "covers", ())
            changes = {
                "at": entry.at,
                "reach": before.reach if covers else max(before.reach, reach),
                "covered": before.covered.union(covers),
                "state": getattr(said, "state", 0) or before.state,
                "code": said.code or before.code,
                "by_hand": isinstance(said, EnteredByHand),
                "by": entry.by,
                **_NO_REFUSAL,
            }
        case RecordRefused():
            changes = {"refused": said.reason, "refused_code": said.code, "refused_reach": reach}
            changes["refused_at"] = entry.at
        case ResendAsked():
            changes = dict(_NO_REFUSAL)
        case CodeGiven():
            changes = dict(_NO_REFUSAL) if before.refused_code == NO_NUMBER else {}
        case StateReported():
            changes["state"] = said.state
        case _:
            changes = {"at": entry.at, "reach": place, "came_from_there": True}
            changes["state"] = int(entry.state)
            changes["code"] = getattr(said, "code", "") or before.code
    return msgspec.structs.replace(before, **changes)


def _reach(up_to: str, place: int, places: dict[str, int]) -> int:
    """How far the event that is named stands; everything so far where none is."""
    return places.get(up_to, 0) if up_to else place


def _system_of(said: Payload) -> str | None:
    """Whose word it is, if it is the word of a system or put into one."""
    match said:
        case Recorded() | RecordRefused() | StateReported() | RegisteredOnline():
            return said.system or HOME
        case Imported():
            return HOME
        case EnteredByHand() | ResendAsked() | CodeGiven():
            return said.system or HOME
        case _:
            return None


def _place(record: DossierRecord, wanted: TimelineEntry) -> int:
    """Where an entry stands in the history, counted from 1."""
    return next(place for place, one in enumerate(record.timeline, 1) if one.id == wanted.id)
