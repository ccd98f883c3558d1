"""Forgotten passwords, the helpdesk's key and practice: why something is not possible."""

from app.ui.words.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "no_helpdesk_key": Sentence(
        460,
        "Máy này chưa nhận được khóa của bộ phận hỗ trợ của tỉnh.",
        "Đồng bộ một lần với máy chủ của tỉnh (qua mạng hoặc USB), rồi làm lại.",
    ),
    "helpdesk_exists": Sentence(
        461, "Bộ phận hỗ trợ đã có khóa.", "Chỉ khi cần đổi khóa mới thêm: --again"
    ),
    "helpdesk_missing": Sentence(
        462, "Bộ phận hỗ trợ chưa có khóa.", "Chạy “motcua gateway helpdesk init” trước."
    ),
    "helpdesk_key_missing": Sentence(
        463, "Không có tệp khóa của bộ phận hỗ trợ ở đây.", "Chỉ ra tệp bằng --key:"
    ),
    "helpdesk_passphrase": Sentence(464, "Cụm mật khẩu của bộ phận hỗ trợ không đúng."),
    "helpdesk_passphrase_short": Sentence(465, "Cụm mật khẩu của bộ phận hỗ trợ phải từ 12 ký tự."),
    "not_for_helpdesk": Sentence(
        466,
        "Tệp này không phải của bộ phận hỗ trợ này, hoặc đã bị hỏng trên đường.",
        "Xin gửi lại tệp.",
    ),
    "file_unreadable": Sentence(467, "Không đọc được tệp.", "Xem lại:"),
}
