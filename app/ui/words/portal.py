"""What the connector to the province's system meets, for the technician who runs it."""

from app.ui.words.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "portal": Sentence(920, "Kết nối với hệ thống tỉnh không làm được việc này."),
    "portal_catalogue": Sentence(
        924,
        "Hệ thống tỉnh không cho xem danh mục thủ tục.",
        "Lý do nằm trong nhật ký; hỏi đơn vị vận hành hệ thống tỉnh.",
    ),
    "portal_config": Sentence(
        921, "Tệp cấu hình kết nối không dùng được.", "Sửa chỗ được nêu tên rồi chạy lại."
    ),
    "portal_line": Sentence(
        922, "Chưa nói chuyện được với hệ thống tỉnh; không mất gì.", "Kết nối sẽ tự thử lại."
    ),
    "portal_ended": Sentence(926, "Kết nối này không còn việc ở đây nên dừng."),
    "portal_taken_over": Sentence(
        923,
        "Xã này đã có kết nối khác được cấp sau; kết nối này dừng để không gửi hai lần.",
        "Chạy kết nối mới, hoặc thu hồi nó rồi ghi danh lại máy này.",
    ),
    "portal_revoked": Sentence(
        925,
        "Tỉnh đã thu hồi quyền của kết nối này; nó dừng và không gửi gì nữa.",
        "Xin mã mời mới rồi ghi danh một thư mục dữ liệu mới.",
    ),
}
