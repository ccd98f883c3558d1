"""Generation A, field by field: the dossier (DongBoHoSoMC) and its progress (CapNhatTienDoHoSoMC).

Values are strings, moments `yyyyMMddHHmmss` in Vietnam's time. Every state is told as itself;
what is not known is left out, no number is invented. What the documents leave open (NoiNopHoSo,
DSKetNoiCSDL) is not told. Sources: `resources/help/sources.md`.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from app.domain.calendar import OFFICE_TIME
from app.domain.dossier_record import DossierRecord, Supplement
from app.domain.events import (
    FeeTiming,
    FieldChanged,
    IssuedPaper,
    Payload,
    PaymentMethod,
    Promise,
    ResultPlace,
)
from app.domain.events.parts import FeeLine
from app.domain.history import Outcome, TimelineEntry
from app.domain.person import Person
from app.domain.procedure import Channel
from app.domain.provincial import is_for_the_province
from app.domain.states import State
from app.domain.text import fold
from app.portal.mapping.language import Content, FeeFacts, FileLink
from app.portal.mapping.rows_in_words import position_of, what_was_done, where
from app.portal.mapping.tables import Field, Rows

_CHANNELS = {Channel.DIRECT: "1", Channel.ONLINE: "2", Channel.POST: "3"}
_FEE_AT = {FeeTiming.BEFORE: "1", FeeTiming.AFTER: "4"}
_IDENTITIES = {"cccd": (re.compile(r"\d{12}"), "1"), "cmnd": (re.compile(r"\d{9}"), "2")}
_FLAG = frozenset({"0", "1"})
_MINUTE = 60_000
_MOMENT = re.compile(r"20[0-9]{12}")


class Row(NamedTuple):
    """A progress row: the dossier and the entry that it tells of."""

    content: Content
    entry: TimelineEntry


class FeeTold(NamedTuple):
    """A line of fees: when it is paid, and what the province's catalogue calls it, if it does."""

    line: FeeLine
    at: str
    known: FeeFacts | None


def moment(at: int | None) -> str | None:
    """An instant (UTC milliseconds) as `yyyyMMddHHmmss`, Vietnam's time."""
    if at is None:
        return None
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(OFFICE_TIME).strftime("%Y%m%d%H%M%S")


def instant(text: str) -> int | None:
    """The reverse; None for what is no moment of these years."""
    if not _MOMENT.fullmatch(text):
        return None
    try:
        told = datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=OFFICE_TIME)
    except ValueError:
        return None
    return round(told.timestamp() * 1000)


def _owner(it: Content) -> Person | None:
    return it.dossier.owned_by


def _owner_name(it: Content) -> str | None:
    owner = _owner(it)
    return (owner.organisation or owner.name) if owner else None


def _owner_kind(it: Content) -> str:
    """LoaiDoiTuong: citizen, enterprise (a tax number is known), other organisation."""
    owner = _owner(it)
    if owner is None or not owner.organisation:
        return "1"
    return "2" if owner.organisation_number else "4"


def _identities(it: Content) -> Sequence[tuple[str, str]]:
    owner = _owner(it)
    if owner is None or not owner.id_number:
        return ()
    shape, kind = _IDENTITIES.get(owner.id_kind, (None, ""))
    return ((kind, owner.id_number),) if shape and shape.fullmatch(owner.id_number) else ()


def _id_number(it: Content) -> str | None:
    owner = _owner(it)
    return owner.id_number if owner else None


def _contact(it: Content, name: str) -> str | None:
    """Of the submitter: whoever is to be reached."""
    return getattr(it.dossier.submitter, name) if it.dossier.submitter else None


def _ended_at(it: DossierRecord) -> int | None:
    return it.result_at if it.state in {State.DONE, State.RETURNED} else it.ended_at


def _paid_online(it: Content) -> str:
    online = any(one.method is PaymentMethod.PORTAL for one in it.dossier.fees_taken)
    return "2" if online else "0"


def _returned_to(it: Content) -> str | None:
    said = it.dossier.returned
    return (said.note or ("Trả kết quả trực tuyến" if said.online else None)) if said else None


def _way_of_result(it: Content) -> str:
    """HinhThuc knows the counter and the post; an online result is told in GhiChu."""
    return "1" if it.dossier.returning.place is ResultPlace.POST else "0"


def _note(it: Content) -> str | None:
    if it.dossier.returning.place is ResultPlace.ONLINE:
        return "Đăng ký nhận kết quả trực tuyến"
    return None


def _refused_at(it: Content) -> int | None:
    return it.dossier.ended_at if it.dossier.state is State.NOT_ACCEPTED else None


def _agency(it: Content) -> str:
    forwarded = it.dossier.forwarded
    if it.dossier.state is State.PROCESSING and forwarded and forwarded.to.province:
        return forwarded.to.unit or forwarded.to.name
    return it.agency


