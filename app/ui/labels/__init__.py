"""The official Vietnamese term of everything that is counted off: states, acts, roles, levels.

A test goes through every enumeration of the domain and the use cases and finds the one that was
forgotten.
"""

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from app.domain.access import Role
from app.domain.cash import Oddity, Way
from app.domain.deadline import Nearness
from app.domain.duties import DutyKind
from app.domain.events.passwords import Way as PasswordWay
from app.domain.history import Aside, Outcome
from app.domain.ladder import CopyKind
from app.domain.likeness import Reason
from app.domain.numbering import Hold
from app.domain.office_acts import OfficeAct
from app.domain.papers.proof import JUDGED
from app.domain.papers.round_list import TaskKind
from app.domain.proposals import Answer
from app.domain.provincial import Line
from app.domain.register import BookKind
from app.domain.reports import Column, Span, Standing
from app.domain.rounds import RoundState
from app.domain.states import Act, Holder, Stage, State
from app.domain.timeliness import Judgement
from app.ui.i18n import tr
from app.ui.labels.acts import (
    ACTS,
    ANSWERS,
    BOOKS,
    DUTIES,
    OFFICE_ACTS,
    ROLES,
    STATES,
    WORKS,
)
from app.ui.labels.doctor import DOCTOR
from app.ui.labels.paper import PAPER
from app.ui.labels.people import LIKENESS, LINKS, PASSWORD_WAYS, TELLING
from app.ui.labels.takeover import TAKEOVER
from app.usecases.bundle_records import Writer
from app.usecases.fast_lane import Work
from app.usecases.first_start import Step
from app.usecases.levels import Level
from app.usecases.lookup import Order, Section
from app.usecases.precheck import VERDICTS, Weight
from app.usecases.reports import ReportKind
from app.usecases.synchronise import LineState
from app.usecases.troubles import TroubleKind

Kind = TypeVar("Kind", bound=Enum)

LEVELS: Mapping[Enum, str] = {
    Level.SAVED_HERE: "Đã lưu trên máy này",
    Level.COMMUNE_SERVER: "Đã đến máy chủ xã",
    Level.PROVINCE_GATEWAY: "Đã đến cổng của tỉnh",
    Level.PROVINCE_RECORDED: "Hệ thống tỉnh đã ghi nhận",
}

LINES: Mapping[Enum, str] = {
    Line.OPEN: "Kết nối tốt",
    Line.UNREACHABLE: "Không tới được",
    Line.TROUBLED: "Máy chủ báo lỗi",
    Line.MAINTENANCE: "Đang bảo trì",
    Line.NOT_ADMITTED: "Sai tài khoản hoặc mật khẩu",
    Line.NOT_UNDERSTOOD: "Trả lời không đúng quy cách",
}

SECTIONS: Mapping[Enum, str] = {
    Section.DRAFTS: "Hồ sơ đang nhập dở",
    Section.TO_FORWARD: "Chờ chuyển xử lý",
    Section.FORWARD_LATE: "Chuyển chậm (Điều 18)",
    Section.DUE_TODAY: "Đến hạn hôm nay",
    Section.LATE_SOON: "Sắp quá hạn",
    Section.OVERDUE: "Quá hạn",
    Section.ONLINE_LATE: "Trực tuyến quá 8 giờ làm việc (Điều 17)",
    Section.ONLINE_NEW: "Hồ sơ trực tuyến chờ tiếp nhận",
    Section.ONLINE_BROUGHT: "Bổ sung trực tuyến",
    Section.ONLINE_PAID: "Đã thanh toán trực tuyến",
    Section.SUPPLEMENT: "Chờ công dân bổ sung",
    Section.TO_RETURN: "Chờ trả kết quả",
    Section.TO_ASK: "Cần yêu cầu bổ sung",
    Section.TO_CLOSE: "Có thể đóng hồ sơ",
    Section.OPINIONS: "Chờ ý kiến",
    Section.OPINIONS_LATE: "Ý kiến quá hạn trả lời",
    Section.TO_COMPARE: "Chờ đối chiếu bản chính",
    Section.UNSCANNED: "Chưa quét",
    Section.TO_SIGN: "Chờ ký số",
    Section.TO_MEND: "Kết quả sai, phải sửa",
    Section.TO_TELL: "Cần báo cho dân",
    Section.NOT_SENT: "Chưa gửi đến tỉnh",
    Section.CONFLICTS: "Vướng mắc",
}

