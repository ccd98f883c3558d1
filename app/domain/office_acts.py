"""What a person may do about the office itself, in the words of the desk. Imports nothing.

Acts on one dossier are in `app.domain.states`; who may do either is one table in
`app.domain.access`.
"""

from enum import StrEnum


class OfficeAct(StrEnum):
    """An act that concerns no single dossier; each kind of event about the office names its own."""

    ADD_OFFICER = "add_officer"  # thêm cán bộ
    REMOVE_OFFICER = "remove_officer"  # cho cán bộ nghỉ
    CHANGE_OFFICER = "change_officer"  # sửa thông tin, vai trò cán bộ
    NOTE_ABSENCE = "note_absence"  # ghi vắng mặt, người thay, ủy quyền
    KEEP_AGENCY = "keep_agency"  # ghi cơ quan có quầy tại Trung tâm
    OVERRIDE_PROCEDURE = "override_procedure"  # cơ quan sửa thời hạn, giấy tờ, phí của thủ tục
    KEEP_BOOK = "keep_book"  # mở, giao, nhận, khóa sổ chứng thực
    LINK_PEOPLE = "link_people"  # nối, tách hai lần ghi của một người
    NAME_VILLAGE_HEAD = "name_village_head"  # ghi trưởng thôn, trưởng bản
    CLOSE_CASH_DAY = "close_cash_day"  # chốt quỹ ngày
    FREEZE_REPORT = "freeze_report"  # chốt số liệu báo cáo
    KEEP_ROUND = "keep_round"  # lập, bắt đầu, kết thúc đợt lưu động
    CHANGE_OWN_PASSWORD = "change_own_password"  # noqa: S105 - đổi mật khẩu của mình
    RESET_PASSWORD = "reset_password"  # noqa: S105 - đặt lại mật khẩu đã quên
    CHANGE_RECOVERY_CODE = "change_recovery_code"  # đổi mã khôi phục của cơ quan
    MAKE_PHONE_CODES = "make_phone_codes"  # lập mã gọi hỗ trợ, niêm phong cho tỉnh
    LET_ROUNDS_GO = "let_rounds_go"  # cho gửi, nhận trở lại sau khi khôi phục
    BURN_SLIPS = "burn_slips"  # in sẵn giấy tiếp nhận
    REVIEW_COPY = "review_copy"  # xem bản sao của một máy
    REPLACE_KEY = "replace_key"  # đổi khóa của một máy
    REPORT_CONNECTION = "report_connection"  # kết nối với hệ thống tỉnh
