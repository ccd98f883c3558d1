"""The official Vietnamese term of everything that is counted off: states, acts, roles, levels.

A test goes through every enumeration of the domain and the use cases and finds the one that was
forgotten.
"""

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from app.domain.access import Role
from app.domain.deadline import Nearness
from app.domain.duties import DutyKind
from app.domain.events import (
    FeeTiming,
    PaperStanding,
    PaymentMethod,
    ResultPlace,
    ScanSource,
    SlipForm,
    TellOutcome,
    TellSubject,
    TellWay,
)
from app.domain.fees import Ground
from app.domain.history import Aside, Outcome
from app.domain.likeness import Reason
from app.domain.office_acts import OfficeAct
from app.domain.procedure import Channel, PaperRole, Unit
from app.domain.register import BookKind
from app.domain.reports import Column, Standing
from app.domain.scans import Look
from app.domain.states import Act, Holder, Stage, State
from app.ui.i18n import tr
from app.usecases.fast_lane import Work
from app.usecases.levels import Level
from app.usecases.lookup import Order, Section
from app.usecases.synchronise import LineState

Kind = TypeVar("Kind", bound=Enum)

STATES: Mapping[Enum, str] = {
    State.NOT_HERE: "Chưa có trên máy này",
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

ACTS: Mapping[Enum, str] = {
    Act.REGISTER: "Ghi nhận hồ sơ nộp",
    Act.RECEIVE: "Tiếp nhận",
    Act.CORRECT_RECEPTION: "Đính chính tiếp nhận",
    Act.REQUEST_SUPPLEMENT: "Yêu cầu bổ sung",
    Act.RECEIVE_SUPPLEMENT: "Nhận bổ sung",
    Act.REFUSE: "Từ chối",
    Act.CLOSE_UNSUPPLEMENTED: "Đóng hồ sơ quá hạn bổ sung",
    Act.FORWARD: "Chuyển hồ sơ",
    Act.ASK_FINANCIAL_DUTY: "Yêu cầu nghĩa vụ tài chính",
    Act.MEET_FINANCIAL_DUTY: "Đã thực hiện nghĩa vụ tài chính",
    Act.PAUSE: "Dừng xử lý",
    Act.RESUME: "Xử lý tiếp",
    Act.EXTEND: "Gia hạn, hẹn lại ngày trả",
    Act.RECORD_RESULT: "Ghi nhận kết quả",
    Act.RETURN_RESULT: "Trả kết quả",
    Act.WITHDRAW: "Rút hồ sơ",
    Act.REPORT_STATE: "Hệ thống tỉnh báo trạng thái",
    Act.CHANGE_CONTACT: "Sửa thông tin liên hệ",
    Act.CHANGE_FIELD: "Sửa thông tin",
    Act.TAKE_FEE: "Thu phí, lệ phí",
    Act.ASSIGN: "Phân công, nhận thụ lý",
    Act.SEND_BACK: "Trả lại bước trước",
    Act.CONSULT: "Lấy ý kiến",
    Act.ANSWER_CONSULTATION: "Ghi ý kiến trả lời",
    Act.WISH_SUPPLEMENT: "Yêu cầu một cửa bổ sung",
    Act.COMPARE_ORIGINALS: "Đối chiếu bản chính",
    Act.SIGN_RESULT: "Ký kết quả",
    Act.FIND_FAULT: "Kết quả có sai sót",
    Act.CORRECT_RESULT: "Sửa kết quả sai",
    Act.ARCHIVE: "Lưu hồ sơ",
    Act.PROPOSE: "Đề nghị nơi đang giải quyết",
    Act.CERTIFY: "Ghi sổ chứng thực",
    Act.CORRECT_CERTIFICATION: "Sửa dòng sổ chứng thực",
    Act.ADD_NOTE: "Ghi chú",
    Act.FILL_DECLARATION: "Ghi tờ khai",
    Act.SCAN_PAPER: "Quét giấy tờ",
    Act.REMOVE_SCAN: "Bỏ bản quét",
    Act.WAIVE_SCAN: "Không số hóa giấy tờ",
    Act.PRINT_SLIP: "In giấy",
    Act.TELL_CITIZEN: "Báo cho dân",
    Act.SETTLE_CONFLICT: "Xử lý vướng mắc",
    Act.DECLARE_LOST: "Xác nhận dữ liệu đã mất",
    Act.ENTER_BY_HAND: "Đã nhập tay trên hệ thống tỉnh",
    Act.GIVE_CODE: "Hệ thống tỉnh cấp mã",
    Act.ANSWER: "Hệ thống tỉnh trả lời",
}

LIKENESS: Mapping[Enum, str] = {
    Reason.SAME_NAME: "Cùng họ tên",
    Reason.NAME_WITHOUT_MARKS: "Cùng họ tên nếu bỏ dấu",
    Reason.NAME_VARIANT: "Họ tên viết khác cách",
    Reason.NAME_ORDER: "Họ tên đảo thứ tự",
    Reason.NAME_SHORTER: "Họ tên ghi thiếu chữ đệm",
    Reason.MARKS_DIFFER: "Khác dấu",
    Reason.SAME_NUMBER: "Cùng số định danh",
    Reason.NUMBER_NEARLY: "Số định danh gần giống",
    Reason.NUMBER_RENEWED: "Số cũ và số mới",
    Reason.NUMBER_DIFFERS: "Khác số định danh",
    Reason.SAME_BIRTH_DATE: "Cùng ngày sinh",
    Reason.SAME_BIRTH_YEAR: "Cùng năm sinh",
    Reason.DAY_AND_MONTH_SWAPPED: "Ngày và tháng sinh đảo nhau",
    Reason.BIRTH_DAY_DIFFERS: "Khác ngày sinh",
    Reason.BIRTH_YEAR_DIFFERS: "Khác năm sinh",
    Reason.SAME_PHONE: "Cùng số điện thoại",
    Reason.SAME_HAMLET: "Cùng thôn, bản",
    Reason.SEX_DIFFERS: "Khác giới tính",
}

DUTIES: Mapping[Enum, str] = {
    DutyKind.ANSWER_ONLINE: "Trả lời hồ sơ trực tuyến",
    DutyKind.FORWARD: "Chuyển hồ sơ",
    DutyKind.SEND_PAPERS: "Chuyển giấy tờ đến cơ quan có thẩm quyền",
    DutyKind.STEP: "Bước đang làm",
    DutyKind.CONSULTATION: "Chờ ý kiến",
    DutyKind.ASK_CITIZEN: "Yêu cầu công dân bổ sung",
    DutyKind.CLOSE: "Có thể đóng hồ sơ từ",
    DutyKind.COMPARE: "Bản ảnh, chờ đối chiếu",
    DutyKind.SIGN: "Chờ ký số",
    DutyKind.MEND: "Sửa kết quả sai",
}

BOOKS: Mapping[Enum, str] = {
    BookKind.COPIES: "Chứng thực bản sao từ bản chính",
    BookKind.SIGNATURES: "Chứng thực chữ ký, điểm chỉ",
    BookKind.TRANSLATORS: "Chứng thực chữ ký người dịch",
    BookKind.CONTRACTS: "Chứng thực hợp đồng, giao dịch",
    BookKind.E_COPIES: "Chứng thực bản sao điện tử",
}

WORKS: Mapping[Enum, str] = {
    **{Work(kind.value): said for kind, said in BOOKS.items() if isinstance(kind, BookKind)},
    Work.EXTRACT: "Bản sao trích lục hộ tịch",
}

OFFICE_ACTS: Mapping[Enum, str] = {
    OfficeAct.ADD_OFFICER: "Thêm cán bộ",
    OfficeAct.REMOVE_OFFICER: "Cho cán bộ nghỉ",
    OfficeAct.OVERRIDE_PROCEDURE: "Cơ quan sửa thời hạn, giấy tờ, phí của thủ tục",
    OfficeAct.BURN_SLIPS: "In sẵn giấy tiếp nhận",
    OfficeAct.NAME_VILLAGE_HEAD: "Ghi trưởng thôn, trưởng bản",
    OfficeAct.KEEP_BOOK: "Mở, giao, nhận, khóa sổ chứng thực",
}

ROLES: Mapping[Enum, str] = {
    Role.CLERK: "Công chức tiếp nhận",
    Role.SPECIALIST: "Công chức thụ lý",
    Role.LEADER: "Lãnh đạo",
    Role.ACCOUNTANT: "Kế toán",
    Role.TECHNICIAN: "Kỹ thuật viên",
    Role.GUIDE: "Người hướng dẫn",
    Role.PROVINCE: "Hệ thống tỉnh",
}

LEVELS: Mapping[Enum, str] = {
    Level.SAVED_HERE: "Đã lưu trên máy này",
    Level.COMMUNE_SERVER: "Đã đến máy chủ xã",
    Level.PROVINCE_GATEWAY: "Đã đến cổng của tỉnh",
    Level.PROVINCE_RECORDED: "Hệ thống tỉnh đã ghi nhận",
}

SECTIONS: Mapping[Enum, str] = {
    Section.DRAFTS: "Hồ sơ đang nhập dở",
    Section.TO_FORWARD: "Chờ chuyển xử lý",
    Section.DUE_TODAY: "Đến hạn hôm nay",
    Section.LATE_SOON: "Sắp quá hạn",
    Section.OVERDUE: "Quá hạn",
    Section.SUPPLEMENT: "Chờ công dân bổ sung",
    Section.TO_RETURN: "Chờ trả kết quả",
    Section.TO_ASK: "Cần yêu cầu bổ sung",
    Section.TO_CLOSE: "Có thể đóng hồ sơ",
    Section.OPINIONS: "Chờ ý kiến",
    Section.TO_COMPARE: "Chờ đối chiếu bản chính",
    Section.TO_SIGN: "Chờ ký số",
    Section.TO_MEND: "Kết quả sai, phải sửa",
    Section.TO_TELL: "Cần báo cho dân",
    Section.NOT_SENT: "Chưa gửi đến tỉnh",
    Section.CONFLICTS: "Vướng mắc",
}

PAPER: dict[type[Enum], Mapping[Enum, str]] = {
    PaperStanding: {
        PaperStanding.SUBMITTED: "Nộp",
        PaperStanding.PRESENTED: "Xuất trình",
        PaperStanding.ON_RECORD: "Đã có dữ liệu",
        PaperStanding.NOT_APPLICABLE: "Không áp dụng",
        PaperStanding.MISSING: "Thiếu",
    },
    PaperRole: {
        PaperRole.SUBMIT: "Nộp",
        PaperRole.PRESENT: "Xuất trình",
        PaperRole.EFORM: "Biểu mẫu điện tử",
        PaperRole.NOTE: "Ghi chú",
    },
    FeeTiming: {
        FeeTiming.BEFORE: "Thu trước",
        FeeTiming.AFTER: "Thu sau",
        FeeTiming.EXEMPT: "Miễn",
    },
    PaymentMethod: {
        PaymentMethod.CASH: "Tiền mặt",
        PaymentMethod.TRANSFER: "Chuyển khoản",
        PaymentMethod.PORTAL: "Thanh toán trực tuyến",
    },
    ResultPlace: {
        ResultPlace.COUNTER: "Bộ phận Một cửa",
        ResultPlace.POST: "Bưu chính công ích, tận nhà",
        ResultPlace.ONLINE: "Trực tuyến",
    },
    SlipForm: {
        SlipForm.RECEIPT: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        SlipForm.SUPPLEMENT_REQUEST: "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
        SlipForm.REFUSAL: "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
        SlipForm.APOLOGY: "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
        SlipForm.STOP_NOTICE: "Thông báo dừng giải quyết hồ sơ",
        SlipForm.CONTROL_SLIP: "Phiếu kiểm soát quá trình giải quyết hồ sơ",
        SlipForm.RESULT_RECEIPT: "Giấy biên nhận trả kết quả",
        SlipForm.HANDOVER_LIST: "Danh sách bàn giao hồ sơ",
        SlipForm.BLANK_RECEIPT: "Giấy tiếp nhận in sẵn",
        SlipForm.CASH_RECEIPT: "Phiếu thu nội bộ",
    },
    Ground: {
        Ground.POOR_HOUSEHOLD: "Hộ nghèo",
        Ground.NEAR_POOR: "Hộ cận nghèo",
        Ground.MERIT: "Người có công với cách mạng",
        Ground.DISABLED: "Người khuyết tật",
        Ground.MINORITY_AREA: "Dân tộc thiểu số ở vùng khó khăn",
        Ground.CHILD: "Trẻ em",
        Ground.ELDERLY: "Người cao tuổi",
        Ground.ON_TIME: "Đăng ký hộ tịch đúng hạn",
        Ground.DIGITAL_CITIZEN: "Nộp hồ sơ trực tuyến (TT 117/2026/TT-BTC)",
        Ground.OTHER: "Căn cứ khác",
    },
    ScanSource: {
        ScanSource.FILE: "Từ tệp",
        ScanSource.FOLDER: "Từ thư mục máy quét",
        ScanSource.CLIPBOARD: "Từ bảng tạm",
        ScanSource.REUSED: "Dùng lại giấy tờ đã có",
    },
    Look: {Look.BILEVEL: "Đen trắng", Look.GREY: "Xám", Look.COLOUR: "Màu"},
    Unit: {
        Unit.WORKING_DAY: "ngày làm việc",
        Unit.CALENDAR_DAY: "ngày",
        Unit.WORKING_HOUR: "giờ làm việc",
        Unit.SAME_DAY: "trong ngày",
        Unit.MONTH: "tháng",
    },
    Channel: {
        Channel.DIRECT: "Trực tiếp",
        Channel.ONLINE: "Trực tuyến",
        Channel.POST: "Bưu chính",
    },
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
        Aside.ERASED: "Nội dung đã được xóa theo quy định",
    },
}

