"""Work inside the commune: what the rules say to steps, opinions, signatures and faults."""

from app.ui.words.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "nobody_named": Sentence(651, "Chưa ghi tên người hoặc cơ quan."),
    "nobody_had_it": Sentence(652, "Chưa có ai thụ lý để trả lại."),
    "no_such_consultation": Sentence(653, "Không còn ý kiến nào đang chờ trả lời."),
    "nothing_to_compare": Sentence(654, "Không có bản ảnh nào chờ đối chiếu."),
    "nothing_to_sign": Sentence(655, "Không có kết quả nào chờ ký."),
    "result_not_signed": Sentence(
        656, "Kết quả còn chờ ký số nên chưa trả được.", "Ghi “Ký kết quả” trước."
    ),
    "no_fault_found": Sentence(657, "Chưa ghi nhận sai sót nào của kết quả."),
    "archived_already": Sentence(658, "Hồ sơ này đã lưu."),
    "stage_is_ours": Sentence(659, "Khâu này do xã giải quyết: làm ngay, không cần đề nghị."),
    "no_late_opinion": Sentence(
        852, "Không có ý kiến nào chậm mà chưa báo.", "Báo khi đã quá ngày cần trả lời."
    ),
    "mending_payer_missing": Sentence(
        853, "Chưa ghi ai chịu chi phí sửa kết quả.", "Ghi tên người gây ra sai sót (Điều 23)."
    ),
    "code_not_shared": Sentence(
        570, "Mã của hồ sơ này không trùng với hồ sơ nào.", "Có thể máy khác vừa cấp mã mới."
    ),
    "nothing_mended": Sentence(854, "Không có kết quả đã sửa nào chờ trả."),
    "arrival_after_acceptance": Sentence(
        851, "Bưu chính không thể mang hồ sơ đến sau lúc tiếp nhận.", "Xem lại ngày giờ đến."
    ),
    "stage_owned_elsewhere": Sentence(
        660,
        "Khâu này do hệ thống tỉnh giải quyết.",
        "Ghi nhận theo giấy của nơi đó, hoặc lập “Đề nghị”.",
    ),
}
