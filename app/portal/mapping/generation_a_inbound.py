"""What comes online in generation A's words: unverified names, read without trusting anything."""

import base64
from itertools import accumulate

from app.portal.mapping.generation_a_tables import instant
from app.portal.mapping.language import Inbound, InboundFile, InboundKind, Plain
from app.portal.mapping.reading import LONG, MESSAGE, SHORT, records, text_of

_KINDS = {
    "HOSO": InboundKind.DOSSIER,
    "BOSUNG": InboundKind.SUPPLEMENT,
    "TRANGTHAI": InboundKind.STATE,
    "THANHTOAN": InboundKind.PAYMENT,
}
_MOMENTS = ("ThoiDiem", "NgayNopHoSo", "NgayTiepNhan", "NgayBoSung")
_LONGEST_CODE = 100
_LONGEST_ADDRESS = 1000
_MOST_FILES = 50
_HEAVIEST_FILES = 16 * 1024
"""Names and addresses together, in bytes: an event of the log holds twice as much in all."""


def read_inbound(plain: Plain) -> Inbound | None:
    """One message; None for what has no id, no number (or no possible one) or no known kind."""
    kind = _KINDS.get(_text(plain, "Loai"))
    item, code = (text_of(plain.get(name), LONG) for name in ("Id", "MaHoSo"))
    if kind is None or not (item and code) or max(len(item), len(code)) > _LONGEST_CODE:
        return None
    return Inbound(
        item=item,
        kind=kind,
        code=code,
        at=next((at for name in _MOMENTS if (at := instant(_text(plain, name)))), None),
        procedure_code=_text(plain, "MaTTHC"),
        procedure_name=_text(plain, "TenTTHC", MESSAGE),
        submitter=_text(plain, "NguoiNop") or _text(plain, "ChuHoSo"),
        owner=_text(plain, "ChuHoSo"),
        id_number=_text(plain, "SoGiayToChuHoSo"),
        phone=_text(plain, "SoDienThoai"),
        email=_text(plain, "Email"),
        address=_text(plain, "DiaChi", MESSAGE),
        request=_text(plain, "TrichYeuHoSo", LONG),
        note=_text(plain, "NoiDung", LONG) or _text(plain, "LyDo", LONG),
        files=_files(plain.get("TaiLieuNop")),
        state=_number(plain, "TrangThaiHoSo"),
        by_whom=_text(plain, "NguoiXuLy"),
        unit=_text(plain, "PhongBanXuLy"),
        amount=_number(plain, "SoTien"),
        reference=_text(plain, "MaGiaoDich"),
    )


def _files(value: object) -> tuple[InboundFile, ...]:
    """Those that have a name; content that is no Base64 counts as none.

    Of a great many the last says how many more there are: they stay in the province's system.
    """
    files = [_file(one) for one in records(value) if _text(one, "TenTepDinhKem")]
    weights = accumulate(len(f"{one.name}{one.component}{one.address}".encode()) for one in files)
    fitting = sum(weight <= _HEAVIEST_FILES for weight in weights)
    if len(files) <= min(fitting, _MOST_FILES):
        return tuple(files)
    kept = files[: min(fitting, _MOST_FILES - 1)]
    left = f"Còn {len(files) - len(kept)} tệp nữa, xem trên hệ thống tỉnh"
    return (*kept, InboundFile(name=left))


def _file(one: Plain) -> InboundFile:
    """An address that is too long is none: cut off it leads nowhere."""
    address = _text(one, "DuongDanTaiTepTin", LONG)
    return InboundFile(
        name=_text(one, "TenTepDinhKem"),
        component=_text(one, "MaThanhPhanHoSo"),
        address=address if len(address) <= _LONGEST_ADDRESS else "",
        content=_content(one.get("Base64")),
    )


def _content(value: object) -> bytes:
    if not isinstance(value, str):
        return b""
    try:
        return base64.b64decode(value, validate=True)
    except ValueError:
        return b""


def _text(plain: Plain, name: str, most: int = SHORT) -> str:
    return text_of(plain.get(name), most)


def _number(plain: Plain, name: str) -> int:
    text = _text(plain, name)
    return int(text) if text.isdecimal() and len(text) < 16 else 0
