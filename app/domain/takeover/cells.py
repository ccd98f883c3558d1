"""What a cell of the export says: a text, a moment, a state, a number of a card or a telephone."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from app.domain.calendar import OFFICE_TIME
from app.domain.procedure import Channel
from app.domain.states import State
from app.domain.text import clean, fold

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
        rf"{_ISO}(?:[t ]{_CLOCK}(?:z|\+07:?00)?)?",
        _PACKED,
        _WORDED,
    )
)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")

# Words of systems of provinces, folded; the longest that a cell holds counts.
STATES: Mapping[str, State] = {
    "moi dang ky": State.REGISTERED,
    "cho tiep nhan": State.REGISTERED,
    "chua tiep nhan": State.REGISTERED,
    "tiep nhan": State.ACCEPTED,
    "cho phan cong": State.ACCEPTED,
    "cho chuyen": State.ACCEPTED,
    "khong duoc tiep nhan": State.NOT_ACCEPTED,
    "khong tiep nhan": State.NOT_ACCEPTED,
    "tu choi": State.NOT_ACCEPTED,
    "dang xu ly": State.PROCESSING,
    "cho xu ly": State.PROCESSING,
    "dang giai quyet": State.PROCESSING,
    "dang thu ly": State.PROCESSING,
    "cho thu ly": State.PROCESSING,
    "dang tham dinh": State.PROCESSING,
    "cho tham dinh": State.PROCESSING,
    "trinh ky": State.PROCESSING,
    "cho ky": State.PROCESSING,
    "cho duyet": State.PROCESSING,
    "cho phe duyet": State.PROCESSING,
    "bo sung": State.SUPPLEMENT,
    "da bo sung": State.PROCESSING,
    "nghia vu tai chinh": State.FINANCIAL_DUTY,
    "cho nop thue": State.FINANCIAL_DUTY,
    "cho nop phi": State.FINANCIAL_DUTY,
    "rut ho so": State.WITHDRAWN,
    "da rut": State.WITHDRAWN,
    "dung xu ly": State.STOPPED,
    "tam dung": State.STOPPED,
    "da xu ly xong": State.DONE,
    "da giai quyet": State.DONE,
    "co ket qua": State.DONE,
    "cho tra ket qua": State.DONE,
    "chua tra ket qua": State.DONE,
    "da tra": State.RETURNED,
    "tra ket qua": State.RETURNED,
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
    known = [words for words in STATES if words in said]
    return STATES[max(known, key=len)] if known else None


def channel_of(cell: Cell) -> Channel:
    """How it came, in words or by the province's number; at the counter where nothing is said."""
    said = fold(text_of(cell))
    if "truc tuyen" in said or said == "2":
        return Channel.ONLINE
    return Channel.POST if "buu" in said or said == "3" else Channel.DIRECT


def card_number(cell: Cell) -> str:
    """A number of a card; Excel takes off the zeros with which those of twelve figures begin."""
    said = text_of(cell).replace(" ", "").replace(".", "")
    return said.zfill(12) if isinstance(cell, int) and len(said) in (10, 11) else said


def telephone(cell: Cell) -> str:
    """A telephone number; Excel takes its zero off too."""
    said = text_of(cell)
    return f"0{said}" if isinstance(cell, int) and len(said) == 9 else said


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
        at = datetime(year, month, day, hour, minute, second, tzinfo=OFFICE_TIME)
    except ValueError:
        return None
    return Moment(at, parts.get("h") is not None)


def _serial(days: float) -> Moment | None:
    """Excel's count of days; its fraction is the clock, to the second."""
    if int(days) not in _EXCEL_DAYS:
        return None
    return _at(_EXCEL_ZERO + timedelta(seconds=round(days * 86_400)))


def _at(wall: datetime) -> Moment | None:
    if not 1968 <= wall.year <= 2119:
        return None
    return Moment(wall.replace(microsecond=0, tzinfo=OFFICE_TIME), wall.time() != time())
