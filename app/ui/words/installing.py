"""Setting a PC up: the province's answer by stick, the prepared file, what was put off."""

from app.ui.words.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "stick_no_request": Sentence(
        418, "Máy này chưa làm tệp xin ghi danh.", "Bấm «Ghi tệp xin ghi danh» trước, rồi gửi tỉnh."
    ),
    "stick_no_answer": Sentence(
        419, "Chưa có tệp trả lời của tỉnh.", "Cắm USB từ tỉnh về, chọn tệp có đuôi .traloi."
    ),
}
