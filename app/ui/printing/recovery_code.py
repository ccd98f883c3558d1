"""The recovery code on paper, for the sealed envelope."""

from dataclasses import dataclass

from app.ui.printing.blocks import Side, bold, space, text
from app.ui.printing.sheet import Sheet

_ADVICE = (
    "Mã này dùng để đặt lại mật khẩu đã quên, ngay tại chỗ, không cần mạng.",
    "Cho tờ giấy này vào phong bì, niêm phong, đóng dấu giáp lai và giao lãnh đạo cơ quan giữ.",
    "Không để cạnh máy, không chụp ảnh, không gửi qua tin nhắn.",
    "Mỗi lần mở phong bì phải có người làm chứng; dùng xong niêm phong lại.",
)


@dataclass(frozen=True, slots=True)
class RecoveryPaper:
    """The code of a new office; `code` is printed in large letters."""

    code: str


def sheet_of(paper: RecoveryPaper) -> Sheet:
    """Lay the paper out on one A5."""
    sheet = Sheet()
    width = sheet.width
    sheet.add(space(30), text([bold("MÃ KHÔI PHỤC CỦA CƠ QUAN")], width, size=16, side=Side.CENTRE))
    sheet.add(space(20), text([bold(paper.code)], width, size=18, side=Side.CENTRE), space(24))
    for advice in _ADVICE:
        sheet.add(text(f"•  {advice}", width, size=12), space(6))
    return sheet
