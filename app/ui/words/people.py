"""Persons, cards, fees and time: what the rules say to what was typed or scanned."""

from app.ui.words.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "person_name_missing": Sentence(101, "Chưa ghi họ tên."),
    "birth_date_unreadable": Sentence(
        102, "Ngày sinh không đọc được.", "Ghi ngày/tháng/năm, hoặc chỉ năm sinh."
    ),
    "birth_date_too_early": Sentence(103, "Năm sinh quá sớm.", "Xem lại ngày sinh."),
    "limit_missing": Sentence(
        104, "Thủ tục này chưa có thời hạn trong danh mục.", "Nhập thời hạn theo quy định."
    ),
    "limit_out_of_range": Sentence(105, "Thời hạn phải từ 1 đến 3.660."),
    "override_without_ground": Sentence(
        106, "Thay thời hạn, giấy tờ hoặc phí thì phải có người phê duyệt và căn cứ."
    ),
    "procedure_name_missing": Sentence(107, "Chưa ghi tên thủ tục."),
    "procedure_unknown": Sentence(
        108, "Không có thủ tục mang mã này trong danh mục.", "Dùng “Thủ tục ngoài danh mục”."
    ),
    "money_negative": Sentence(109, "Số tiền không được âm."),
    "money_too_large": Sentence(110, "Số tiền quá lớn.", "Xem lại số tiền."),
    "money_missing": Sentence(111, "Chưa ghi số tiền."),
    "pages_or_copies_missing": Sentence(112, "Ghi số trang và số bản, từ 1 trở lên."),
    "exemption_out_of_range": Sentence(113, "Mức miễn, giảm phải từ 1 đến 100 %."),
    "exemption_without_ground": Sentence(114, "Chưa ghi căn cứ miễn, giảm."),
    "exempt_yet_charged": Sentence(115, "Đã chọn miễn nhưng vẫn có số tiền.", "Bỏ một trong hai."),
    "extension_only_once": Sentence(
        116,
        "Hồ sơ đã được hẹn lại một lần; không hẹn lại lần nữa (NĐ 118/2025, Điều 19).",
    ),
    "extended_already": Sentence(
        117, "Hồ sơ đã được hẹn lại một lần; không hẹn lại lần nữa (NĐ 118/2025, Điều 19)."
    ),
    "extension_not_later": Sentence(118, "Thời điểm hẹn lại phải sau thời điểm hẹn hiện nay."),
    "appointment_outside_hours": Sentence(
        119, "Thời điểm hẹn rơi vào ngày nghỉ hoặc ngoài giờ làm việc."
    ),
    "supplement_before_request": Sentence(
        120, "Thời điểm nhận đủ bổ sung không thể trước thời điểm yêu cầu."
    ),
    "due_before_acceptance": Sentence(121, "Thời điểm hẹn trả phải sau thời điểm tiếp nhận."),
    "time_unreadable": Sentence(122, "Không đọc được ngày giờ.", "Ghi như 2026-11-23T08:40."),
    "number_unreadable": Sentence(123, "Mã hồ sơ không đúng dạng.", "Xem lại mã."),
    "number_missing": Sentence(124, "Chưa có mã hồ sơ."),
    "code_of_another_commune": Sentence(125, "Mã này thuộc về xã khác.", "Xem lại mã."),
    "slots_out_of_range": Sentence(126, "Số máy chia dải số không hợp lệ."),
    "lane_out_of_range": Sentence(127, "Dải số nằm ngoài 1000–9999."),
    "lanes_overlap": Sentence(128, "Hai dải số trùng nhau."),
    "card_empty": Sentence(130, "Mã quét không có nội dung.", "Quét lại."),
    "card_is_link": Sentence(
        131,
        "Đây là mã QR của một trang mạng hoặc VNeID, không phải mã trên thẻ căn cước.",
        "Quét mã QR in trên thẻ.",
    ),
    "card_is_health_insurance": Sentence(
        132, "Đây là mã QR của thẻ bảo hiểm y tế.", "Quét mã trên thẻ căn cước."
    ),
    "card_unreadable": Sentence(
        133, "Nội dung quét không phải của thẻ căn cước.", "Quét lại hoặc nhập tay."
    ),
    "card_damaged": Sentence(
        134, "Nội dung quét bị hỏng.", "Quét lại, hoặc nhập 12 số và gõ tay phần còn lại."
    ),
    "card_typed_through_ime": Sentence(
        135,
        "Bộ gõ tiếng Việt đã làm sai nội dung quét.",
        "Tắt bộ gõ rồi quét lại, hoặc chỉ nhập 12 số.",
    ),
    "card_marks_lost": Sentence(
        136,
        "Đầu đọc làm mất dấu tiếng Việt.",
        "Quét lại bằng chế độ khác, hoặc chỉ nhập 12 số và gõ tay họ tên.",
    ),
    "card_image_unreadable": Sentence(137, "Không mở được ảnh thẻ.", "Chọn ảnh khác."),
    "card_image_without_code": Sentence(
        138, "Trong ảnh không thấy mã QR.", "Chụp lại gần hơn, đủ sáng, không lóa."
    ),
    "number_not_digits": Sentence(140, "Số định danh chỉ gồm chữ số."),
    "number_length": Sentence(141, "Số định danh phải có 12 chữ số."),
    "number_province_unknown": Sentence(
        142, "Ba số đầu không thuộc tỉnh nào.", "Đối chiếu với thẻ."
    ),
    "number_sex_differs": Sentence(
        143, "Giới tính không khớp với số định danh.", "Đối chiếu với thẻ."
    ),
    "number_birth_year_differs": Sentence(
        144, "Năm sinh không khớp với số định danh.", "Đối chiếu với thẻ."
    ),
    "card_cut_short": Sentence(145, "Nội dung quét thiếu phần sau.", "Xem lại hoặc quét lại."),
    "marks_lost": Sentence(146, "Họ tên và địa chỉ không có dấu.", "Sửa lại theo thẻ."),
    "issued_before_birth": Sentence(147, "Ngày cấp trước ngày sinh.", "Đối chiếu với thẻ."),
    "issued_unreadable": Sentence(148, "Ngày cấp trên thẻ không đọc được.", "Nhập tay."),
    "zone_check_failed": Sentence(
        149, "Các số kiểm tra ở dòng máy đọc không khớp.", "Đối chiếu với thẻ."
    ),
    "link_reason_missing": Sentence(150, "Ghi lý do.", "Người khác sẽ cần biết căn cứ."),
    "link_to_itself": Sentence(151, "Chọn hai lần ghi khác nhau."),
    "applicants_missing": Sentence(152, "Danh sách chưa có ai."),
    "applicants_too_many": Sentence(
        153, "Danh sách quá dài.", "Nhận làm nhiều lần; số lượt vẫn giữ nguyên."
    ),
    "applicant_twice": Sentence(154, "Người này đã có ở dòng trên."),
}
