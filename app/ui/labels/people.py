"""People: what speaks for and against one person, and how somebody was told."""

from collections.abc import Mapping
from enum import Enum

from app.domain.events import TellOutcome, TellSubject, TellWay
from app.domain.events.passwords import Way as PasswordWay
from app.domain.likeness import Reason
from app.domain.people_links import Standing

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

TELLING: dict[type[Enum], Mapping[Enum, str]] = {
    TellSubject: {
        TellSubject.OFFICIAL_CODE: "Mã hồ sơ chính thức",
        TellSubject.NEW_CODE: "Đổi mã bị cấp trùng",
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

LINKS: dict[type[Enum], Mapping[Enum, str]] = {
    Standing: {
        Standing.ONE: "Cùng một người",
        Standing.TWO: "Khác người",
        Standing.DISPUTED: "Hai cán bộ ghi khác nhau",
        Standing.CROSSED: "Ghi trái ngược",
    },
}

PASSWORD_WAYS: Mapping[Enum, str] = {
    PasswordWay.RECOVERY: "Mã khôi phục trong phong bì",
    PasswordWay.OFFICERS: "Hai cán bộ khác xác nhận",
    PasswordWay.PHONE: "Mã đọc qua điện thoại",
}
