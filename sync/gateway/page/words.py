"""Every Vietnamese word of the page, and how moments and numbers are written."""

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone

_OFFICE_TIME = timezone(timedelta(hours=7))
_MINUTE = 60 * 1000
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR

PRODUCT = "Một Cửa Vùng Biên"
LANGUAGE = "vi"

PLACES = {"/": "Các xã", "/machines": "Máy móc", "/audit": "Nhật ký"}
SIGN_IN = "Đăng nhập"
SIGN_OUT = "Đăng xuất"
SKIP = "Đến nội dung"
NAME = "Tên"
PASSWORD = "Mật khẩu"  # noqa: S105 - the word
WRONG = "Tên hoặc mật khẩu không đúng."
REST = "Đã thử sai nhiều lần. Đợi 15 phút rồi đăng nhập lại."
SIGN_IN_AGAIN = "Phiên làm việc đã hết. Đăng nhập lại để tiếp tục."
NO_OPERATORS = (
    "Chưa có người điều hành nào. Trên máy chủ, chạy lệnh: motcua gateway operator add --help"
)
ROLES = {"viewer": "chỉ xem", "operator": "điều hành"}

TITLE = "Tình hình các xã"
COMMUNE = "Xã"
CONTACT = "Liên hệ gần nhất"
BY_STICK = "USB đọc gần nhất"
WAITING = "Chờ hệ thống tỉnh"
DEADLINE = "Hạn gần nhất"
REFUSED = "Bị từ chối"
ASIDE = "Chờ người xử lý"
SIGNS = "Cần xem"
COMMUNES_COUNT = "xã"
PCS_COUNT = "máy"
WAITING_COUNT = "hồ sơ chờ hệ thống tỉnh"
REFUSED_COUNT = "hồ sơ bị từ chối"
SILENT_COUNT = "máy im lặng"
CLOCK_COUNT = "máy sai giờ"

OWN_CLOCK = (
    "Đồng hồ của máy chủ này có lẽ sai: giờ của phần lớn các máy xã không khớp. "
    "Kiểm tra ngày giờ máy chủ ngay, vì các máy xã lấy giờ từ đây."
)
NEVER = "chưa lần nào"
SILENT = "im lặng"
REVOKED = "đã thu hồi"
REPLACED = "Đã đổi khóa; máy này làm việc tiếp dưới mã thiết bị "
REPLACES = "Mã thiết bị trước khi đổi khóa"
REVOKED_UNTOLD = "Đã thu hồi ở máy chủ nhưng chưa báo được cho xã: cần thu hồi lại."
NO_PC = "chưa có máy nào"
OVERDUE = "quá hạn"
CLOCKS = {
    "ok": "giờ đúng",
    "estimated": "giờ ước tính",
    "bad": "giờ sai",
    "ahead": "giờ chạy trước",
}
DEVICE_ROLES = {
    "office": "máy cán bộ",
    "counter": "máy quầy",
    "hub": "máy chủ xã",
    "connector": "kết nối hệ thống tỉnh",
    "province": "máy chủ tỉnh",
}

PC = "Máy"
DEVICE = "Mã thiết bị"
ROLE = "Vai trò"
PROGRAM = "Phiên bản"
CLOCK = "Đồng hồ"
PCS = "Máy và kết nối"
DOSSIERS_WAIT = "Hồ sơ chờ hệ thống tỉnh ghi nhận"
DOSSIERS_WAIT_NOTE = "Máy chủ tỉnh đã nhận, hệ thống tỉnh chưa ghi nhận; hạn gần nhất trước."
DOSSIERS_REFUSED = "Hồ sơ hệ thống tỉnh từ chối ghi nhận"
DOSSIERS_REFUSED_NOTE = "Lý do đầy đủ hiện ở trang Vướng mắc trên máy của xã."
NONE_REFUSED = "Không có hồ sơ nào bị từ chối."
DOSSIER = "Hồ sơ"
COMMUNE_CODE = "Mã xã"
SENT = "Đã gửi"
DUE = "Hạn trả"
SINCE = "Chờ từ"
REFUSED_AT = "Lúc"
REASON_CODE = "Lý do"
ASIDES = "Sự kiện được giữ nhưng không tính, chờ người xử lý"
ASIDE_REASONS = {
    "fork": "máy bị chép: nhánh thứ hai mang cùng tên",
    "revoked": "ghi sau khi máy bị thu hồi",
    "prefix": "loại việc máy này không được ghi",
}
REASON = "Vì sao"
COUNT = "Số sự kiện"
LAST = "Lần cuối"
REASONS = {
    "MAPPING": "thiếu hoặc sai trường theo quy cách của hệ thống tỉnh",
    "NO_NUMBER": "chưa có mã số hồ sơ chính thức",
    "IN_DOUBT": "không rõ hệ thống tỉnh đã ghi nhận đến đâu",
}
ALL_RECORDED = "Hệ thống tỉnh đã ghi nhận tất cả."
NOT_READ_YET = "Chưa đọc hết sự kiện đã nhận nên chưa nói được có hồ sơ nào hay không."
NO_INSIGHT = (
    "Máy chủ chạy không có phần đọc hồ sơ, nên trang này không nói được hồ sơ nào đang chờ."
)
UNKNOWN_VALUE = "không rõ"
SYSTEMS = {"tinh": "hệ thống tỉnh"}
LINES = {
    "open": "kết nối tốt",
    "unreachable": "không tới được",
    "troubled": "hệ thống tỉnh báo lỗi máy chủ",
    "maintenance": "hệ thống tỉnh đang bảo trì",
    "not_admitted": "sai tài khoản hoặc mật khẩu",
    "not_understood": "hệ thống tỉnh trả lời không đúng quy cách",
}
CONNECTOR_NONE = "Chưa có kết nối hệ thống tỉnh nào cho xã này."