TELLING: dict[type[Enum], Mapping[Enum, str]] = {
    TellSubject: {
        TellSubject.OFFICIAL_CODE: "Mã hồ sơ chính thức",
        TellSubject.SUPPLEMENT: "Bổ sung hồ sơ",
        TellSubject.FINANCIAL_DUTY: "Nghĩa vụ tài chính",
        TellSubject.NEW_DATE: "Chậm, hẹn lại ngày trả",
        TellSubject.PAUSED: "Tạm dừng giải quyết",
        TellSubject.RESULT: "Đã có kết quả",
        TellSubject.CLOSED: "Hồ sơ đã đóng",
    },
    TellWay: {
        TellWay.PHONE: "Gọi điện thoại",
        TellWay.VILLAGE_HEAD: "Qua trưởng thôn, trưởng bản",
        TellWay.SMS: "Nhắn tin từ máy của cán bộ",
        TellWay.IN_PERSON: "Nói trực tiếp",
    },
    TellOutcome: {
        TellOutcome.TOLD: "Đã báo được",
        TellOutcome.LEFT_WORD: "Nhờ người khác nhắn lại",
        TellOutcome.NO_ANSWER: "Không nghe máy, không gặp",
        TellOutcome.WRONG_NUMBER: "Sai số điện thoại",
    },
}

