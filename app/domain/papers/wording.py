"""How moments, limits, fees and places are worded on paper."""

from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from app.domain.calendar import OFFICE_TIME
from app.domain.events import Fee, FeeTiming, Promise, ResultPlace, Returning
from app.domain.money import figures_of_money, words_of_money
from app.domain.procedure import Unit
from app.domain.states import State

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NO_DUE_DATE = "Không có ngày hẹn trả cụ thể theo quy định"

EARLY, IN_TIME, LATE = "Trước hạn", "Đúng hạn", "Quá hạn"

_STATES = {
    State.NOT_HERE: "",
    State.REGISTERED: "Mới đăng ký",
    State.ACCEPTED: "Được tiếp nhận",
    State.NOT_ACCEPTED: "Không được tiếp nhận",
    State.PROCESSING: "Đang xử lý",
    State.SUPPLEMENT: "Yêu cầu bổ sung giấy tờ",
    State.FINANCIAL_DUTY: "Yêu cầu thực hiện nghĩa vụ tài chính",
    State.WITHDRAWN: "Công dân yêu cầu rút hồ sơ",
    State.STOPPED: "Dừng xử lý",
    State.DONE: "Đã xử lý xong",
    State.RETURNED: "Đã trả kết quả",
}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = 253_370_764_800_000  # the year 9999
_LEVELS = ("Xã ", "Phường ", "Đặc khu ")
_UNITS = {
    Unit.WORKING_DAY: "ngày làm việc",
    Unit.CALENDAR_DAY: "ngày",
    Unit.WORKING_HOUR: "giờ làm việc",
    Unit.MONTH: "tháng",
}
_TIMINGS = {FeeTiming.BEFORE: "Thu trước", FeeTiming.AFTER: "Thu sau"}
_PLACES = {
    ResultPlace.POST: "Tại nhà, qua dịch vụ bưu chính công ích",
    ResultPlace.ONLINE: "Trực tuyến",
}


class Letterhead(Protocol):
    """What an office's papers say about the office."""

    @property
    def commune_name(self) -> str:
        """Xã Sì Lở Lầu."""

    @property
    def upper_line(self) -> str:
        """First line at the left: the authority."""

    @property
    def desk_line(self) -> str:
        """Second line at the left: the one-stop desk."""

    @property
    def address(self) -> str:
        """Where the desk is."""

    @property
    def phone(self) -> str:
        """The desk's telephone."""

    @property
    def website(self) -> str:
        """Where a dossier can be looked up."""


def office_time(instant: int) -> datetime:
    """UTC milliseconds as the office's clock shows them; nonsense becomes the nearest year."""
    return (_EPOCH + timedelta(milliseconds=min(max(instant, 0), _LAST))).astimezone(OFFICE_TIME)


def moment(instant: int) -> str:
    """As forms write it: 08 giờ 40 phút, ngày 24/11/2026."""
    local = office_time(instant)
    return f"{local:%H} giờ {local:%M} phút, ngày {local:%d/%m/%Y}"


def date_of(instant: int) -> str:
    """The day alone: 24/11/2026."""
    return f"{office_time(instant):%d/%m/%Y}"


def clock_and_date(instant: int) -> str:
    """Short, for tables: 08:40 24/11/2026."""
    return f"{office_time(instant):%H:%M %d/%m/%Y}"


def short(instant: int, after: int | None = None) -> str:
    """Within a year: 08:40 24/11; of the same day as the moment before it, 08:40 alone."""
    local = office_time(instant)
    is_same = after is not None and office_time(after).date() == local.date()
    return f"{local:%H:%M}" if is_same else f"{local:%H:%M %d/%m}"


def outcome(ended: int, due: int | None) -> str:
    """Trước hạn, đúng hạn or quá hạn, by the day; without an appointment it is in time."""
    if due is None:
        return IN_TIME
    end, appointed = office_time(ended).date(), office_time(due).date()
    return EARLY if end < appointed else IN_TIME if end == appointed else LATE


def state(which: State) -> str:
    """TrangThaiHoSo in its official words."""
    return _STATES[which]


def day(text: str) -> str:
    """An ISO date as on paper, 31/01/1990; a year alone stays, and so does anything else."""
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text


def place_and_date(office: Letterhead, instant: int) -> str:
    """Sì Lở Lầu, ngày 24 tháng 11 năm 2026."""
    local = office_time(instant)
    return f"{place(office)}, ngày {local:%d} tháng {local:%m} năm {local:%Y}"


def open_date(office: Letterhead) -> str:
    """The same with the date left to be written by hand."""
    return f"{place(office)}, ngày ...... tháng ...... năm .........."


def place(office: Letterhead) -> str:
    """The commune's own name, without its level."""
    for level in _LEVELS:
        if office.commune_name.startswith(level):
            return office.commune_name.removeprefix(level)
    return office.commune_name


def processing_time(promise: Promise | None) -> str:
    """3 ngày làm việc, or what stands for it."""
    if promise is None or promise.unit is None:
        return ""
    if promise.unit is Unit.SAME_DAY:
        return "Trong ngày làm việc"
    return f"{promise.limit or 0:02d} {_UNITS[promise.unit]}"


def appointment(promise: Promise | None) -> str:
    """When to come for the result."""
    if promise is None:
        return ""
    return NO_DUE_DATE if promise.due is None else moment(promise.due)


def short_appointment(promise: Promise | None) -> str:
    """The same for a table; nothing where no date was promised."""
    return "" if promise is None or promise.due is None else clock_and_date(promise.due)


def fee(said: Fee | None) -> str:
    """How and how much: Thu trước: 8.000 đồng (Tám nghìn đồng)."""
    if said is None:
        return ""
    if said.timing is FeeTiming.EXEMPT:
        return f"Miễn ({said.exemption})" if said.exemption else "Miễn"
    if not said.amount:
        return "Không thu phí, lệ phí"
    return f"{_TIMINGS[said.timing]}: {sum_of(said.amount)}"


def sum_of(amount: int) -> str:
    """In figures and in words."""
    return f"{figures_of_money(amount)} ({words_of_money(amount)})"


def result_place(returning: Returning, office: Letterhead) -> str:
    """Where the result is handed over."""
    if returning.place is ResultPlace.COUNTER:
        return office.desk_line or "Bộ phận Một cửa"
    where = _PLACES[returning.place]
    return f"{where}: {returning.address}" if returning.address else where