def _has_digitised_papers(it: Content) -> str:
    """The result's file is no paper that was handed in."""
    return "1" if any(not scan.said.is_result for scan in it.dossier.scans) else "0"


def _submitted(it: Content) -> Sequence[FileLink]:
    return [link for link in it.links if not link.is_result]


def _fees(it: Content) -> Sequence[FeeTold]:
    """What is to be paid; the interface has no word for an exemption, so it is not told as due."""
    fee = it.dossier.fee
    if fee is None or fee.timing is FeeTiming.EXEMPT:
        return ()
    lines = fee.lines or ((FeeLine(name="", amount=fee.amount),) if fee.amount else ())
    known = it.procedure.fees
    return [FeeTold(line, _FEE_AT[fee.timing], known_fee(line, known)) for line in lines]


def known_fee(line: FeeLine, known: Sequence[FeeFacts]) -> FeeFacts | None:
    """The one fee of the catalogue with this name, else with this amount; several are none."""
    same_name = [one for one in known if one.name and fold(one.name) == fold(line.name)]
    same_amount = [one for one in known if one.amount == line.amount]
    for found in (same_name, same_amount):
        if len({one.code for one in found}) == 1:
            return found[0]
    return None


def _fee_name(it: FeeTold) -> str:
    """As the slip has it; a sum without a name is called what the catalogue calls it."""
    called = it.known.name if it.known else ""
    return it.line.name or called or "Phí, lệ phí"


def _results(it: Content) -> Sequence[tuple[IssuedPaper, str]]:
    links = [link for link in it.links if link.is_result]
    results = it.dossier.valid_results
    paths = [link.address for link in links[: len(results)]] + [""] * len(results)
    return list(zip(results, paths, strict=False))


def _supplements(it: Content) -> Sequence[tuple[str, Supplement]]:
    return [
        (f"{it.code}-BS{place}", one) for place, one in enumerate(it.dossier.supplements, start=1)
    ]


DOSSIER: tuple[Field[Content], ...] = (
    Field("MaHoSo", lambda it: it.code, required=True),
    Field("MaTTHC", lambda it: it.procedure.code, required=True),
    Field("TenTTHC", lambda it: it.procedure.name, required=True),
    Field("MaLinhVuc", lambda it: it.procedure.field_code, required=True),
    Field("TenLinhVuc", lambda it: it.procedure.field_name, required=True),
    Field(
        "KenhThucHien",
        lambda it: _CHANNELS[it.dossier.channel],
        required=True,
        codes=frozenset("123"),
    ),
    Field("SoBienNhan", lambda it: it.dossier.number),
    Field("ChuHoSo", _owner_name),
    Field("LoaiDoiTuong", _owner_kind, required=True, codes=frozenset("1234")),
    Field("SoGiayToChuHoSo", _id_number),
    Field("SoDienThoai", lambda it: _contact(it, "phone")),
    Field("Email", lambda it: _contact(it, "email")),
    Field("TrichYeuHoSo", lambda it: it.dossier.request, limit=1000, cut=True),
    Field("NgayNopHoSo", lambda it: moment(it.dossier.registered_at)),
    Field("NgayTiepNhan", lambda it: moment(it.dossier.accepted_at), required=True),
    Field("NgayHenTra", lambda it: moment(it.dossier.due)),
    Field(
        "TrangThaiHoSo",
        lambda it: str(int(it.dossier.state)),
        required=True,
        codes=frozenset(map(str, range(1, 11))),
    ),
    Field("NgayTra", lambda it: moment(it.dossier.returned_at)),
    Field("ThongTinTra", _returned_to),
    Field("NgayTuChoi", lambda it: moment(_refused_at(it))),
    Field("HinhThuc", _way_of_result, required=True, codes=_FLAG),
    Field("NgayKetThucXuLy", lambda it: moment(_ended_at(it.dossier))),
    Field("DonViXuLy", _agency, required=True),
    Field("GhiChu", _note),
    Field("HoSoCoThanhPhanSoHoa", _has_digitised_papers, codes=_FLAG),
    Field("DuocThanhToanTrucTuyen", _paid_online, codes=frozenset("0123")),
)