INVITE = "Mời máy mới"
INVITE_NOTE = "Mã dùng một lần, trong 72 giờ, cho một máy của xã này."
INVITE_OPEN = "Mã đang mở, chưa máy nào dùng"
INVITE_DO = "Tạo mã mời"
INVITE_ROLES = {"office": "máy cán bộ", "hub": "máy chủ xã", "connector": "kết nối hệ thống tỉnh"}
CODE_ONCE = "Mã này chỉ hiện một lần. Đọc cho xã ngay, rồi đóng trang."
CODE_FOR = "Mã mời cho xã"
BACK = "Về trang xã"

REVOKE = "Thu hồi máy"
REVOKE_NOTE = (
    "Những gì máy đã gửi vẫn được giữ. Từ nay việc ghi trên máy này không được tính nữa. "
    "Không bỏ lại được: muốn dùng máy phải mời lại."
)
REVOKE_REASON = "Lý do"
REVOKE_CONFIRM = "Gõ lại đúng tên máy để xác nhận"
REVOKE_DO = "Thu hồi máy này"
REVOKE_OTHER_NAME = "Tên máy gõ vào không khớp. Chưa thu hồi."
REASON_MISSING = "Phải ghi lý do."

NUMBERS = "Mã số hồ sơ"
NUMBERS_NOTE = (
    "Mã chính thức do hệ thống tỉnh cấp, hoặc máy lấy trong dải số được giao. "
    "Trong khi chờ, máy vẫn ghi số tạm."
)
NUMBERS_FROM = "Lấy mã từ"
NUMBERS_SOURCES = {"province": "hệ thống tỉnh", "lane": "dải số giao cho máy"}
NUMBERS_ACT = "Chính sách mã số"
NUMBERS_DO = "Ghi chính sách"
NUMBERS_NONE = "chưa ghi chính sách; máy dùng số tạm"
UNIT = "Mã đơn vị trong mã hồ sơ"
UNIT_WRONG = "Mã đơn vị có dạng 000.00.33.H35."
LANES = "Dải số đã giao"
LANES_FEW = 4
"""With so few left the page says so."""


def lanes_left(left: int) -> str:
    """How many are left, while somebody can still do something about it."""
    return (
        f"Đơn vị này còn {left} dải số. Mỗi máy mới và mỗi lần khôi phục dùng một dải; dải đã giao"
        " không giao lại. Hết dải thì máy ghi số tạm, vẫn tiếp nhận bình thường: xin đơn vị thêm"
        " mã, hoặc chuyển sang số do tỉnh cấp."
    )


LANES_NONE = "Chưa giao dải số nào."
LANE = "Giao dải số"
LANE_NOTE = (
    "0001–0999 để hệ thống tỉnh dùng; mỗi máy một dải 500 số mỗi ngày, không dải nào trùng nhau."
)
LANE_DO = "Giao dải số tiếp theo"
LANE_LACKS = "chưa có dải số cho kỳ hiện tại: máy đang ghi số tạm"
LANE_UNKNOWN = (
    "Máy chưa gửi việc nào nên chưa biết kỳ của máy; giao dải số sau khi máy gửi lần đầu."
)
UNIT_MISSING = "Ghi chính sách mã số và mã đơn vị ở trang xã trước, rồi mới giao dải số."
LANES_GONE = "Đơn vị này đã giao hết các dải số."
EPOCH = "kỳ"

AUDIT_TITLE = "Nhật ký: ai làm gì, khi nào"
WHEN = "Lúc"
WHO = "Ai"
WHAT = "Việc"
ABOUT = "Về"
OLDER = "Cũ hơn"
NO_AUDIT = "Chưa có việc nào."
DEEDS = {
    "signed_in": "đăng nhập",
    "wrong_password": "đăng nhập sai mật khẩu",
    "signed_out": "đăng xuất",
    "invited": "mời máy",
    "compared": "so số qua điện thoại để nhận máy ghi danh bằng USB",
    "key_replaced": "đổi khóa của máy",
    "revoked": "thu hồi máy",
    "lane_granted": "giao dải số",
    "policy_set": "ghi chính sách mã số",
    "helpdesk_named": "tạo khóa của bộ phận hỗ trợ",
    "phone_code_read": "đọc mã mở máy qua điện thoại",
    "recovery_named": "tạo khóa dự phòng của gói USB",
    "stick_read": "đọc gói USB của máy",
    "operator_added": "thêm người điều hành",
    "operator_removed": "bỏ người điều hành",
}

