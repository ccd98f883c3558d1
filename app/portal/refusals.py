"""Why a dossier is not recorded, in words that an officer understands."""

from collections.abc import Sequence

from app.domain.provincial import NO_NUMBER
from app.portal.mapping.language import Answer, Meaning, Problem

IN_DOUBT = "IN_DOUBT"
NUMBER_TAKEN = "NUMBER_TAKEN"
MAPPING = "MAPPING"


class Refusal(Exception):
    """The system, or our own check, says no: a person must look."""

    def __init__(self, reason: str, code: str = "") -> None:
        super().__init__(code)
        self.reason = reason
        self.code = code


_WORDS = {
    NO_NUMBER: (
        "Hồ sơ chưa có mã số chính thức. Nhập hồ sơ trên hệ thống tỉnh rồi ghi mã, "
        "hoặc đề nghị tỉnh cấp dải số."
    ),
    IN_DOUBT: (
        "Mạng đứt lúc gửi tiến độ, chưa rõ hệ thống tỉnh đã ghi chưa. "
        "Mở hồ sơ trên hệ thống tỉnh để xem: thiếu thì bấm Gửi lại, "
        "đủ thì ghi đã cập nhật ở trang Nhập lên tỉnh."
    ),
    NUMBER_TAKEN: (
        "Hệ thống tỉnh cấp một mã số mà xã đã dùng cho hồ sơ khác. Báo tỉnh, rồi bấm Gửi lại."
    ),
    Meaning.DONE: "Hệ thống tỉnh báo thành công nhưng không cho mã số.",
    Meaning.EXISTS: "Hệ thống tỉnh báo hồ sơ đã tồn tại nhưng không cho cập nhật.",
    Meaning.UNKNOWN: "Hệ thống tỉnh báo không có hồ sơ mang mã số này.",
    Meaning.REFUSED: "Hệ thống tỉnh không ghi nhận và không nói lý do.",
}

# The fields of the province's form as people call them; a field that is not here stays as it is.
_FIELDS = {
    "MaHoSo": "mã số hồ sơ",
    "MaTTHC": "mã thủ tục",
    "TenTTHC": "tên thủ tục",
    "MaLinhVuc": "mã lĩnh vực của thủ tục",
    "TenLinhVuc": "lĩnh vực của thủ tục",
    "NgayTiepNhan": "ngày tiếp nhận",
    "TrangThaiHoSo": "trạng thái hồ sơ",
    "DonViXuLy": "đơn vị xử lý",
    "LoaiDoiTuong": "loại đối tượng",
}


def in_words(reason: str) -> str:
    """The sentence for one of our own reasons."""
    return _WORDS.get(reason, _WORDS[Meaning.REFUSED])


def of_answer(answer: Answer) -> Refusal:
    """The refusal that an answer of the system is, in its own words where it has some."""
    own = "" if answer.meaning is Meaning.DONE else answer.message
    return Refusal(own or in_words(answer.meaning), answer.code)


def of_problems(found: Sequence[Problem]) -> str:
    """One sentence that names what is to be mended before it is offered again."""
    said = "; ".join(f"{_FIELDS.get(one.field, one.field)}: {one.why}" for one in found)
    return f"Chưa gửi được vì {said}."
