"""What `motcua sync`, `journal` and `backup` say to a technician, line by line."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from app.usecases.maintenance import JournalReport


def round_lines(facts: Mapping[str, object]) -> Iterator[str]:
    """What one round with the province did; the values as `--json` gives them."""
    yield f"Đã gửi {facts['sent']} việc, nhận {facts['received']} việc; còn chờ {facts['waiting']}."
    yield f"Bản quét: đã gửi {facts['files']}, còn chờ {facts['files_waiting']}."
    up, down = facts["bytes_up"], facts["bytes_down"]
    yield f"Đường truyền: {up} byte lên, {down} byte xuống, {facts['seconds']} giây."
    if facts["more"]:
        yield "Còn nữa: chạy lại lệnh này."


def held_question(until: datetime) -> str:
    """What somebody must know before rounds go again."""
    return (
        f"Máy này đã khôi phục từ bản sao lưu đến {until:%H:%M %d/%m/%Y}; chưa gửi, chưa nhận gì."
        " Hai máy không được cùng làm việc trên một sổ. Máy cũ đã hỏng hẳn hoặc không dùng nữa?"
    )


def held_line(until: datetime | None) -> str:
    """What the answer did."""
    if until is None:
        return "Máy này không chờ trả lời gì; gửi, nhận như thường."
    return "Đã ghi câu trả lời. Gửi, nhận lại được: motcua sync once."


def restore_question(copy: Path, folder: Path) -> str:
    """The office that is there gives way."""
    return (
        f"Ở {folder} đang có dữ liệu của cơ quan. Thay bằng bản sao lưu {copy}?"
        " Dữ liệu đang có được cất sang bên."
    )


def restored_line(folder: Path) -> str:
    """What is to be done after it."""
    return (
        f"Đã khôi phục vào {folder}. Máy chưa gửi, chưa nhận gì cho đến khi trả lời:"
        " motcua sync confirm."
    )


def mend_question(folder: Path) -> str:
    """Mending makes the office anew."""
    return f"Lập lại dữ liệu của cơ quan ở {folder}? Dữ liệu đang có được cất sang bên."


def journal_lines(report: JournalReport) -> Iterator[str]:
    """What verifying the records found."""
    yield f"Nhật ký: {report.events} sự kiện của {report.logs} máy; {report.dossiers} hồ sơ."
    yield f"Có dấu giữ ngoài tệp dữ liệu: {report.anchored} sự kiện."
    yield from (f"Sai: {fault}" for fault in report.faults)
    if not report.faults:
        yield "Không thấy chỗ nào sai."


def mended_lines(facts: Mapping[str, object], missing: Sequence[str]) -> Iterator[str]:
    """What mending an office brought back; the values as `--json` gives them."""
    yield f"Đã lập lại dữ liệu: {facts['events']} sự kiện."
    if facts["spoilt_pages"]:
        yield (
            f"Tệp cũ có {facts['spoilt_pages']} trang hỏng;"
            f" đọc thêm được {facts['salvaged']} sự kiện."
        )
    if facts["copy"]:
        yield f"Phần còn lại lấy từ bản sao lưu {facts['copy']}."
    if missing:
        yield f"Số đã cấp nhưng không còn hồ sơ: {', '.join(missing)}."