FORBIDDEN = "Việc này không làm được"
FORBIDDEN_FORM = "Yêu cầu không đến từ trang này, hoặc trang đã cũ. Mở lại trang rồi làm lại."
FORBIDDEN_ROLE = "Tài khoản chỉ xem không được làm việc này."
NOT_FOUND = "Không có trang này"
NOT_FOUND_NOTE = "Xã hoặc máy này không có trên máy chủ."
BUSY = "Máy chủ đang bận. Thử lại sau ít phút."
FAILED = "Máy chủ chưa làm được; không có gì thay đổi. Thử lại sau."
GO_BACK = "Quay lại"


_DETAILS = {**ROLES, **INVITE_ROLES, **NUMBERS_SOURCES}


def detail(what: str, said: str) -> str:
    """What the audit adds to a deed; a reason stays as it was typed."""
    if what in {"revoked", "phone_code_read"}:
        return said
    return " ".join(_DETAILS.get(word, word) for word in said.split(" "))


def moment(at: int | None) -> str:
    """A moment by the office's clock: 14:05 28/11/2026."""
    if not at:
        return NEVER
    return f"{_local(at):%H:%M %d/%m/%Y}"


def short(at: int | None, now: int) -> str:
    """A moment without what is obvious: the day only where it is another, the year likewise."""
    if not at:
        return NEVER
    then, today = _local(at), _local(now)
    if then.date() == today.date():
        return f"{then:%H:%M}"
    return f"{then:%H:%M %d/%m}" if then.year == today.year else f"{then:%d/%m/%Y}"


def ago(at: int, now: int) -> str:
    """How long ago, in one unit."""
    if not at:
        return NEVER
    past = max(now - at, 0)
    if past < 2 * _MINUTE:
        return "vừa xong"
    return f"{span(past)} trước"


def heard(at: int, now: int, *, by_stick: bool) -> str:
    """How long ago something came, and that it was by stick."""
    return f"{ago(at, now)} (USB)" if by_stick else ago(at, now)


def span(length: int) -> str:
    """A length of time in its one unit."""
    if length < 2 * _HOUR:
        return f"{length // _MINUTE} phút"
    if length < 2 * _DAY:
        return f"{length // _HOUR} giờ"
    return f"{length // _DAY} ngày"


def deadline(due: int, now: int) -> str:
    """How far a deadline is, or how long it is over."""
    if due <= now:
        return f"{OVERDUE} {span(now - due)}"
    return f"còn {span(due - now)}"


def number(value: int) -> str:
    """A number with its thousands apart."""
    return f"{value:,}".replace(",", ".")


def true_up_to(position: int, last: int) -> str:
    """How far the figures of dossiers are read."""
    if position >= last:
        return f"Số liệu hồ sơ đúng đến sự kiện cuối cùng đã nhận ({number(last)})."
    return f"Đang đọc: số liệu hồ sơ đúng đến sự kiện {number(position)} trên {number(last)}."


def fleet_true_up_to(behind: int, now: int) -> str:
    """The same for all communes."""
    if not behind:
        return f"Số liệu hồ sơ gồm mọi sự kiện máy chủ đã nhận đến {moment(now)}."
    return f"Đến {moment(now)} còn {number(behind)} sự kiện chưa đọc; số liệu hồ sơ có thể thiếu."


def silent_since(at: int, now: int) -> str:
    """A PC that nobody heard for long."""
    return f"{SILENT} từ {short(at, now)}" if at else f"{SILENT}, {NEVER} gọi về"


def connection(system: str, line: str, since: int, now: int) -> str:
    """How the line to a system of the province is, and since when."""
    return f"{SYSTEMS.get(system, system)}: {LINES.get(line, line)} từ {short(since, now)}"


def pcs(count: int) -> str:
    """So many PCs."""
    return f"{count} {PCS_COUNT}"


def and_more(count: int) -> str:
    """What a list leaves out."""
    return f"và {number(count)} hồ sơ nữa"


def code_ends(at: int) -> str:
    """How long a code of an invitation lives."""
    return f"Dùng được đến {moment(at)}."


def clock(quality: str, faults: int) -> str:
    """A PC's clock now, and how often it was not right."""
    now = CLOCKS[quality]
    return f"{now}; {number(faults)} sự kiện có giờ không chắc" if faults else now


def sent(epochs: Iterable[tuple[str, int]]) -> str:
    """How many events of each epoch of a device have come."""
    told = [f"{number(n)} sự kiện ({EPOCH} {epoch})" for epoch, n in epochs]
    return ", ".join(told) or "chưa có gì"


def lanes(ranges: Iterable[tuple[int, int]]) -> str:
    """Ranges of numbers."""
    return ", ".join(f"{first:04}–{last:04}" for first, last in ranges) or "chưa giao"


def _local(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, _OFFICE_TIME)