_PAPER: tuple[Field[FileLink], ...] = (
    Field("TepDinhKemId", lambda it: it.scan, required=True),
    Field("TenTepDinhKem", lambda it: it.name, required=True, limit=4000, cut=True),
    Field("IsDeleted", lambda _it: "False"),
    Field("MaThanhPhanHoSo", lambda it: it.component),
    Field("DuongDanTaiTepTin", lambda it: it.address, required=True),
    Field("DuocSoHoa", lambda _it: "1", codes=_FLAG),  # it has its file (QĐ 766, 4.2)
    Field("DuocTaiSuDung", lambda it: "1" if it.reused else "0", codes=frozenset("012")),
)
_FEE: tuple[Field[FeeTold], ...] = (
    Field("TenPhiLePhi", _fee_name, required=True),
    Field("MaPhiLePhi", lambda it: it.known.code if it.known else None),
    Field("HinhThucThu", lambda it: it.at, codes=frozenset("124")),
    Field("Gia", lambda it: str(it.line.amount * it.line.count)),
)
_SUPPLEMENT: tuple[Field[tuple[str, Supplement]], ...] = (
    Field("HoSoBoSungId", lambda it: it[0], required=True),
    Field("NguoiYeuCauBoSung", lambda it: it[1].asked_by),
    Field("NoiDungBoSung", lambda it: "; ".join(it[1].asked.missing) or it[1].asked.reason),
    Field("NgayBoSung", lambda it: moment(it[1].asked_at)),
    Field("NguoiTiepNhanBoSung", lambda it: it[1].received_by),
    Field("NgayTiepNhanBoSung", lambda it: moment(it[1].received_at)),
    Field("TrangThaiBoSung", lambda it: "True" if it[1].received else "False"),
    Field("NgayHenTraTruoc", lambda it: moment(it[1].due_before)),
    Field("NgayHenTraMoi", lambda it: moment(it[1].due_after)),
)
_RESULT: tuple[Field[tuple[IssuedPaper, str]], ...] = (
    Field("TenGiayTo", lambda it: it[0].name, required=True),
    Field("GiayToId", lambda it: it[0].number),
    Field("MaGiayToKetQua", lambda it: it[0].code),
    Field("DuongDanTepTinKetQua", lambda it: it[1]),
)
_IDENTITY: tuple[Field[tuple[str, str]], ...] = (
    Field("LoaiDinhDanh", lambda it: it[0], required=True, codes=frozenset("12")),
    Field("SoDinhDanh", lambda it: it[1], required=True),
)

LISTS: tuple[Rows[Content], ...] = (
    Rows("DinhDanhCHS", _identities, _IDENTITY),
    Rows("TaiLieuNop", _submitted, _PAPER),
    Rows("DanhSachLePhi", _fees, _FEE),
    Rows("DanhSachHoSoBoSung", _supplements, _SUPPLEMENT),
    Rows("DanhSachGiayToKetQua", _results, _RESULT),
)

PROGRESS: tuple[Field[Row], ...] = (
    Field("MaHoSo", lambda it: it.content.code, required=True),
    Field("NguoiXuLy", lambda it: it.entry.by, required=True, limit=50, cut=True),
    Field("ChucDanh", lambda it: position_of(it.entry)),
    Field("ThoiDiemXuLy", lambda it: moment(_when(it)), required=True),
    Field("PhongBanXuLy", lambda it: where(it.entry)),
    Field("NoiDungXuLy", lambda it: what_was_done(it.entry)),
    Field(
        "TrangThai",
        lambda it: str(int(it.entry.state)),
        required=True,
        codes=frozenset(map(str, range(1, 11))),
    ),
    Field("NgayBatDau", lambda it: moment(_begun_then(it))),
    Field("NgayKetThucTheoQuyDinh", lambda it: moment(_due_then(it))),
)


def _when(it: Row) -> int:
    """When it happened; an act known to the minute never stands before the one it follows.

    What is recorded from paper bears the minute alone: within that minute it takes the moment of
    the row before it, so that the province sees them in their order.
    """
    at, latest = it.entry.happened_at, 0
    for entry in it.content.dossier.timeline:
        if entry.id == it.entry.id:
            break
        if is_for_the_province(entry):
            latest = max(latest, entry.happened_at)
    is_by_the_minute = at % _MINUTE == 0
    return latest if is_by_the_minute and 0 < latest - at < _MINUTE else at


def _due_then(it: Row) -> int | None:
    """The step's own time where it has one, else the appointment that stood then.

    Not today's: an entry is told with the same row however often and by whomever it is told.
    """
    said = it.entry.said
    own = getattr(said, "due", None) if isinstance(said, Payload) else None
    if isinstance(own, int):
        return own
    due: int | None = None
    for before in _said_until(it):
        promise = getattr(before, "promise", None)
        if isinstance(promise, Promise):
            due = promise.due
        elif isinstance(before, FieldChanged) and isinstance(
            changed := before.changes.get("due"), int
        ):
            due = changed
    return due


def _begun_then(it: Row) -> int | None:
    """When it was accepted, if it was by then."""
    accepted = (getattr(before, "accepted_at", None) for before in _said_until(it))
    return next((at for at in accepted if isinstance(at, int)), None)


def _said_until(it: Row) -> Iterator[Payload]:
    """What holds of the history up to the entry, and the entry itself."""
    for entry in it.content.dossier.timeline:
        if entry.outcome is Outcome.APPLIED and isinstance(entry.said, Payload):
            yield entry.said
        if entry.id == it.entry.id:
            return
