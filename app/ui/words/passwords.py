"""Forgotten passwords, the helpdesk's key and practice: why something is not possible."""

from app.ui.words.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
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
    "wrong_phone_code": Sentence(
        468,
        "Mã đọc qua điện thoại không đúng.",
        "Đọc lại từng nhóm bốn ký tự với bộ phận hỗ trợ; xem đã đọc đúng số thứ tự của mã chưa.",
    ),
    "phone_code_damaged": Sentence(
        292,
        "Mã này không mở được: có phần khóa trên máy bị hỏng.",
        "Đọc đúng mã có số thứ tự ghi trên màn hình; nếu vẫn không được, dùng mã khôi phục hoặc"
        " hai cán bộ.",
    ),
    "phone_code_spent": Sentence(
        469,
        "Mã này đã dùng rồi; mỗi mã chỉ dùng được một lần.",
        "Xin bộ phận hỗ trợ đọc mã có số thứ tự ghi trên màn hình.",
    ),
    "too_many_tries": Sentence(
        470,
        "Đã nhập sai nhiều lần nên máy tạm ngừng nhận mã.",
        "Chờ vài phút rồi nhập lại; bộ phận hỗ trợ không mở sớm hơn được.",
    ),
    "vouchers_wrong": Sentence(
        471,
        "Cần hai cán bộ khác nhau, và không phải người quên mật khẩu.",
        "Chọn lại hai cán bộ.",
    ),
    "vouchers_may_not": Sentence(
        472,
        "Hai cán bộ này không đặt lại được mật khẩu của người đó.",
        "Cần ít nhất một người là lãnh đạo, kỹ thuật viên hoặc công chức tiếp nhận; mật khẩu của"
        " lãnh đạo, kỹ thuật viên thì phải có một lãnh đạo hoặc kỹ thuật viên.",
    ),
    "witness_missing": Sentence(473, "Ghi họ tên người mở phong bì, hoặc người đã nói chuyện."),
    "password_too_easy": Sentence(
        474,
        "Mật khẩu này quá dễ đoán: ai lấy được ổ đĩa sẽ dò ra.",
        "Dùng vài từ không liên quan đến nhau, ví dụ bốn từ.",
    ),
    "phone_codes_missing": Sentence(
        475,
        "Tỉnh chưa nhận được mã số này của máy đó.",
        "Xem lại xã, máy và số thứ tự; nếu đúng thì máy đó chưa gửi, dùng cách khác:"
        " mã khôi phục hoặc hai cán bộ.",
    ),
    "recovery_code_held": Sentence(476, "Chưa in hoặc chép mã khôi phục ra giấy nên chưa đổi."),
    "practice_never_syncs": Sentence(
        477, "Đây là nơi luyện tập nên không kết nối với tỉnh.", "Làm ở cơ quan thật."
    ),
    "not_practice": Sentence(
        478, "Thư mục này không phải nơi luyện tập nên không xóa.", "Gọi người hỗ trợ."
    ),
    "file_unreadable": Sentence(467, "Không đọc được tệp.", "Xem lại:"),
}
