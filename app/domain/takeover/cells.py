"""What a cell of the export says: a text, a moment, a state, a number of a card or a telephone."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from app.domain.calendar import OFFICE_TIME
from app.domain.procedure import Channel
from app.domain.states import State
from app.domain.text import clean, fold, words

Cell = str | int | float | datetime | date | None

_EXCEL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - serials are wall-clock time
_EXCEL_DAYS = range(25_000, 80_000)  # 1968 to 2119
_DAY = r"(?P<d>\d{1,2})[/.\-](?P<m>\d{1,2})[/.\-](?P<y>\d{4})"
_ISO = r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
_CLOCK = r"(?P<h>\d{1,2})[:hg](?P<min>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?"
_WORDED = r".*?ngay (?P<d>\d{1,2}) thang (?P<m>\d{1,2}) nam (?P<y>\d{4})"
_PACKED = r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?P<h>\d{2})(?P<min>\d{2})(?P<s>\d{2})"
_MOMENTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DAY}(?:[ ,]+{_CLOCK})?",
        rf"{_CLOCK}[ ,]+(?:ngay )?{_DAY}",
        rf"{_ISO}(?:[t ]{_CLOCK}(?P<zone>z|\+0[07]:?00)?)?",
        _PACKED,
        _WORDED,
    )
)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")

# What systems of provinces write, folded and without punctuation. A cell counts only as a whole:
# a word more ("chưa", "từ chối", "trả lại phòng chuyên môn") may turn it into its contrary.
_TERM = r"(?: (?:truoc|som|dung|trong|con|qua|tre|chua den|sap den) han)?"
_STATES: Mapping[State, re.Pattern[str]] = {
    state: re.compile(rf"(?:ho so )?(?:{whole}){_TERM}")
    for state, whole in {
        State.REGISTERED: r"moi dang ky|(?:cho|chua) (?:duoc )?tiep nhan",
        State.ACCEPTED: r"(?:(?:da|moi) )?(?:duoc )?tiep nhan|cho phan cong(?: xu ly)?"
        r"|cho chuyen(?: xu ly)?",
        State.NOT_ACCEPTED: r"khong (?:duoc )?tiep nhan|(?:da |bi )?tu choi(?: tiep nhan)?",
        State.PROCESSING: r"(?:dang|cho) (?:duoc )?(?:xu ly|giai quyet|thu ly|tham dinh)"
        r"|(?:da |dang |cho )?trinh ky|cho (?:ky|duyet|phe duyet)"
        r"|(?:cong dan )?da bo sung(?: giay to| ho so)?",
        State.SUPPLEMENT: r"(?:dang |cho )?(?:cong dan )?(?:yeu cau )?bo sung(?: giay to| ho so)?",
        State.FINANCIAL_DUTY: r"(?:dang |cho )?(?:yeu cau )?(?:thuc hien )?nghia vu tai chinh"
        r"|cho nop (?:thue|phi)",
        State.WITHDRAWN: r"(?:cong dan )?(?:yeu cau |da )?rut ho so|da rut",
        State.STOPPED: r"(?:da |dang )?(?:tam )?dung xu ly|(?:da |dang )?tam dung",
        State.DONE: r"da xu ly xong|da giai quyet(?: xong)?|(?:da )?co ket qua"
        r"|(?:da co ket qua )?cho tra ket qua",
        State.RETURNED: r"da tra(?: ket qua)?",
    }.items()
}

_CHANNELS: Mapping[str, Channel] = {
    "truc tiep": Channel.DIRECT,
    "mot cua": Channel.DIRECT,
    "tai quay": Channel.DIRECT,
    "truc tuyen": Channel.ONLINE,
    "online": Channel.ONLINE,
    "qua mang": Channel.ONLINE,
    "dich vu cong": Channel.ONLINE,
    "dvc": Channel.ONLINE,
    "buu chinh": Channel.POST,
    "buu dien": Channel.POST,
    "vnpost": Channel.POST,
}
_CHANNEL_NUMBERS: Mapping[str, Channel] = {
    "": Channel.DIRECT,
    "1": Channel.DIRECT,
    "2": Channel.ONLINE,
    "3": Channel.POST,
}


class Moment(NamedTuple):
    """An instant of the office's time; `has_time` says whether a clock stood beside the day."""

    at: datetime
    has_time: bool


