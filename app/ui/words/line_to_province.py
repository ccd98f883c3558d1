"""Between this PC and the province: what stopped a round; nothing recorded is lost by any."""

from app.ui.words.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "sync": Sentence(401, "Lần đồng bộ này chưa xong; dữ liệu vẫn ở máy.", "Máy sẽ tự thử lại."),
    "unreachable": Sentence(
        402, "Chưa kết nối được với tỉnh; cứ làm việc bình thường.", "Máy sẽ tự gửi khi có mạng."
    ),
    "server_busy": Sentence(403, "Máy chủ tỉnh đang bận.", "Máy sẽ tự thử lại."),
    "captive_portal": Sentence(
        404, "Mạng này yêu cầu đăng nhập trước.", "Mở trình duyệt để đăng nhập mạng rồi bấm F5."
    ),
    "untrusted_server": Sentence(
        405,
        "Máy chủ trả lời không phải của tỉnh nên máy không gửi gì.",
        "Đổi mạng khác; nếu vẫn vậy, báo người hỗ trợ.",
    ),
    "clock_wrong": Sentence(
        406, "Ngày giờ của máy sai nên chưa kết nối được.", "Chỉnh lại ngày giờ của Windows."
    ),
    "not_authorised": Sentence(
        407, "Tỉnh chưa nhận máy này; dữ liệu vẫn ở máy.", "Xin mã ghi danh của tỉnh."
    ),
    "version_refused": Sentence(
        408, "Bản chương trình này quá cũ đối với máy chủ tỉnh.", "Cập nhật chương trình."
    ),
    "epoch_changed": Sentence(409, "Máy chủ tỉnh đã lập lại sổ.", "Máy sẽ tự đối chiếu, gửi lại."),
    "cursor_lost": Sentence(410, "Máy chủ tỉnh cần gửi lại từ đầu.", "Máy sẽ tự làm."),
    "malformed": Sentence(411, "Dữ liệu nhận được bị hỏng nên không dùng.", "Báo người hỗ trợ."),
    "too_large": Sentence(412, "Dữ liệu nhận được quá lớn nên không dùng.", "Báo người hỗ trợ."),
    "fork_found": Sentence(
        413,
        "Có hai máy cùng mang một tên, có thể do chép ổ đĩa.",
        "Chỉ dùng một máy và báo người hỗ trợ.",
    ),
    "code_refused": Sentence(
        414, "Mã ghi danh không đúng, đã dùng hoặc hết hạn.", "Xin tỉnh mã mới."
    ),
    "not_enrolled": Sentence(415, "Máy chưa ghi danh với tỉnh.", "Vào Đồng bộ, nhập mã ghi danh."),
    "device_unknown": Sentence(416, "Không có máy nào mang mã này."),
    "commune_unknown": Sentence(417, "Cổng không phục vụ xã mang mã này."),
}
