"""What each finding of a look at a PC means, and what to do; no Qt in here."""

from typing import NamedTuple

from app.usecases.precheck import VERDICTS, Finding, Precheck, Weight


class Said(NamedTuple):
    """A finding in words."""

    what: str
    remedy: str = ""


FINDINGS = {
    "system_fits": Said("Hệ điều hành dùng được"),
    "windows_too_old": Said(
        "Windows quá cũ (cần Windows 10 bản 1809 trở lên, 64-bit)",
        "Nâng cấp Windows 10 rồi kiểm tra lại; Windows 7, 8 không chạy được.",
    ),
    "processor_fits": Said("Bộ xử lý 64-bit"),
    "not_64_bit": Said("Windows 32-bit", "Cài lại Windows 10 64-bit hoặc dùng máy khác."),
    "memory_fits": Said("Bộ nhớ đủ"),
    "memory_small": Said(
        "Bộ nhớ ít, chạy được (nên có 4 GB)", "Đóng bớt trình duyệt khi làm việc; nên gắn thêm RAM."
    ),
    "memory_too_small": Said("Bộ nhớ dưới 2 GB", "Gắn thêm RAM hoặc dùng máy khác."),
    "memory_unknown": Said("Không đọc được bộ nhớ", "Xem trong Settings, System, About."),
    "disk_room_fits": Said("Ổ đĩa còn đủ chỗ"),
    "disk_room_small": Said(
        "Ổ đĩa còn ít chỗ (nên còn 10 GB)", "Dọn bớt tệp cũ trước khi quét giấy tờ."
    ),
    "disk_room_too_small": Said("Ổ đĩa gần đầy (cần 2 GB)", "Dọn ổ đĩa rồi kiểm tra lại."),
    "disk_failing": Said(
        "Ổ đĩa tự báo sắp hỏng", "Thay ổ trước khi cài; không ghi hồ sơ của dân vào ổ này."
    ),
    "disk_is_stick": Said("Nơi để dữ liệu là USB", "Để dữ liệu trên ổ trong máy."),
    "disk_healthy": Said("Ổ đĩa không báo lỗi"),
    "disk_health_unknown": Said("Loại ổ đĩa; máy không cho biết tình trạng ổ"),
    "printer_fits": Said("Có máy in mặc định"),
    "printer_missing": Said(
        "Chưa có máy in giấy", "Nối và cài máy in; vẫn cài chương trình được, in sau."
    ),
    "printer_not_default": Said(
        "Có máy in nhưng chưa chọn mặc định", "Chọn máy in mặc định trong Windows."
    ),
    "printer_unknown": Said("Không đọc được danh sách máy in", "In thử ở bước cài đặt."),
    "no_freeze": Said("Không thấy phần mềm đóng băng ổ đĩa (danh sách chưa kiểm chứng hết)"),
    "freeze": Said(
        "Có phần mềm đóng băng ổ đĩa: dữ liệu sẽ mất mỗi lần tắt máy",
        "Tắt hẳn hoặc gỡ phần mềm này trước khi cài, khởi động lại rồi kiểm tra lại.",
    ),
    "clock_fits": Said("Ngày giờ và múi giờ"),
    "clock_behind": Said(
        "Đồng hồ máy chậm hơn ngày làm ra chương trình",
        "Chỉnh lại ngày giờ; nếu tắt máy lại sai thì thay pin CMOS.",
    ),
    "zone_wrong": Said("Múi giờ không phải +07:00", "Chọn múi giờ Bangkok, Hanoi, Jakarta."),
    "antivirus_unknown": Said(
        "Phần mềm diệt vi-rút: không kiểm tra được; nếu bị chặn, cho phép chương trình một lần"
    ),
}

MARKS = {Weight.GOOD: "✓", Weight.WARN: "⚠", Weight.BAD: "✗"}


def line(finding: Finding) -> str:
    """One finding in one line."""
    said = FINDINGS[finding.what]
    figure = f": {finding.figure}" if finding.figure else ""
    remedy = f". {said.remedy}" if said.remedy else ""
    is_known = finding.weight is not Weight.GOOD or not finding.what.endswith("unknown")
    mark = MARKS[finding.weight] if is_known else "–"
    return f"{mark} {said.what}{figure}{remedy}"


def lines(result: Precheck) -> tuple[str, ...]:
    """The verdict first, then what is wrong, then what is right."""
    order = {Weight.BAD: 0, Weight.WARN: 1, Weight.GOOD: 2}
    found = sorted(result.findings, key=lambda one: order[one.weight])
    return (f"KẾT LUẬN: {VERDICTS[result.verdict]}", *map(line, found))