HISTORY: dict[type[Enum], Mapping[Enum, str]] = {
    Outcome: {
        Outcome.APPLIED: "Đã áp dụng",
        Outcome.WAITING: "Chờ dữ liệu trước đó",
        Outcome.CONFLICT: "Có hai nội dung khác nhau",
        Outcome.SET_ASIDE: "Để riêng, không áp dụng",
    },
    Aside: {
        Aside.NOT_CERTIFIED: "Máy ghi chưa được tỉnh cho phép làm việc này",
        Aside.REVOKED: "Máy ghi đã bị thu hồi",
        Aside.ROLE: "Vai trò của cán bộ không được làm việc này",
        Aside.NEWER_PROGRAM: "Do bản chương trình mới hơn ghi",
        Aside.UNREADABLE: "Nội dung không đọc được",
        Aside.NOT_OF_A_DOSSIER: "Không thuộc về hồ sơ",
        Aside.FORK: "Trùng số với một việc khác đã ghi",
        Aside.IMMUTABLE: "Sửa điều không được sửa",
        Aside.UNKNOWN_FIELD: "Sửa mục không có trong hồ sơ",
        Aside.SIDES_NOT_ORDERED: "Quyết định trước khi đủ hai nội dung",
        Aside.NO_SUCH_CONFLICT: "Vướng mắc đã được xử lý trước đó",
        Aside.SETTLED_OTHERWISE: "Đã chọn nội dung khác",
        Aside.DONE_TO_SINCE: "Không bỏ được lần nhập: hồ sơ đã có việc khác ghi vào",
        Aside.ERASED: "Nội dung đã được xóa theo quy định",
    },
}