TERMS: dict[type[Enum], Mapping[Enum, str]] = {
    State: STATES,
    Act: ACTS,
    OfficeAct: OFFICE_ACTS,
    BookKind: BOOKS,
    DutyKind: DUTIES,
    Reason: LIKENESS,
    Work: WORKS,
    Role: ROLES,
    Level: LEVELS,
    Section: SECTIONS,
    **PAPER,
    **HISTORY,
    **TELLING,
    Nearness: {
        Nearness.AHEAD: "Còn hạn",
        Nearness.APOLOGY: "Sắp quá hạn",
        Nearness.SOON: "Còn vài giờ",
        Nearness.OVERDUE: "Quá hạn",
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
    LineState: {
        LineState.NOT_ENROLLED: "Máy chưa ghi danh với tỉnh",
        LineState.UNKNOWN: "Chưa thử kết nối",
        LineState.OFFLINE: "Không có mạng",
        LineState.CAPTIVE_PORTAL: "Mạng yêu cầu đăng nhập",
        LineState.UNTRUSTED: "Máy chủ không phải của tỉnh",
        LineState.CLOCK_WRONG: "Ngày giờ của máy sai",
        LineState.REFUSED: "Tỉnh chưa nhận máy này",
        LineState.BUSY: "Máy chủ tỉnh đang bận",
        LineState.CONNECTED: "Đã kết nối",
    },
}


def label(value: Enum) -> str:
    """Answer the official term of a value; raises `KeyError` for one that has none."""
    return tr(TERMS[type(value)][value])


def choices(kind: type[Kind]) -> list[tuple[str, Kind]]:
    """List all values of an enumeration with their terms, in their own order, for a choice."""
    return [(label(value), value) for value in kind]
