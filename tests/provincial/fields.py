"""What the province accepts: every object of the interface, field by field, in one table.

All values are strings (text), as in the live system; instants are `yyyyMMddHHmmss` of +07:00.
Which fields must be there is inferred, because the published description was not found.
"""

from enum import Enum, auto
from typing import NamedTuple


class Kind(Enum):
    """What a value may look like."""

    TEXT = auto()
    CODE = auto()  # one of `codes`
    INSTANT = auto()  # yyyyMMddHHmmss
    LINK = auto()  # an address to fetch a file from, never its bytes
    DIGITS = auto()  # a whole number; the one field kind that is seen as a number too
    TRUTH = auto()  # "True" / "False", seen as a truth value too
    DOSSIER_NUMBER = auto()
    PROCEDURE = auto()
    PERSON_NUMBER = auto()
    LIST = auto()  # of objects of the kind named in `of`


class Field(NamedTuple):
    """One field of an object."""

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    limit: int = 0  # characters; 0 is no limit
    codes: frozenset[str] = frozenset()
    of: str = ""  # the object that a list holds
    only_in: frozenset[str] = frozenset()  # required only in these states
    may_be_null: bool = False


def _codes(name: str, codes: str, *, required: bool = False) -> Field:
    return Field(name, Kind.CODE, required, codes=frozenset(codes.split()))


def _list(name: str, of: str) -> Field:
    return Field(name, Kind.LIST, of=of)


_INSTANT = Kind.INSTANT
_LINK = Kind.LINK
_STATES = "1 2 3 4 5 6 7 8 9 10"
_YES_NO = "0 1"
_ACCEPTED = frozenset({"2", "4", "6", "8", "9", "10"})
"""What stands here was validly accepted; the other states may come before or without it."""

DOSSIER = "HoSo"
PROGRESS = "TienDo"

TABLE: dict[str, tuple[Field, ...]] = {
    DOSSIER: (
        Field("MaHoSo", Kind.DOSSIER_NUMBER, required=True),
        Field("MaTTHC", Kind.PROCEDURE, required=True),
        Field("TenTTHC", required=True),
        Field("MaLinhVuc", required=True),
        Field("TenLinhVuc", required=True),
        _codes("KenhThucHien", "1 2 3", required=True),
        Field("SoBienNhan"),
        Field("ChuHoSo"),
        _codes("LoaiDoiTuong", "1 2 3 4", required=True),
        Field("MaDoiTuong", may_be_null=True),
        Field("ThongTinKhac"),
        Field("Email"),
        Field("Fax"),
        Field("SoDienThoai"),
        Field("TrichYeuHoSo", limit=1000),
        Field("NgayTiepNhan", _INSTANT, required=True, only_in=_ACCEPTED),
        Field("NgayHenTra", _INSTANT),
        _codes("TrangThaiHoSo", _STATES, required=True),
        Field("NgayTra", _INSTANT),
        Field("ThongTinTra"),
        _codes("HinhThuc", "0 1", required=True),
        Field("NgayKetThucXuLy", _INSTANT),
        Field("DonViXuLy", required=True),
        Field("GhiChu"),
        Field("SoGiayToChuHoSo", Kind.PERSON_NUMBER),
        _list("DinhDanhCHS", "DinhDanhCHS"),
        _codes("NoiNopHoSo", "1 2"),
        _codes("HoSoCoThanhPhanSoHoa", _YES_NO),
        _codes("TaiKhoanDuocXacThucVoiVNeID", _YES_NO),
        _codes("DuocThanhToanTrucTuyen", "0 1 2 3"),
        Field("NgayNopHoSo", _INSTANT),
        Field("NgayTuChoi", _INSTANT),
        _list("DSKetNoiCSDL", "DSKetNoiCSDL"),
        _list("TaiLieuNop", "TaiLieuNop"),
        _list("DanhSachLePhi", "LePhi"),
        _list("DanhSachTepDinhKemKhac", "TepDinhKemKhac"),
        _list("DanhSachHoSoBoSung", "HoSoBoSung"),
        _list("DanhSachGiayToKetQua", "GiayToKetQua"),
    ),
    "DinhDanhCHS": (
        _codes("LoaiDinhDanh", "1 2", required=True),
        Field("SoDinhDanh", Kind.PERSON_NUMBER, required=True),
    ),
    "DSKetNoiCSDL": (Field("MaCSDL", required=True),),
    "TaiLieuNop": (
        Field("TepDinhKemId"),
        Field("TenTepDinhKem", limit=4000),
        _codes("IsDeleted", "True False"),
        Field("MaThanhPhanHoSo"),
        Field("DuongDanTaiTepTin", _LINK),
        _codes("DuocSoHoa", _YES_NO),
        _codes("DuocTaiSuDung", "0 1 2"),
        _codes("DuocLayTuKhoDMQG", _YES_NO),
        Field("MaKetQuaThayThe"),
    ),
    "LePhi": (
        Field("TenPhiLePhi"),
        Field("MaPhiLePhi"),
        _codes("HinhThucThu", "1 2 4"),
        Field("Gia", Kind.DIGITS),
        _codes("LoaiPhiLePhi", "1 2 3"),
    ),
    "TepDinhKemKhac": (
        Field("TenGiayTo", limit=2000),
        Field("SoLuong", Kind.DIGITS),
        Field("LoaiGiayTo", Kind.DIGITS),
    ),
    "HoSoBoSung": (
        Field("HoSoBoSungId"),
        Field("NguoiYeuCauBoSung"),
        Field("NoiDungBoSung"),
        Field("NgayBoSung", _INSTANT),
        Field("NguoiTiepNhanBoSung"),
        Field("ThongTinTiepNhan"),
        Field("NgayTiepNhanBoSung", _INSTANT),
        Field("TrangThaiBoSung", Kind.TRUTH),
        _list("DanhSachGiayToBoSung", "TepDinhKemKhac"),
        _list("DanhSachLePhiBoSung", "LePhi"),
        Field("NgayHenTraTruoc", _INSTANT),
        Field("NgayHenTraMoi", _INSTANT),
    ),
    "GiayToKetQua": (
        Field("TenGiayTo"),
        Field("MaThanhPhanHoSo"),
        Field("GiayToId"),
        Field("DuongDanTepTinKetQua", _LINK),
        Field("MaGiayToKetQua"),
    ),
    PROGRESS: (
        Field("MaHoSo", Kind.DOSSIER_NUMBER, required=True),
        Field("NguoiXuLy", required=True, limit=50),
        Field("ChucDanh"),
        Field("ThoiDiemXuLy", _INSTANT, required=True),
        Field("PhongBanXuLy"),
        Field("NoiDungXuLy"),
        _codes("TrangThai", _STATES, required=True),
        Field("NgayBatDau", _INSTANT),
        Field("NgayKetThucTheoQuyDinh", _INSTANT),
    ),
}

ROWS_AT_ONCE = 10
"""CapNhatTienDoHoSoMC takes so many rows in one call."""
