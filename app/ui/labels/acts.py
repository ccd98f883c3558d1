"""States, acts, duties, roles and books in the law's words."""

from collections.abc import Mapping
from enum import Enum

from app.domain.access import Role
from app.domain.duties import DutyKind
from app.domain.office_acts import OfficeAct
from app.domain.proposals import Answer
from app.domain.register import BookKind
from app.domain.states import Act, State
from app.usecases.fast_lane import Work

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
    Act.IMPORT: "Nhập từ tệp của tỉnh",
    Act.WITHDRAW_IMPORT: "Bỏ lần nhập từ tệp của tỉnh",
    Act.CHANGE_CONTACT: "Sửa thông tin liên hệ",
    Act.CHANGE_FIELD: "Sửa thông tin",
    Act.TAKE_FEE: "Thu phí, lệ phí",
    Act.CONFIRM_FEE: "Xác nhận tiền đã về",
    Act.REFUND_FEE: "Trả lại tiền, bỏ khoản ghi nhầm",
    Act.ASSIGN: "Phân công, nhận thụ lý",
    Act.SEND_BACK: "Trả lại bước trước",
    Act.CONSULT: "Lấy ý kiến",
    Act.ANSWER_CONSULTATION: "Ghi ý kiến trả lời",
    Act.NOTIFY_HEAD: "Báo người đứng đầu Một cửa",
    Act.WISH_SUPPLEMENT: "Yêu cầu một cửa bổ sung",
    Act.COMPARE_ORIGINALS: "Đối chiếu bản chính",
    Act.SIGN_RESULT: "Ký kết quả",
    Act.FIND_FAULT: "Kết quả có sai sót",
    Act.CORRECT_RESULT: "Sửa kết quả sai",
    Act.RETURN_MENDED: "Trả kết quả đã sửa",
    Act.ARCHIVE: "Lưu hồ sơ",
    Act.PROPOSE: "Đề nghị nơi đang giải quyết",
    Act.REPORT_SLIP_LOST: "Ghi mất giấy hẹn",
    Act.PLACE_PAPERS: "Ghi ai giữ hồ sơ giấy",
    Act.CHAIN_AFTER: "Chờ kết quả của hồ sơ khác (liên thông)",
    Act.NOTE_OLD_NUMBER: "Ghi số cũ trước sáp nhập",
    Act.REPLACE_CODE: "Cấp mã mới (mã bị trùng)",
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
    Act.REVIEW_ASIDE: "Xem việc ghi không được áp dụng",
    Act.ENTER_BY_HAND: "Đã nhập tay trên hệ thống tỉnh",
    Act.GIVE_CODE: "Hệ thống tỉnh cấp mã",
    Act.ANSWER: "Hệ thống tỉnh trả lời",
    Act.ASK_RESEND: "Gửi lại hệ thống tỉnh",
    Act.BRING_ONLINE: "Bổ sung trực tuyến",
}

DUTIES: Mapping[Enum, str] = {
    DutyKind.ANSWER_ONLINE: "Trả lời hồ sơ trực tuyến",
    DutyKind.TAKE_ONLINE: "Xem bổ sung trực tuyến",
    DutyKind.PAID_ONLINE: "Đã thanh toán trực tuyến",
    DutyKind.FORWARD: "Chuyển hồ sơ",
    DutyKind.SEND_PAPERS: "Chuyển giấy tờ đến cơ quan có thẩm quyền",
    DutyKind.STEP: "Bước đang làm",
    DutyKind.CONSULTATION: "Chờ ý kiến",
    DutyKind.NOTIFY_HEAD: "Ý kiến chậm, báo người đứng đầu Một cửa",
    DutyKind.ASK_CITIZEN: "Yêu cầu công dân bổ sung",
    DutyKind.CLOSE: "Có thể đóng hồ sơ từ",
    DutyKind.COMPARE: "Bản ảnh, chờ đối chiếu",
    DutyKind.SIGN: "Chờ ký số",
    DutyKind.MEND: "Sửa kết quả sai",
    DutyKind.RETURN_MENDED: "Trả kết quả đã sửa cho công dân",
}

ANSWERS: Mapping[Enum, str] = {
    Answer.OPEN: "chờ hệ thống tỉnh",
    Answer.GRANTED: "✓ đã được giải quyết theo đề nghị",
    Answer.OTHERWISE: "✕ không theo đề nghị",
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
    OfficeAct.CHANGE_OFFICER: "Sửa thông tin cán bộ",
    OfficeAct.NOTE_ABSENCE: "Ghi vắng mặt, người thay",
    OfficeAct.KEEP_AGENCY: "Ghi cơ quan có quầy tại Trung tâm",
    OfficeAct.OVERRIDE_PROCEDURE: "Cơ quan sửa thời hạn, giấy tờ, phí của thủ tục",
    OfficeAct.CLOSE_CASH_DAY: "Chốt quỹ ngày",
    OfficeAct.FREEZE_REPORT: "Chốt số liệu báo cáo",
    OfficeAct.KEEP_ROUND: "Lập, bắt đầu, kết thúc đợt lưu động",
    OfficeAct.CHANGE_OWN_PASSWORD: "Đổi mật khẩu của mình",
    OfficeAct.RESET_PASSWORD: "Đặt lại mật khẩu đã quên",
    OfficeAct.CHANGE_RECOVERY_CODE: "Đổi mã khôi phục của cơ quan",
    OfficeAct.MAKE_PHONE_CODES: "Lập mã gọi hỗ trợ (niêm phong cho tỉnh)",
    OfficeAct.LET_ROUNDS_GO: "Cho gửi, nhận trở lại sau khi khôi phục",
    OfficeAct.BURN_SLIPS: "In sẵn giấy tiếp nhận",
    OfficeAct.LINK_PEOPLE: "Nối, tách người",
    OfficeAct.NAME_VILLAGE_HEAD: "Ghi trưởng thôn, trưởng bản",
    OfficeAct.KEEP_BOOK: "Mở, giao, nhận, khóa sổ chứng thực",
    OfficeAct.REPLACE_KEY: "Đổi khóa của máy",
    OfficeAct.REVIEW_COPY: "Xem bản sao của một máy",
    OfficeAct.REPORT_CONNECTION: "Báo kết nối với hệ thống tỉnh",
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
