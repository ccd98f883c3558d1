"""Taking over what the province's system holds, and typing into it: why something cannot be."""

from app.ui.words.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "import_withdrawn": Sentence(900, "Hồ sơ này nhập nhầm từ tệp của tỉnh và đã bỏ."),
    "done_to_since_import": Sentence(
        901,
        "Hồ sơ đã có việc ghi sau khi nhập nên không bỏ được lần nhập.",
        "Làm tiếp hồ sơ này như hồ sơ khác.",
    ),
    "table_too_large": Sentence(903, "Tệp này quá lớn.", "Xuất riêng hồ sơ đang giải quyết."),
    "table_empty": Sentence(904, "Tệp này không có bảng nào.", "Xuất lại từ hệ thống tỉnh."),
    "table_damaged": Sentence(
        905, "Không đọc được tệp này: tệp hỏng hoặc có mật khẩu.", "Xuất lại từ hệ thống tỉnh."
    ),
    "import_code_column_missing": Sentence(
        906, "Chưa chọn cột mã hồ sơ.", "Không có mã thì không biết hồ sơ nào đã có."
    ),
    "code_differs": Sentence(
        907, "Hồ sơ này đã có mã khác.", "Xem lại mã; nếu mã cũ sai thì sửa trên hệ thống tỉnh."
    ),
    "code_of_another": Sentence(
        908,
        "Mã này đang là mã của hồ sơ khác.",
        "Xem lại mã vừa gõ. Nếu đúng là mã này thì bấm F8 lần nữa.",
    ),
    "nothing_owed": Sentence(
        909, "Hồ sơ này không còn gì phải nhập lên hệ thống tỉnh.", "Bấm F5 để xem lại."
    ),
    "hand_entry_form_unreadable": Sentence(
        910, "Không đọc được thứ tự các mục của tỉnh.", "Xem lại tệp hand_entry.json của tỉnh."
    ),
    "nothing_refused": Sentence(
        911, "Hệ thống tỉnh không từ chối gì ở hồ sơ này.", "Bấm F5 để xem lại."
    ),
    "import_state_unknown": Sentence(
        902, "Trạng thái này không phải của hồ sơ đang giải quyết.", "Xem lại cột trạng thái."
    ),
}
