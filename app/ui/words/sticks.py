"""Work that travels by USB: what is wrong with a stick or with what lies on it; nothing is lost."""

from app.ui.words.sentence import Sentence

_AGAIN = "Cắm USB khác hoặc ghi lại; việc chưa gửi vẫn còn ở máy."

SENTENCES: dict[str, Sentence] = {
    "stick_failed": Sentence(530, "USB báo lỗi khi ghi hoặc đọc.", _AGAIN),
    "stick_gone": Sentence(
        531,
        "USB đã rút ra hoặc chưa cắm.",
        "Cắm lại, chờ hiện trong danh sách rồi làm lại; bản ghi trước trên USB còn nguyên.",
    ),
    "stick_full": Sentence(
        532, "USB không còn chỗ.", "Xóa bớt tệp riêng trên USB hoặc cắm USB khác."
    ),
    "stick_read_only": Sentence(
        533, "USB đang khóa, không ghi được.", "Gạt nút khóa trên USB hoặc cắm USB khác."
    ),
    "stick_unsound": Sentence(
        534, "USB hỏng: ghi xong đọc lại thấy khác.", "Bỏ USB này, ghi sang USB khác."
    ),
    "stick_empty": Sentence(
        535, "Trên USB không có gói dữ liệu nào.", "Xem đã cắm đúng USB, đúng thư mục MOTCUA chưa."
    ),
    "bundle_unfinished": Sentence(
        536,
        "Gói này ghi chưa xong (USB bị rút sớm hoặc mới chép một nửa) nên không đọc.",
        "Ghi lại gói, hoặc chép lại cả thư mục MOTCUA.",
    ),
    "bundle_volume_missing": Sentence(
        537, "Gói thiếu một tập; các tập khác vẫn dùng được.", "Chép lại cả thư mục của gói."
    ),
    "bundle_volume_damaged": Sentence(
        538,
        "Một tập của gói bị hỏng hoặc bị cắt; các tập khác vẫn dùng được.",
        "Ghi lại gói, tốt nhất là sang USB khác.",
    ),
    "bundle_manifest_damaged": Sentence(
        580,
        "Trang đầu của gói bị hỏng hoặc bị cắt nên không đọc được gì trong gói.",
        "Ghi lại gói, tốt nhất là sang USB khác; không mất gì.",
    ),
    "bundle_other_commune": Sentence(
        539, "Gói này của xã khác nên không đọc.", "Không cần làm gì; gói của xã mình đọc riêng."
    ),
    "bundle_other_server": Sentence(540, "Gói này của tỉnh khác nên không đọc."),
    "bundle_unknown_writer": Sentence(
        541,
        "Không biết máy nào đã ghi gói này nên không đọc.",
        "Nếu là máy của xã: ghi danh máy đó với tỉnh trước.",
    ),
    "bundle_not_for_us": Sentence(
        542,
        "Gói này không khóa cho máy mình, hoặc bị sửa trên đường nên không mở được.",
        "Xin tỉnh ghi lại USB trả về.",
    ),
    "bundle_forged": Sentence(
        543,
        "Chữ ký của gói không đúng nên không đọc gì trong đó.",
        "Giữ USB lại, báo người hỗ trợ.",
    ),
    "bundle_newer": Sentence(
        544, "Gói do bản chương trình mới hơn ghi.", "Cập nhật chương trình rồi đọc lại."
    ),
    "bundle_old": Sentence(
        545,
        "USB trả về này cũ hơn điều tỉnh đã báo cho máy nên phần thứ tự không dùng.",
        "Đọc USB mới hơn; không mất gì.",
    ),
    "stick_stopped": Sentence(
        550, "Đã dừng theo yêu cầu.", "Gói ghi dở đã bỏ; các gói trước trên USB còn nguyên."
    ),
    "bundle_feed_gap": Sentence(
        546,
        "USB trả về bắt đầu sau chỗ máy này đang có nên còn thiếu một đoạn.",
        "Ghi USB từ chính máy này gửi tỉnh; lần trả về sau sẽ có đoạn thiếu.",
    ),
}
