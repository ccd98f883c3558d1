"""Nhập ngày đầu: what a column says, what becomes of a row, and why."""

from collections.abc import Mapping
from enum import Enum

from app.domain.takeover import Fault, Field, Judgement

TAKEOVER: dict[type[Enum], Mapping[Enum, str]] = {
    Field: {
        Field.CODE: "Mã hồ sơ",
        Field.PROCEDURE_CODE: "Mã TTHC",
        Field.PROCEDURE_NAME: "Tên thủ tục",
        Field.OWNER: "Chủ hồ sơ",
        Field.SUBMITTER: "Người nộp",
        Field.ID_NUMBER: "Số giấy tờ",
        Field.PHONE: "Điện thoại",
        Field.ADDRESS: "Địa chỉ",
        Field.ACCEPTED: "Ngày tiếp nhận",
        Field.DUE: "Ngày hẹn trả",
        Field.STATE: "Trạng thái",
        Field.CHANNEL: "Hình thức nộp",
        Field.HELD_BY: "Đơn vị, người đang xử lý",
        Field.NOTE: "Ghi chú",
    },
    Judgement: {
        Judgement.READY: "Nhập được",
        Judgement.WARNED: "Nhập, cần xem lại",
        Judgement.SKIPPED: "Không cần nhập",
        Judgement.REFUSED: "Không nhập được",
    },
    Fault: {
        Fault.NO_CODE: "Không có mã hồ sơ",
        Fault.CODE_PATTERN: "Mã hồ sơ không đúng mẫu (H35.12.03-261124-0001)",
        Fault.TWICE: "Mã này đã có ở dòng trên",
        Fault.HERE_ALREADY: "Hồ sơ đã có trên máy này",
        Fault.NO_PROCEDURE: "Không có mã, tên thủ tục",
        Fault.PROCEDURE_UNKNOWN: "Thủ tục không có trong danh mục: giữ tên như trong tệp",
        Fault.NO_PERSON: "Không có chủ hồ sơ, người nộp",
        Fault.NO_ACCEPTED: "Không có ngày tiếp nhận",
        Fault.ACCEPTED_UNREADABLE: "Không hiểu ngày tiếp nhận",
        Fault.ACCEPTED_AHEAD: "Ngày tiếp nhận ở sau hôm nay",
        Fault.NO_DUE: "Không có ngày hẹn trả: chương trình không nhắc hạn",
        Fault.DUE_UNREADABLE: "Không hiểu ngày hẹn trả",
        Fault.DUE_EARLY: "Ngày hẹn trả ở trước ngày tiếp nhận",
        Fault.NO_STATE: "Không có trạng thái: coi là đang xử lý",
        Fault.STATE_UNKNOWN: "Không hiểu trạng thái: chọn nghĩa của nó ở bước 2",
        Fault.NOT_ACCEPTED_YET: "Hồ sơ chưa được tiếp nhận",
        Fault.OVER: "Hồ sơ đã kết thúc",
        Fault.CHANNEL_UNKNOWN: "Không hiểu hình thức nộp, ghi là nộp trực tiếp",
    },
}
