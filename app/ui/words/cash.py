"""Money: why a sum cannot be taken, confirmed, given back or closed."""

from app.ui.words.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "no_transfer_waits": Sentence(
        771, "Không có khoản chuyển khoản nào chờ xác nhận.", "Bấm F5 để xem lại danh sách."
    ),
    "nothing_to_refund": Sentence(772, "Khoản này không còn tiền để trả lại."),
    "refund_too_large": Sentence(
        773, "Số tiền trả lại lớn hơn số còn lại của khoản đã thu.", "Xem lại số tiền."
    ),
    "transfer_not_there_yet": Sentence(
        774,
        "Tiền chuyển khoản này chưa về nên chưa trả lại được.",
        "Nếu ghi nhầm thì chọn bỏ khoản ghi nhầm.",
    ),
    "receipt_number_used": Sentence(
        775, "Số biên lai này đã ghi cho một khoản khác.", "Xem lại ký hiệu và số trên biên lai."
    ),
    "cash_day_to_come": Sentence(778, "Chưa đến ngày này nên chưa chốt quỹ được."),
    "owed_changed": Sentence(
        779, "Số tiền phải thu của hồ sơ vừa thay đổi.", "Xem lại dòng đó rồi thu."
    ),
    "cash_day_changed": Sentence(
        776, "Sổ quỹ của ngày vừa có thêm khoản mới.", "Xem lại số phải có rồi chốt lại."
    ),
    "cash_difference_without_reason": Sentence(
        777, "Tiền đếm được khác với sổ.", "Ghi lý do lệch rồi chốt lại."
    ),
}
