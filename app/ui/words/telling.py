"""Telling citizens: why a call cannot be noted."""

from app.ui.words.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "told_whom_missing": Sentence(751, "Chưa ghi tên người sẽ nhắn lại."),
    "nobody_to_tell": Sentence(752, "Chưa chọn ai để báo."),
    "village_head_missing": Sentence(753, "Ghi tên thôn, bản và họ tên trưởng thôn."),
}
