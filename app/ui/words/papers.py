"""Templates of printed papers: why one cannot be used."""

from app.ui.words.sentence import Sentence

_ASK = "Dùng lại mẫu đi kèm chương trình, hoặc báo người hỗ trợ mã này."

SENTENCES: dict[str, Sentence] = {
    "template_unreadable": Sentence(611, "Mẫu in không đọc được.", _ASK),
    "template_block_unknown": Sentence(612, "Mẫu in có phần mà chương trình không biết.", _ASK),
    "template_field_unknown": Sentence(613, "Mẫu in có trường chưa khai báo.", _ASK),
    "template_field_unused": Sentence(614, "Mẫu in khai báo trường mà không dùng.", _ASK),
    "template_list_unknown": Sentence(615, "Mẫu in có bảng không khớp khai báo.", _ASK),
    "template_columns_wrong": Sentence(616, "Các cột của mẫu in không vừa bề rộng.", _ASK),
    "template_missing": Sentence(617, "Chưa có mẫu in cho giấy này.", _ASK),
    "template_form_unknown": Sentence(855, "Mẫu in này không thuộc giấy nào đang dùng.", _ASK),
    "template_copied_already": Sentence(
        856, "Mẫu này đã được chép ra rồi.", "Sửa tệp đã có trong thư mục mẫu của cơ quan."
    ),
    "template_field_not_offered": Sentence(
        618, "Mẫu in hỏi một trường mà giấy này không có.", _ASK
    ),
    "nothing_to_forward": Sentence(
        671, "Không hồ sơ nào đã chọn còn chuyển được.", "Xem lại trạng thái từng hồ sơ."
    ),
    "declaration_unknown": Sentence(
        619, "Thủ tục này chưa có tờ khai điền sẵn.", "Dùng tờ khai giấy của thủ tục."
    ),
    "declaration_field_unknown": Sentence(
        620, "Tờ khai này không có mục đó.", "Mở lại tờ khai rồi ghi lại."
    ),
    "declaration_empty": Sentence(621, "Tờ khai chưa ghi gì.", "Ghi ít nhất một mục."),
    "scan_of_no_paper": Sentence(
        680, "Hồ sơ không có giấy tờ này.", "Chọn giấy tờ trong danh sách đã nộp."
    ),
    "scan_empty": Sentence(681, "Bản quét chưa có trang nào.", "Quét hoặc chọn tệp khác."),
    "scan_gone": Sentence(682, "Bản quét này không còn.", "Xem lại hồ sơ rồi làm tiếp."),
    "scan_not_lacking": Sentence(683, "Giấy tờ này không chờ quét."),
    "scan_name_missing": Sentence(684, "Chưa ghi tên giấy tờ.", "Ghi tên giấy tờ."),
    "scan_owner_missing": Sentence(
        685,
        "Chưa biết giấy tờ này của ai.",
        "Ghi số định danh; người chưa có số thì ghi họ tên và năm sinh.",
    ),
    "scan_day_wrong": Sentence(686, "Ngày của giấy tờ không đúng.", "Ghi đủ ngày, tháng, năm."),
    "scan_no_longer_valid": Sentence(
        687, "Giấy tờ đã lưu này hết hiệu lực.", "Quét giấy mới của người nộp."
    ),
    "page_file_unknown": Sentence(
        701,
        "Tệp này không phải PDF hay ảnh mà chương trình đọc được.",
        "Dùng PDF, JPEG, PNG, TIFF, BMP hoặc WebP; ảnh HEIC của điện thoại thì lưu lại thành JPEG.",
    ),
    "page_file_damaged": Sentence(
        702,
        "Tệp này bị hỏng nên không đọc được trang nào.",
        "Quét hoặc gửi lại tệp; các trang đã lấy vẫn còn.",
    ),
    "page_pdf_locked": Sentence(
        703,
        "Tệp PDF này có mật khẩu.",
        "Xin bản không có mật khẩu, hoặc in ra rồi quét; các trang đã lấy vẫn còn.",
    ),
    "page_file_too_large": Sentence(
        704, "Tệp này quá lớn.", "Chọn tệp dưới 64 MB, hoặc chia làm nhiều tệp."
    ),
    "page_too_many": Sentence(
        705, "Một giấy tờ chỉ giữ được 200 trang.", "Chia làm nhiều giấy tờ."
    ),
    "page_clipboard_empty": Sentence(
        706, "Bảng tạm không có ảnh hay tệp nào.", "Sao chép ảnh hoặc tệp rồi bấm Ctrl+V."
    ),
    "page_file_gone": Sentence(
        707, "Không mở được tệp này.", "Xem tệp còn ở đó không rồi chọn lại."
    ),
}
