"""What to do now, where a command says it: the buttons that the screens name are not there."""

from dataclasses import replace

from app.ui import words
from app.ui.words.sentence import Sentence

_MEND = (
    "Chạy “motcua journal repair --from Ổ_SAO_LƯU” hoặc “motcua backup restore BẢN_SAO_LƯU”, hoặc"
    " gọi người hỗ trợ; đừng xóa gì."
)
_REMEDIES = {
    "already_open": "Đóng cửa sổ chương trình rồi chạy lại lệnh này.",
    "database_damaged": _MEND,
    "database_missing": _MEND,
    "foreign_device": "Chạy “motcua backup restore BẢN_SAO_LƯU”.",
    "foreign_key": _MEND,
    "hub_port_taken": "Tắt chương trình kia, hoặc dùng cổng khác: --port N.",
    "journal_damaged": _MEND,
    "no_backup_folder": "Cắm ổ sao lưu, hoặc ghi thư mục khác sau --to.",
    "no_profile": "Ghi đúng thư mục sau --profile; lập cơ quan mới thì mở cửa sổ chương trình.",
    "not_enrolled": "Chạy “motcua device enrol --url ĐỊA_CHỈ --code MÃ”.",
    "recovery_damaged": f"Dùng mật khẩu của một cán bộ. {_MEND}",
    "slip_journal_damaged": _MEND,
    "slot_damaged": f"Dùng --officer của cán bộ khác. {_MEND}",
    "slots_damaged": _MEND,
    "sync_held": "Trả lời bằng lệnh: motcua sync confirm.",
    "unexpected": (
        "Báo người hỗ trợ mã này và giờ xảy ra lỗi; xem vết lỗi: đặt MOTCUA_LOG=stderr, chạy lại."
    ),
    "wrong_password": "Gõ lại; xem phím Caps Lock, bộ gõ, hoặc tệp sau --password-file.",
}


def sentence(code: str) -> Sentence:
    """The sentence of a code as a command says it."""
    known = words.sentence(code)
    return replace(known, remedy=_REMEDIES.get(code, known.remedy))


def line(error: Exception) -> str:
    """Word an error in one line: the code, what happened, what to do."""
    known = sentence(words.code_of(error))
    return " ".join(part for part in (f"{known.code}:", known.what, known.remedy) if part)
