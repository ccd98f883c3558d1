"""What stands on paper: standings of papers, fees, forms, scans, units, channels."""

from collections.abc import Mapping
from enum import Enum

from app.domain.events import (
    FeeTiming,
    PaperStanding,
    PaymentMethod,
    ResultPlace,
    ScanSource,
    SlipForm,
)
from app.domain.fees import Ground
from app.domain.procedure import Channel, PaperRole, Unit
from app.domain.procedure_changes import Aspect
from app.domain.scans import Look

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
    Aspect: {
        Aspect.NEW: "Thủ tục mới",
        Aspect.ENDED: "Không còn",
        Aspect.NAME: "Tên",
        Aspect.FIELD: "Lĩnh vực",
        Aspect.AGENCY: "Cơ quan thực hiện",
        Aspect.LIMIT: "Thời hạn giải quyết",
        Aspect.PAPER_ADDED: "Thêm giấy tờ",
        Aspect.PAPER_REMOVED: "Bỏ giấy tờ",
        Aspect.PAPER_COUNT: "Số bản của",
        Aspect.PAPER_FORM: "Mẫu của",
        Aspect.PAPER_CASE: "Trường hợp của",
        Aspect.FEE: "Phí, lệ phí",
        Aspect.FEE_NOTE: "Ghi chú phí",
        Aspect.RESULTS: "Kết quả",
        Aspect.LEGAL_BASIS: "Căn cứ pháp lý",
    },
    Channel: {
        Channel.DIRECT: "Trực tiếp",
        Channel.ONLINE: "Trực tuyến",
        Channel.POST: "Bưu chính",
    },
}
