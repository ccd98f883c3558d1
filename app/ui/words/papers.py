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
}
