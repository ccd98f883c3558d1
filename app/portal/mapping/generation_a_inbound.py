"""What comes online in generation A's words: unverified names, read without trusting anything."""

import base64
from collections.abc import Mapping

from app.portal.mapping.generation_a_tables import instant
from app.portal.mapping.language import Inbound, InboundFile, InboundKind, Plain

_KINDS = {
    "HOSO": InboundKind.DOSSIER,
    "BOSUNG": InboundKind.SUPPLEMENT,
    "TRANGTHAI": InboundKind.STATE,
    "THANHTOAN": InboundKind.PAYMENT,
}
_MOMENTS = ("ThoiDiem", "NgayNopHoSo", "NgayTiepNhan", "NgayBoSung")
_LONGEST = 2000


def read_inbound(plain: Plain) -> Inbound | None:
    """One message; None for what has no id, no number or no kind that we know."""
    kind = _KINDS.get(_text(plain, "Loai"))
    item, code = _text(plain, "Id"), _text(plain, "MaHoSo")
    if kind is None or not item or not code:
        return None
    return Inbound(
        item=item,
        kind=kind,
        code=code,
        at=next((at for name in _MOMENTS if (at := instant(_text(plain, name)))), None),
        procedure_code=_text(plain, "MaTTHC"),
        procedure_name=_text(plain, "TenTTHC"),
        submitter=_text(plain, "NguoiNop") or _text(plain, "ChuHoSo"),
        owner=_text(plain, "ChuHoSo"),
        id_number=_text(plain, "SoGiayToChuHoSo"),
        phone=_text(plain, "SoDienThoai"),
        email=_text(plain, "Email"),
        address=_text(plain, "DiaChi"),
        request=_text(plain, "TrichYeuHoSo"),
        note=_text(plain, "NoiDung") or _text(plain, "LyDo"),
        files=_files(plain.get("TaiLieuNop")),
        state=_number(plain, "TrangThaiHoSo"),
        by_whom=_text(plain, "NguoiXuLy"),
        unit=_text(plain, "PhongBanXuLy"),
        amount=_number(plain, "SoTien"),
        reference=_text(plain, "MaGiaoDich"),
    )


def _files(value: object) -> tuple[InboundFile, ...]:
    """Those that have a name; content that is no Base64 counts as none."""
    files = value if isinstance(value, list) else []
    return tuple(
        InboundFile(
            name=_text(one, "TenTepDinhKem"),
            component=_text(one, "MaThanhPhanHoSo"),
            address=_text(one, "DuongDanTaiTepTin"),
            content=_content(one.get("Base64")),
        )
        for one in files
        if isinstance(one, Mapping) and _text(one, "TenTepDinhKem")
    )


def _content(value: object) -> bytes:
    if not isinstance(value, str):
        return b""
    try:
        return base64.b64decode(value, validate=True)
    except ValueError:
        return b""


def _text(plain: Plain, name: str) -> str:
    value = plain.get(name)
    return str(value)[:_LONGEST].strip() if isinstance(value, str | int) else ""


def _number(plain: Plain, name: str) -> int:
    text = _text(plain, name)
    return int(text) if text.isdecimal() and len(text) < 16 else 0