def text_of(cell: Cell) -> str:
    """The cell as one clean line."""
    match cell:
        case None:
            return ""
        case datetime():
            return f"{cell:%d/%m/%Y %H:%M}"
        case date():
            return f"{cell:%d/%m/%Y}"
        case _:
            return clean(str(cell))


def moment(cell: Cell) -> Moment | None:
    """A moment however it is written: as a date, Excel's number of days, or in words; else None."""
    match cell:
        case datetime():
            found = _at(cell.replace(tzinfo=None))
        case date():
            found = _at(datetime.combine(cell, time()))
        case int() | float():
            found = _serial(float(cell))
        case _:
            found = _written(fold(cell or ""))
    return found


def state_of(cell: Cell, office: Mapping[str, State]) -> State | None:
    """The official state that a cell means, by its code, by the office's own table or by words."""
    said = fold(text_of(cell))
    if said in office:
        return office[said]
    if said.isdecimal() and 1 <= int(said) <= State.RETURNED:
        return State(int(said))
    whole = " ".join(words(said))
    return next((state for state, one in _STATES.items() if one.fullmatch(whole)), None)


def channel_of(cell: Cell) -> Channel | None:
    """How it came, in words or by the province's number; at the counter where nothing is said.

    None where the words are strange, deny something or name more than one way.
    """
    said = " ".join(words(text_of(cell)))
    if said in _CHANNEL_NUMBERS:
        return _CHANNEL_NUMBERS[said]
    named = {channel for known, channel in _CHANNELS.items() if known in said}
    return named.pop() if len(named) == 1 and "khong" not in said.split() else None


def card_number(cell: Cell) -> str:
    """A number of a card; Excel takes off the zeros with which those of twelve figures begin.

    It does so before it writes a CSV or a page, too. Ten figures of a text stay as they are: they
    may be a tax number.
    """
    said = text_of(cell).replace(" ", "").replace(".", "")
    lost = (10, 11) if isinstance(cell, int) else (11,)
    return said.zfill(12) if said.isdecimal() and len(said) in lost else said


def telephone(cell: Cell) -> str:
    """A telephone number; Excel takes its zero off too."""
    said = text_of(cell)
    return f"0{said}" if said.isdecimal() and len(said) == 9 and said[0] != "0" else said


def _written(said: str) -> Moment | None:
    if _SERIAL.fullmatch(said):
        return _serial(float(said.replace(",", ".")))
    found = next((one for pattern in _MOMENTS if (one := pattern.fullmatch(said))), None)
    if found is None:
        return None
    parts = found.groupdict()
    year, month, day, hour, minute, second = (
        int(parts.get(name) or 0) for name in ("y", "m", "d", "h", "min", "s")
    )
    try:
        at = datetime(year, month, day, hour, minute, second, tzinfo=_zone(parts.get("zone")))
        at = at.astimezone(OFFICE_TIME)
    except (ValueError, OverflowError):
        return None
    return Moment(at, parts.get("h") is not None)


def _zone(said: str | None) -> tzinfo:
    """Systems that keep universal time write a "Z"; all others mean the clock on the wall."""
    return UTC if said and said.startswith(("z", "+00")) else OFFICE_TIME


def _serial(days: float) -> Moment | None:
    """Excel's count of days; its fraction is the clock, to the second."""
    if int(days) not in _EXCEL_DAYS:
        return None
    return _at(_EXCEL_ZERO + timedelta(seconds=round(days * 86_400)))


def _at(wall: datetime) -> Moment | None:
    if not 1968 <= wall.year <= 2119:
        return None
    return Moment(wall.replace(microsecond=0, tzinfo=OFFICE_TIME), wall.time() != time())
