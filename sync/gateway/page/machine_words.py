"""Vietnamese words of the page Máy móc, and how a PC's facts are written."""

from sync.gateway.page.inventory import ANY, Mark, Sort, is_stale
from sync.gateway.storage.digests import Machine

TITLE = "Máy móc của các xã"
NOTE = (
    "Mỗi máy tự báo cấu hình khi có gì đổi, nếu không thì 30 ngày một lần; "
    "quá 7 ngày không có bản sao tốt thì máy báo ngay lần làm việc kế tiếp."
)
UNVERIFIED = "chưa kiểm chứng"
NONE_TOLD = "Chưa máy nào báo cấu hình: máy cần bản chương trình mới và gửi được về tỉnh."
NOBODY = "Không có máy nào như vậy."
NOT_READ = "Máy chủ chạy không có phần đọc sự kiện, nên không biết cấu hình của máy."
FIRST = "Xã cần đến trước"
WHOLE_PROVINCE = "Cả tỉnh"
ALL_PCS = "Mọi máy"
NEEDY = "Máy cần đến xem"
SHOW = "Xem"
OF_COMMUNE = "Xã"
OF_MARK = "Dấu hiệu"
BY = "Xếp theo"

PC = "Máy"
SYSTEM = "Hệ điều hành"
RAM = "Bộ nhớ"
DISK = "Ổ đĩa"
COPY = "Bản sao lưu"
PROGRAM = "Phiên bản"
CONTACT = "Liên hệ gần nhất"
TOLD = "Máy báo ngày"
SIGNS = "Cần xem"
MACHINE = "Máy tính"
PRINTER = "Máy in"
CORES = "Số nhân"

MARKS: dict[Mark, str] = {
    Mark.DISK: "ổ đĩa sắp hỏng",
    Mark.COPY: "không có bản sao 7 ngày",
    Mark.ROOM: "đĩa trống dưới 2 GB",
    Mark.FREEZE: f"có phần mềm đóng băng ({UNVERIFIED})",
    Mark.SYSTEM: "Windows cũ hơn bản 1809",
    Mark.BITS: "Windows 32 bit",
    Mark.RAM: "bộ nhớ dưới 4 GB",
    Mark.SPARING: "chạy chế độ máy yếu",
    Mark.PRINTER: "không có máy in",
    Mark.UNTOLD: "chưa báo cấu hình",
}
MARK_CHOICES = {"": ALL_PCS, ANY: NEEDY, **{mark.value: said for mark, said in MARKS.items()}}
SORTS: dict[Sort, str] = {
    Sort.NEED: "xã cần đến trước",
    Sort.NAME: "tên máy",
    Sort.SYSTEM: "hệ điều hành",
    Sort.RAM: "bộ nhớ, ít trước",
    Sort.ROOM: "đĩa trống, ít trước",
    Sort.COPY: "bản sao, cũ trước",
    Sort.PROGRAM: "phiên bản",
    Sort.CONTACT: "liên hệ, lâu trước",
}
_DISKS = {"hdd": "HDD", "ssd": "SSD", "usb": "ổ USB"}
_PRINTERS = {"ready": "có", "not_chosen": "chưa chọn máy in mặc định", "none": "không có"}
_BEFORE_10 = {7600: "7", 7601: "7", 9200: "8", 9600: "8.1"}
_FIRST_11 = 22_000
_UNKNOWN = "không rõ"


def system(one: Machine) -> str:
    """`Windows 10 22H2`, and that it is one of 32 bits."""
    if one.system != "windows":
        return f"{one.system.capitalize() or _UNKNOWN} {one.release.partition('-')[0]}".strip()
    number = _BEFORE_10.get(one.build) or ("11" if one.build >= _FIRST_11 else "10")
    said = f"Windows {number}"
    if one.build not in _BEFORE_10 and one.release:
        said += f" {one.release}"
    return said + (", 32 bit" if one.bits == 32 else "")


def size(mebibytes: int) -> str:
    """`3,9 GB`; nothing for what is not known."""
    if not mebibytes:
        return ""
    if mebibytes < 1000:
        return f"{mebibytes} MB"
    gigabytes = f"{mebibytes / 1024:.1f}" if mebibytes < 10_240 else f"{mebibytes / 1024:.0f}"
    return f"{gigabytes.replace('.', ',')} GB"


def disk(one: Machine) -> str:
    """Which kind it is."""
    return _DISKS.get(one.disk, one.disk)


def room(one: Machine) -> str:
    """How much is free."""
    return f"trống {size(one.free) or '0 MB'}"


def copy(one: Machine) -> str:
    """Whether there is a copy of the last week, and else of when the last one is."""
    if not one.copied:
        return "chưa có"
    day = "/".join(reversed(one.copied.split("-")))
    return day if is_stale(one) else "trong 7 ngày"


def told(when: str) -> str:
    """When the PC told all this."""
    return f"báo {when}"


def printer(one: Machine) -> str:
    """Whether paper can come out."""
    return _PRINTERS.get(one.printer, _UNKNOWN)


def frozen_by(one: Machine) -> str:
    """What was found, and that it is not proved."""
    return f"{one.frozen_by} ({UNVERIFIED})"


def mark(which: Mark, one: Machine | None) -> str:
    """A mark of one PC, with what it is about."""
    if which is Mark.FREEZE and one is not None:
        return frozen_by(one)
    return MARKS[which]


def so_many(count: int) -> str:
    """So many PCs."""
    return f"{count} máy"


def and_more(count: int) -> str:
    """What a list leaves out."""
    return f"và {count} máy nữa; chọn một xã hoặc một dấu hiệu để xem."
