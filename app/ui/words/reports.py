"""Reports: why a period cannot be counted or frozen."""

from app.ui.words.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "period_not_over": Sentence(
        791, "Kỳ báo cáo chưa kết thúc nên chưa chốt được.", "Chốt sau ngày cuối của kỳ."
    ),
    "report_changed": Sentence(
        792,
        "Số liệu vừa thay đổi, khác với số đang xem.",
        "Xem lại số liệu mới rồi chốt lại.",
    ),
    "report_frozen_unchanged": Sentence(
        793, "Số liệu này đã chốt, từ đó đến nay không có gì thay đổi."
    ),
    "file_not_written": Sentence(
        794,
        "Không ghi được tệp này.",
        "Nếu tệp đang mở trong Excel thì đóng lại, hoặc chọn chỗ khác.",
    ),
    "register_too_long": Sentence(
        795,
        "Sổ của kỳ này quá dài để in một lần.",
        "In từng tháng, hoặc lưu thành tệp Excel.",
    ),
}
