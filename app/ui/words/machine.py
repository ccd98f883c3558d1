"""The PC itself: the office's folder, passwords, disks, copies and the printer."""

from app.ui.words.sentence import Sentence

_FROM_COPY = (
    "Bấm “Khôi phục hoặc sửa dữ liệu” ở trang đăng nhập, hoặc gọi người hỗ trợ; đừng xóa gì."
)

SENTENCES: dict[str, Sentence] = {
    "key_revoked": Sentence(
        571,
        "Tỉnh đã thu hồi máy này nên khóa cũ không giao lại được cho khóa mới.",
        "Xin tỉnh mã ghi danh, rồi gõ mã vào ô “Mã ghi danh” khi đổi khóa ở trang Đồng bộ.",
    ),
    "wrong_password": Sentence(
        201, "Mật khẩu không đúng.", "Gõ lại, xem phím Caps Lock và bộ gõ; hoặc “Quên mật khẩu”."
    ),
    "wrong_recovery_code": Sentence(
        202, "Mã khôi phục không đúng.", "So từng nhóm ký tự với tờ giấy trong phong bì."
    ),
    "no_profile": Sentence(203, "Trong thư mục này chưa có cơ quan nào.", "Lập cơ quan trước."),
    "profile_exists": Sentence(204, "Thư mục này đã có dữ liệu của một cơ quan."),
    "unknown_officer": Sentence(205, "Máy này chưa có cán bộ mang tên đó."),
    "officer_exists": Sentence(206, "Cán bộ này đã có trên máy."),
    "last_officer": Sentence(207, "Đây là cán bộ duy nhất của máy nên không bỏ được."),
    "password_too_short": Sentence(208, "Mật khẩu quá ngắn.", "Dùng ít nhất 8 ký tự."),
    "slots_damaged": Sentence(209, "Tệp khóa của cán bộ bị hỏng.", _FROM_COPY),
    "slot_damaged": Sentence(
        290,
        "Phần khóa của cán bộ này trên máy bị hỏng; không phải do mật khẩu sai.",
        "Bấm “Khôi phục hoặc sửa dữ liệu” ở trang đăng nhập; hoặc cán bộ khác đăng nhập, vào"
        " Cơ quan đặt mật khẩu mới cho người này.",
    ),
    "recovery_damaged": Sentence(
        291,
        "Phần khóa của mã khôi phục trên máy bị hỏng; không phải do mã sai.",
        "Bấm “Khôi phục hoặc sửa dữ liệu” ở trang đăng nhập, hoặc dùng mật khẩu của một cán bộ.",
    ),
    "database_damaged": Sentence(210, "Tệp dữ liệu bị hỏng.", _FROM_COPY),
    "database_missing": Sentence(211, "Không thấy tệp dữ liệu của cơ quan.", _FROM_COPY),
    "journal_damaged": Sentence(212, "Nhật ký sự kiện bị hỏng hoặc bị sửa.", _FROM_COPY),
    "slip_journal_damaged": Sentence(213, "Sổ số đã cấp bị hỏng.", _FROM_COPY),
    "disk_full": Sentence(
        214,
        "Ổ đĩa đã đầy nên chưa ghi được; những gì đã ghi không mất.",
        "Dọn ổ đĩa rồi làm lại.",
    ),
    "folder_read_only": Sentence(
        215, "Không ghi được vào thư mục dữ liệu.", "Kiểm tra quyền ghi của thư mục và ổ đĩa."
    ),
    "disk_failed": Sentence(
        216, "Ổ đĩa báo lỗi khi ghi hoặc đọc.", "Sao lưu ngay nếu được và gọi người hỗ trợ."
    ),
    "foreign_commune": Sentence(217, "Dữ liệu này thuộc về xã khác.", "Chọn đúng thư mục."),
    "foreign_device": Sentence(218, "Dữ liệu này thuộc về máy khác.", "Dùng chức năng khôi phục."),
    "foreign_key": Sentence(219, "Khóa này không mở được dữ liệu của cơ quan.", _FROM_COPY),
    "newer_program": Sentence(
        220, "Dữ liệu do bản chương trình mới hơn ghi.", "Cập nhật chương trình; đừng sửa tệp."
    ),
    "migration_failed": Sentence(
        221,
        "Chưa chuyển được dữ liệu sang dạng mới; bản cũ còn nguyên.",
        "Gọi người hỗ trợ.",
    ),
    "already_open": Sentence(
        222,
        "Chương trình đang mở dữ liệu này ở một cửa sổ khác.",
        "Tìm cửa sổ đó ở thanh công việc; nếu không thấy, khởi động lại máy.",
    ),
    "folder_too_long": Sentence(
        155,
        "Đường dẫn của thư mục này quá dài: Windows không ghi được các tệp bên trong.",
        "Chọn thư mục ngắn hơn, ví dụ C:\\ProgramData\\MotCua\\office.",
    ),
    "network_folder": Sentence(
        223, "Không để dữ liệu trên ổ mạng.", "Chọn thư mục trên ổ đĩa của máy này."
    ),
    "cloud_folder": Sentence(
        224,
        "Không để dữ liệu trong thư mục đồng bộ đám mây.",
        "Chọn thư mục khác trên ổ đĩa của máy này.",
    ),
    "not_durable": Sentence(
        225, "Ổ đĩa này không bảo đảm giữ dữ liệu khi mất điện.", "Chọn ổ đĩa khác."
    ),
    "no_backup_folder": Sentence(
        226, "Không thấy thư mục sao lưu.", "Cắm ổ sao lưu hoặc chọn thư mục khác."
    ),
    "backup_damaged": Sentence(227, "Bản sao lưu bị hỏng.", "Chọn bản khác."),
    "backup_foreign": Sentence(228, "Bản sao lưu này thuộc về cơ quan khác."),
    "stale_version": Sentence(
        229, "Hồ sơ vừa có thay đổi mới.", "Xem lại nội dung mới rồi làm tiếp."
    ),
    "closed": Sentence(230, "Quầy đã đóng.", "Đăng nhập lại."),
    "draft_gone": Sentence(231, "Bản nháp này không còn.", "Có thể đã được tiếp nhận."),
    "text_not_storable": Sentence(
        232, "Nội dung có ký tự không lưu được.", "Xóa ký tự lạ rồi nhập lại."
    ),
    "commune_is_fixed": Sentence(233, "Không đổi được xã của cơ quan đã lập."),
    "cancelled": Sentence(234, "Đã dừng theo yêu cầu; dữ liệu giữ nguyên như trước."),
    "backup_stale": Sentence(235, "Đã lâu chưa sao lưu.", "Cắm ổ sao lưu và sao lưu ngay."),
    "clock_in_doubt": Sentence(236, "Đồng hồ máy có thể sai.", "Chỉnh lại ngày giờ của Windows."),
    "no_printer": Sentence(
        240, "Máy này chưa có máy in.", "Cài và chọn máy in mặc định rồi in lại; hồ sơ đã được lưu."
    ),
    "printer_failed": Sentence(
        241, "Máy in báo lỗi nên giấy chưa ra.", "Xem giấy, mực, dây cắm rồi in lại."
    ),
    "reprint_reason_missing": Sentence(242, "In lại thì phải có lý do."),
    "nothing_to_print": Sentence(243, "Hồ sơ này chưa có giấy để in."),
    "copy_number_wrong": Sentence(244, "Lần in không khớp với sổ.", "Mở lại hồ sơ rồi in."),
    "blank_slips_count": Sentence(245, "Mỗi lần in được từ 1 đến 50 giấy trống."),
    "blank_slip_unknown": Sentence(246, "Số này không phải của giấy in sẵn trên máy này."),
    "blank_slip_used": Sentence(247, "Số của giấy in sẵn này đã dùng cho một hồ sơ."),
    "proof_qr_unreadable": Sentence(
        560, "Đây không phải mã QR của giấy xác nhận.", "Quét mã trên giấy xác nhận thời điểm."
    ),
    "slip_qr_unreadable": Sentence(248, "Đây không phải mã QR của giấy hẹn.", "Quét mã bên trái."),
    "backup_scans_missing": Sentence(
        253,
        "Bản sao lưu đọc được, nhưng thiếu bản quét hoặc có bản quét bị hỏng.",
        "Sao lưu lại vào ổ khác; khi chép bản sao lưu đi nơi khác, chép cả thư mục motcua-files.",
    ),
    "sync_held": Sentence(
        254,
        "Máy này vừa được khôi phục từ bản sao lưu nên chưa gửi, chưa nhận gì.",
        "Mở trang Đồng bộ và trả lời: máy cũ còn chạy không.",
    ),
    "backup_disk_foreign": Sentence(
        255, "Ổ sao lưu này là của xã khác.", "Rút ra, cắm ổ sao lưu của cơ quan mình."
    ),
    "backup_disk_full": Sentence(
        256, "Ổ sao lưu đã đầy.", "Dọn ổ đó hoặc dùng ổ khác; bản sao trên máy vẫn còn."
    ),
    "backup_disk_gone": Sentence(
        257, "Ổ sao lưu bị rút ra khi đang ghi.", "Cắm lại; lần sau chương trình tự ghi tiếp."
    ),
    "nothing_to_mend": Sentence(
        258,
        "Không đọc được gì từ tệp dữ liệu và cũng không thấy bản sao lưu nào.",
        "Cắm ổ sao lưu rồi thử lại; đừng xóa gì; gọi người hỗ trợ.",
    ),
    "file_missing": Sentence(
        249, "Không thấy tệp của bản quét này trên máy.", "Hồ sơ vẫn nguyên; quét lại giấy này."
    ),
    "file_damaged": Sentence(
        250, "Tệp của bản quét này bị hỏng.", "Hồ sơ vẫn nguyên; quét lại giấy này."
    ),
    "file_too_large": Sentence(251, "Tệp này quá lớn.", "Chọn tệp dưới 64 MB hoặc quét lại."),
    "little_room": Sentence(
        298,
        "Ổ đĩa còn dưới 2 GB.",
        "Sớm dọn chỗ: dưới 500 MB thì không nhận bản quét, hồ sơ vẫn tiếp nhận được.",
    ),
    "no_room_for_scans": Sentence(
        252,
        "Ổ đĩa còn dưới 500 MB nên chưa nhận bản quét; hồ sơ vẫn tiếp nhận được.",
        "Dọn ổ đĩa rồi quét; giấy chưa quét nằm trong danh sách “Chưa quét”.",
    ),
}
