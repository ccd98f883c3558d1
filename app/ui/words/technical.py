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
    "gateway_copy_failed": Sentence(
        596,
        "Chưa ghi được bản sao của cổng: ổ chứa bản sao đầy hoặc hỏng; phần ghi dở đã bỏ.",
        "Dọn chỗ hoặc đổi ổ rồi chạy lại.",
    ),
    "unit_unknown": Sentence(975, "Chưa ghi mã đơn vị của xã.", "Ghi chính sách mã số trước."),
    "operator_unknown": Sentence(976, "Không có người điều hành nào tên như vậy.", "Thêm: --name"),
    "operator_name_wrong": Sentence(
        599, "Tên người điều hành trống, quá dài hoặc có ký tự lạ.", "Xem lại --name."
    ),
    "device_already_revoked": Sentence(572, "Máy này đã bị thu hồi trước đây."),
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
    "path_missing": Sentence(582, "Không thấy tệp hoặc thư mục này.", "Xem lại đường dẫn:"),
    "path_of_other_kind": Sentence(
        583, "Lệnh cần thư mục mà đây là tệp, hoặc ngược lại.", "Xem lại đường dẫn:"
    ),
    "path_taken": Sentence(584, "Ở đây đã có tệp; lệnh không ghi đè.", "Chọn chỗ khác:"),
    "path_closed": Sentence(
        585, "Không được phép đọc hoặc ghi ở đây.", "Xem quyền ghi hoặc chọn chỗ khác:"
    ),
    "path_too_long": Sentence(586, "Đường dẫn quá dài.", "Chọn đường dẫn ngắn hơn:"),
    "path_failed": Sentence(587, "Máy báo lỗi khi đọc hoặc ghi ở đây.", "Xem lại ổ đĩa:"),
    "no_room": Sentence(588, "Hết chỗ nên chưa ghi được.", "Dọn chỗ rồi chạy lại."),
    "gateway_copy_missing": Sentence(
        589, "Thư mục sau --copy không phải bản sao của cổng.", "Xem lại đường dẫn."
    ),
    "enrol_unreachable": Sentence(
        591,
        "Chưa tới được máy chủ tỉnh nên máy chưa được ghi danh; mã chưa dùng.",
        "Xem lại địa chỉ, cổng, mạng rồi ghi danh lại.",
    ),
    "address_wrong": Sentence(
        590,
        "Địa chỉ máy chủ tỉnh không đúng.",
        "Địa chỉ bắt đầu bằng https://, ví dụ https://motcua.tinh.vn:8443.",
    ),
    "no_backup_here": Sentence(
        592, "Ở đây không có bản sao lưu nào.", "Xem các bản đang có: motcua backup list."
    ),
    "backup_disk_closed": Sentence(
        593, "Không ghi được vào thư mục sao lưu.", "Kiểm tra quyền ghi hoặc chọn chỗ khác."
    ),
    "plan_unreadable": Sentence(
        594, "Tệp mô tả cơ quan không đúng dạng JSON mà lệnh cần.", "Xem lại:"
    ),
    "commune_code_wrong": Sentence(595, "Mã xã chỉ gồm chữ và số.", "Xem lại --commune."),
    "technicians_key_wrong": Sentence(
        597, "Tệp này không phải khóa của kỹ thuật viên.", "Xem lại, hoặc ghi tên tệp mới:"
    ),
    "server_clock_wrong": Sentence(
        598,
        "Đồng hồ của máy chủ chậm hơn cả ngày làm ra chương trình, nên mã và chứng thư sẽ hết hạn.",
        "Chỉnh lại ngày giờ của máy chủ rồi chạy lại.",
    ),
    "answer_missing": Sentence(581, "Lệnh này hỏi lại trước khi làm mà chưa có trả lời.", "Thêm:"),
    "password_missing": Sentence(802, "Chưa có mật khẩu để mở dữ liệu.", "Thêm:"),
    "password_file_unreadable": Sentence(803, "Không đọc được tệp mật khẩu.", "Xem lại:"),
    "no_display": Sentence(
        806, "Ở đây không có màn hình để mở cửa sổ.", "Xem lệnh dùng được: motcua --help"
    ),
    "officer_missing": Sentence(804, "Chưa nói cán bộ nào mở dữ liệu.", "Thêm:"),
}
