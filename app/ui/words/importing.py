"""Taking over what the province's system holds, and typing into it: why something cannot be."""

from app.ui.words.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "import_withdrawn": Sentence(900, "Hồ sơ này nhập nhầm từ tệp của tỉnh và đã bỏ."),
    "done_to_since_import": Sentence(
        901,
        "Hồ sơ đã có việc ghi sau khi nhập nên không bỏ được lần nhập.",
        "Làm tiếp hồ sơ này như hồ sơ khác.",
    ),
    "import_state_unknown": Sentence(
        902, "Trạng thái này không phải của hồ sơ đang giải quyết.", "Xem lại cột trạng thái."
    ),
}
