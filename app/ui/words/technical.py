"""What technicians meet: the catalogue's packages, the gateway, the command line."""

from app.ui.words.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "package_unreadable": Sentence(501, "Tệp này không phải gói danh mục thủ tục."),
    "package_damaged": Sentence(502, "Gói danh mục bị hỏng.", "Chép lại từ nguồn."),
    "package_untrusted": Sentence(503, "Gói danh mục không có chữ ký được tin cậy nên không cài."),
    "package_of_another_kind": Sentence(504, "Tệp này là gói loại khác, không phải danh mục."),
    "package_of_newer_program": Sentence(
        505, "Gói danh mục dành cho bản chương trình mới hơn.", "Cập nhật chương trình trước."
    ),
    "package_version_taken": Sentence(
        506, "Đã có danh mục khác mang cùng số phiên bản.", "Kiểm tra nguồn gói."
    ),
    "source_unreadable": Sentence(507, "Dữ liệu nguồn của danh mục có dòng sai."),
    "source_code_twice": Sentence(508, "Dữ liệu nguồn của danh mục có mã thủ tục lặp lại."),
    "key_file_exists": Sentence(509, "Tệp khóa đã có.", "Chọn tên khác để không ghi đè."),
    "key_file_unreadable": Sentence(510, "Không đọc được tệp khóa ký."),
    "gateway": Sentence(520, "Cổng không làm được việc này."),
    "gateway_missing": Sentence(
        521, "Thư mục này chưa có cổng.", "Chạy “motcua gateway init” trước."
    ),
    "gateway_not_started": Sentence(522, "Cổng chưa mở được.", "Xem cổng mạng còn trống."),
    "gateway_newer": Sentence(523, "Dữ liệu của cổng do bản chương trình mới hơn ghi."),
    "gateway_older": Sentence(
        960,
        "Cơ sở dữ liệu của cổng chưa có bảng, hoặc do bản chương trình cũ tạo.",
        "Chạy lại: motcua gateway init --database-owner URL.",
    ),
    "gateway_database": Sentence(
        961,
        "Cơ sở dữ liệu của cổng không dùng được như đã khai.",
        "Xem tài liệu cho kỹ thuật viên của tỉnh (gateway.vi.md).",
    ),
    "gateway_database_away": Sentence(
        962,
        "Máy chủ cơ sở dữ liệu của cổng không trả lời.",
        "Kiểm tra dịch vụ PostgreSQL.",
    ),
    "gateway_storage": Sentence(524, "Cổng không ghi được vào ổ đĩa.", "Kiểm tra ổ đĩa."),
    "unit_unknown": Sentence(975, "Chưa ghi mã đơn vị của xã.", "Ghi chính sách mã số trước."),
    "operator_unknown": Sentence(976, "Không có người điều hành nào tên như vậy.", "Thêm: --name"),
    "operator_password_short": Sentence(977, "Mật khẩu người điều hành phải từ 12 ký tự."),
    "catalogue_missing": Sentence(511, "Không thấy danh mục thủ tục.", "Cài lại chương trình."),
    "event_unreadable": Sentence(
        526, "Nội dung này chương trình không đọc lại được nên không ghi.", "Báo người hỗ trợ."
    ),
    "demo_stuck": Sentence(525, "Buổi trình diễn dừng giữa chừng.", "Chạy lại; xem nhật ký."),
    "demo_folder_not_empty": Sentence(
        805, "Thư mục ghi kết quả trình diễn đã có tệp.", "Chọn thư mục trống:"
    ),
    "wrong_use": Sentence(801, "Lệnh không đúng.", "Xem cách dùng:"),
    "password_missing": Sentence(802, "Chưa có mật khẩu để mở dữ liệu.", "Thêm:"),
    "password_file_unreadable": Sentence(803, "Không đọc được tệp mật khẩu.", "Xem lại:"),
    "no_display": Sentence(
        806, "Ở đây không có màn hình để mở cửa sổ.", "Xem lệnh dùng được: motcua --help"
    ),
    "officer_missing": Sentence(804, "Chưa nói cán bộ nào mở dữ liệu.", "Thêm:"),
}