WEIGHTS: Mapping[Enum, str] = {weight: VERDICTS[weight] for weight in Weight}
STEPS: Mapping[Enum, str] = {
    Step.PROVINCE: "Ghi danh với tỉnh",
    Step.OFFICERS: "Cán bộ dùng máy này",
    Step.PRINTER: "Máy in",
    Step.SCANNER: "Thư mục của máy quét",
    Step.BACKUP: "Nơi sao lưu thứ hai",
    Step.CHECK: "Tự kiểm tra",
    Step.CARD: "Thẻ máy",
}
WRITERS: Mapping[Enum, str] = {
    Writer.THIS_PC: "Máy này",
    Writer.PROVINCE: "Tỉnh",
    Writer.NEIGHBOUR: "Máy khác của xã",
    Writer.UNKNOWN: "Không rõ máy nào",
}
TERMS: dict[type[Enum], Mapping[Enum, str]] = {
    Weight: WEIGHTS,
    Step: STEPS,
    State: STATES,
    Act: ACTS,
    OfficeAct: OFFICE_ACTS,
    BookKind: BOOKS,
    DutyKind: DUTIES,
    Answer: ANSWERS,
    Reason: LIKENESS,
    Work: WORKS,
    Role: ROLES,
    Level: LEVELS,
    Line: LINES,
    Writer: WRITERS,
    Section: SECTIONS,
    **PAPER,
    **DOCTOR,
    **HISTORY,
    **LINKS,
    **TELLING,
    **TAKEOVER,
    Nearness: {
        Nearness.AHEAD: "Còn hạn",
        Nearness.APOLOGY: "Sắp quá hạn",
        Nearness.SOON: "Còn vài giờ",
        Nearness.OVERDUE: "Quá hạn",
    },
    PasswordWay: PASSWORD_WAYS,
    Way: {
        Way.TAKEN: "Thu",
        Way.AWAITED: "Chờ xác nhận",
        Way.REFUNDED: "Trả lại",
        Way.MISTAKE: "Bỏ khoản ghi nhầm",
    },
    Oddity: {
        Oddity.OVERPAID: "Thu nhiều hơn mức phải nộp",
        Oddity.GIVEN_BACK_TWICE: "Trả lại nhiều hơn đã thu",
        Oddity.CONFIRMED_AND_UNDONE: "Vừa xác nhận đã về, vừa bỏ vì ghi nhầm",
    },
    Hold: {
        Hold.NO_LANE: "Tỉnh cấp mã chính thức sau khi nhận hồ sơ",
        Hold.OTHER_EPOCH: "Dải số cũ không dùng được sau khi khôi phục máy; tỉnh phải cấp dải mới",
        Hold.CLOCK_BEHIND: "Đồng hồ máy chậm hơn ngày của số đã cấp",
        Hold.CLOCK_AHEAD: "Đồng hồ máy nhanh hơn giờ của tỉnh",
        Hold.CLOCK_DOUBTED: "Đồng hồ máy chưa tin được",
        Hold.EXHAUSTED: "Dải số của hôm nay đã cấp hết",
    },
    TroubleKind: {
        TroubleKind.CONFLICT: "Hai nội dung khác nhau",
        TroubleKind.WAITING: "Chờ dữ liệu trước đó",
        TroubleKind.DOUBTFUL: "Việc ghi không được áp dụng",
        TroubleKind.REFUSED: "Hệ thống tỉnh chưa ghi nhận",
        TroubleKind.BOOK_LINE: "Dòng sổ chứng thực trùng số",
        TroubleKind.BOOK_HOLE: "Số trong sổ chứng thực không có dòng",
        TroubleKind.PEOPLE: "Ghi khác nhau về một người",
        TroubleKind.MONEY: "Số tiền hai máy ghi không khớp",
        TroubleKind.RECEIPT_TWICE: "Một số biên lai ghi hai lần",
        TroubleKind.MACHINE_COPY: "Bản sao của một máy",
        TroubleKind.CODE_TWICE: "Mã trùng với hồ sơ khác",
        TroubleKind.CODE_KEPT: "Mã bị cấp lần nữa",
        TroubleKind.CODE_OUTSIDE: "Tỉnh cấp một mã cho hai hồ sơ",
        TroubleKind.UNPLACED: "Tin của hệ thống tỉnh không rõ hồ sơ",
    },
    TaskKind: {
        TaskKind.RETURN: "Trả kết quả",
        TaskKind.SUPPLEMENT: "Nhận bổ sung",
        TaskKind.DUTY: "Nghĩa vụ tài chính",
    },
    RoundState: {
        RoundState.PLANNED: "Chưa đi",
        RoundState.UNDER_WAY: "Đang đi",
        RoundState.OVER: "Đã về",
    },
    Holder: {
        Holder.COMMUNE: "Xã",
        Holder.PROVINCE: "Tỉnh",
    },
    Stage: {
        Stage.CITIZEN: "Người dân",
        Stage.DESK: "Bộ phận Một cửa",
        Stage.DECIDER: "Cơ quan giải quyết",
    },
    Column: {
        Column.RECEIVED: "Tiếp nhận: tổng số",
        Column.ONLINE: "Tiếp nhận trong kỳ: trực tuyến",
        Column.IN_PERSON: "Tiếp nhận trong kỳ: trực tiếp, dịch vụ bưu chính",
        Column.CARRIED_OVER: "Từ kỳ trước",
        Column.SETTLED: "Đã giải quyết: tổng số",
        Column.EARLY: "Đã giải quyết: trước hạn",
        Column.ON_TIME: "Đã giải quyết: đúng hạn",
        Column.LATE: "Đã giải quyết: quá hạn",
        Column.OPEN: "Đang giải quyết: tổng số",
        Column.OPEN_IN_TIME: "Đang giải quyết: trong hạn",
        Column.OPEN_LATE: "Đang giải quyết: quá hạn",
    },
    Judgement: JUDGED,
    ReportKind: {
        ReportKind.SITUATION: "Biểu II.06a: tình hình giải quyết",
        ReportKind.SHEET: "Bảng tổng hợp",
        ReportKind.REGISTER: "Sổ theo dõi hồ sơ (Mẫu 07)",
    },
    Span: {
        Span.DAY: "Ngày",
        Span.MONTH: "Tháng",
        Span.QUARTER: "Quý",
        Span.YEAR: "Năm",
    },
    Standing: {
        Standing.EARLY: "Trước hạn",
        Standing.ON_TIME: "Đúng hạn",
        Standing.LATE: "Quá hạn",
    },
    Order: {
        Order.ACCEPTED: "Ngày tiếp nhận",
        Order.DUE: "Hẹn trả",
        Order.CODE: "Mã hồ sơ",
        Order.OWNER: "Chủ hồ sơ",
        Order.PROCEDURE: "Thủ tục",
        Order.STATE: "Trạng thái",
    },
    CopyKind: {
        CopyKind.WHOLE: "Bản đầy đủ",
        CopyKind.STEP: "Phần thêm từ bản đầy đủ",
    },
    LineState: {
        LineState.NOT_ENROLLED: "Máy chưa ghi danh với tỉnh",
        LineState.UNKNOWN: "Chưa thử kết nối",
        LineState.OFFLINE: "Không có mạng",
        LineState.CAPTIVE_PORTAL: "Mạng yêu cầu đăng nhập",
        LineState.UNTRUSTED: "Máy chủ không phải của tỉnh",
        LineState.CLOCK_WRONG: "Ngày giờ của máy sai",
        LineState.REFUSED: "Tỉnh chưa nhận máy này",
        LineState.BUSY: "Máy chủ tỉnh đang bận",
        LineState.HELD: "Đang tắt: máy vừa được khôi phục",
        LineState.CONNECTED: "Đã kết nối",
    },
}


def label(value: Enum) -> str:
    """Answer the official term of a value; raises `KeyError` for one that has none."""
    return tr(TERMS[type(value)][value])


def choices(kind: type[Kind]) -> list[tuple[str, Kind]]:
    """List all values of an enumeration with their terms, in their own order, for a choice."""
    return [(label(value), value) for value in kind]
