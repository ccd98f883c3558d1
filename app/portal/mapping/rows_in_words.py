"""A progress row in words: what was done and where, without a word about the citizen."""

from app.domain.access import Role
from app.domain.events import Forwarded, Payload, Refused, StepAssigned, SupplementRequested
from app.domain.history import TimelineEntry
from app.domain.states import Act

_DONE = {
    Act.RECEIVE: "Tiếp nhận hồ sơ",
    Act.CORRECT_RECEPTION: "Đính chính tiếp nhận",
    Act.REQUEST_SUPPLEMENT: "Yêu cầu bổ sung hồ sơ",
    Act.RECEIVE_SUPPLEMENT: "Nhận hồ sơ bổ sung",
    Act.REFUSE: "Từ chối giải quyết hồ sơ",
    Act.CLOSE_UNSUPPLEMENTED: "Đóng hồ sơ quá hạn bổ sung",
    Act.FORWARD: "Chuyển xử lý",
    Act.ASK_FINANCIAL_DUTY: "Yêu cầu thực hiện nghĩa vụ tài chính",
    Act.MEET_FINANCIAL_DUTY: "Đã thực hiện nghĩa vụ tài chính",
    Act.PAUSE: "Dừng xử lý",
    Act.RESUME: "Xử lý tiếp",
    Act.EXTEND: "Xin lỗi và hẹn lại ngày trả kết quả",
    Act.RECORD_RESULT: "Có kết quả giải quyết",
    Act.RETURN_RESULT: "Trả kết quả",
    Act.WITHDRAW: "Rút hồ sơ theo yêu cầu",
    Act.ASSIGN: "Phân công xử lý",
    Act.SEND_BACK: "Trả lại bước trước",
    Act.CONSULT: "Lấy ý kiến",
    Act.ANSWER_CONSULTATION: "Nhận ý kiến trả lời",
    Act.SIGN_RESULT: "Ký kết quả",
    Act.FIND_FAULT: "Phát hiện sai sót của kết quả",
    Act.CORRECT_RESULT: "Sửa kết quả sai",
    Act.RETURN_MENDED: "Trả kết quả đã sửa",
    Act.SETTLE_CONFLICT: "Thống nhất nội dung ghi khác nhau",
}
_POSITIONS = {
    Role.CLERK: "Công chức tiếp nhận",
    Role.SPECIALIST: "Công chức thụ lý",
    Role.LEADER: "Lãnh đạo",
    Role.ACCOUNTANT: "Kế toán",
}


def what_was_done(entry: TimelineEntry) -> str:
    """The act in the law's words, with its ground where the law asks for one."""
    said = entry.said
    act = said.act if isinstance(said, Payload) else None
    done = _DONE.get(act, "") if act is not None else ""
    ground = ""
    match said:
        case SupplementRequested():
            ground = "; ".join(said.missing)
        case Refused():
            ground = said.reason
        case Forwarded():
            ground = said.to.unit or said.to.name
        case StepAssigned():
            ground = said.step
        case _:
            pass  # the act says it all
    return f"{done}: {ground}" if ground else done


def where(entry: TimelineEntry) -> str | None:
    """The unit that has it from now on, where the act names one."""
    said = entry.said
    return (said.to.unit or None) if isinstance(said, Forwarded) else None


def position_of(entry: TimelineEntry) -> str | None:
    """The officer's position by the role of that moment."""
    return next((words for role, words in _POSITIONS.items() if role.value == entry.role), None)
