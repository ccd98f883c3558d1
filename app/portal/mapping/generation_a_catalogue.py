"""Generation A's catalogue of procedures: what `LayDanhSachTTHC` and `LayThuTuc` tell.

A value that is not exactly what the description of the interface allows is not read: it is named
with its reason, and what we have stays. Nothing is worked out from a sentence.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from app.domain.procedure import Channel, Limit, ProcedureResult, Unit
from app.domain.procedure_changes import Told, ToldPaper, Unread
from app.domain.text import clean, fold, words
from app.portal.mapping.language import FeeFacts, Listed, Plain
from app.portal.mapping.reading import records, text_of

_PUBLIC = "1"
_CHANNELS = {"1": Channel.DIRECT, "2": Channel.ONLINE, "3": Channel.POST}
_IN_WORDS = {Channel.DIRECT: "trực tiếp", Channel.ONLINE: "trực tuyến", Channel.POST: "bưu chính"}
_UNITS = {
    "ngay lam viec": Unit.WORKING_DAY,
    "ngay": Unit.CALENDAR_DAY,
    "gio lam viec": Unit.WORKING_HOUR,
    "thang": Unit.MONTH,
}
_SAME_DAY = re.compile(r"\btrong ngay\b(?! lam viec tiep theo)")
_AMOUNT = re.compile(r"\d{1,12}|\d{1,3}(\.\d{3}){1,3}")
_CURRENCIES = frozenset({"", "dong", "vnd", "d"})
_LONGEST_LIMIT = 3660
_COUNT_DIGITS = 3
_LONGEST_TEXT = 8000


def read_listed(plain: Plain, version_key: str) -> Listed | None:
    """A line of the list; None without a code. Whether lines tell a version is configured."""
    code = text(plain, "MATTHC")
    if not code:
        return None
    return Listed(
        code=code,
        name=text(plain, "TENTTHC"),
        version=text(plain, version_key) if version_key else "",
    )


def read_procedure(plain: Plain) -> Told:
    """One procedure, in our records."""
    reading = _Reading(text(plain, "MATTHC"))
    name = text(plain, "TENTTHC")
    if not name:
        reading.miss("tên thủ tục", "không có")
    return Told(
        code=reading.code,
        is_ended=text(plain, "TRANGTHAI") not in {"", _PUBLIC},
        is_for_communes=_is_for_communes(plain.get("CAPTHUCHIEN")),
        name=name,
        fields=_names(plain, "LINHVUCTHUCHIEN", "TENLINHVUC"),
        agency="; ".join(_names(plain, "COQUANTHUCHIEN", "TENDONVI")),
        limits=reading.limits(plain),
        papers=reading.papers(plain),
        fee_vnd=reading.fee(plain),
        fee_note=_only_one(one.name for one in fees_of(plain)),
        results=_results(plain),
        legal_basis=reading.legal_basis(plain),
        unread=tuple(reading.unread),
    )


def fees_of(plain: Plain) -> tuple[FeeFacts, ...]:
    """Every fee that is named for a channel and a time; `MOTA` is all that names it."""
    return tuple(
        FeeFacts(
            code=text(fee, "MAPHILEPHI"),
            name=text(fee, "MOTA"),
            amount=_amount(text(fee, "SOTIEN")),
        )
        for way in records(plain.get("CACHTHUCTHUCHIEN"))
        for time in records(way.get("THOIGIAN"))
        for fee in records(time.get("PHILEPHI"))
    )


def papers_of(plain: Plain) -> list[tuple[str, Plain]]:
    """Each paper with the case (trường hợp) in which it is asked."""
    return [
        (text(case, "TRUONGHOP"), paper)
        for case in records(plain.get("THANHPHANHOSO"))
        for paper in records(case.get("GIAYTO"))
    ]


def text(plain: Plain, name: str) -> str:
    """A value as clean text; a number as it is written."""
    return text_of(plain.get(name), _LONGEST_TEXT)


class _Time(NamedTuple):
    """A time as told: the limit, or why it is none."""

    limit: Limit | None
    why: str = ""


class _Reading:
    """Reads one procedure and gathers what could not be read."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.unread: list[Unread] = []

    def miss(self, about: str, why: str) -> None:
        self.unread.append(Unread(self.code, about, why))

    def limits(self, plain: Plain) -> Mapping[Channel, Limit | None] | None:
        """By channel; None where no channel is told."""
        found: dict[Channel, Limit | None] = {}
        for way in records(plain.get("CACHTHUCTHUCHIEN")):
            channel = _CHANNELS.get(text(way, "KENH"))
            if channel is None:
                self.miss("cách thức thực hiện", f"không có kênh “{text(way, 'KENH')}”")
                continue
            times = {_time(one) for one in records(way.get("THOIGIAN"))}
            found[channel] = self._one_limit(channel, times)
        return found or None

    def _one_limit(self, channel: Channel, times: set[_Time]) -> Limit | None:
        about = f"thời hạn {_IN_WORDS[channel]}"
        limits = {one.limit for one in times}
        if len(limits) == 1 and None not in limits:
            return limits.pop()
        for why in sorted({one.why for one in times if one.limit is None}):
            self.miss(about, why)
        if not times:
            self.miss(about, "không ghi")
        elif None not in limits:
            self.miss(about, f"ghi {len(limits)} thời hạn khác nhau")
        return None

    def papers(self, plain: Plain) -> tuple[ToldPaper, ...] | None:
        """As told; None where no paper is."""
        told = []
        for case, paper in papers_of(plain):
            name = text(paper, "TENGIAYTO")
            if not name:
                self.miss("thành phần hồ sơ", "có giấy tờ không ghi tên")
                continue
            told.append(
                ToldPaper(
                    name=name,
                    when=case or None,
                    form=text(paper, "TENMAUDON") or None,
                    originals=self._count(paper, "SOBANCHINH", name),
                    copies=self._count(paper, "SOBANSAO", name),
                )
            )
        return tuple(told) or None

    def _count(self, paper: Plain, key: str, name: str) -> int | None:
        said = text(paper, key)
        if said.isdecimal() and len(said) <= _COUNT_DIGITS:
            return int(said)
        if said:
            self.miss(f"số bản của “{name}”", f"“{said}” không phải là số")
        return None

    def fee(self, plain: Plain) -> int | None:
        """The one amount that is told, in đồng."""
        said = {
            (text(fee, "SOTIEN"), fold(text(fee, "DONVI")))
            for way in records(plain.get("CACHTHUCTHUCHIEN"))
            for time in records(way.get("THOIGIAN"))
            for fee in records(time.get("PHILEPHI"))
            if text(fee, "SOTIEN")
        }
        amounts = {_amount(amount) if unit in _CURRENCIES else None for amount, unit in said}
        if len(amounts) == 1 and None not in amounts:
            return amounts.pop()
        if None in amounts:
            self.miss("phí, lệ phí", "số tiền không phải là số đồng")
        elif amounts:
            self.miss("phí, lệ phí", f"ghi {len(amounts)} mức khác nhau")
        return None

    def legal_basis(self, plain: Plain) -> str:
        """Texts as they are; what shape an object would have is nowhere described."""
        told = plain.get("CANCUPHAPLY")
        said = told if isinstance(told, list) else []
        if any(not isinstance(one, str) for one in said):
            self.miss("căn cứ pháp lý", "không phải là văn bản chữ")
            return ""
        return "; ".join(filter(None, map(clean, said)))


def _time(plain: Plain) -> _Time:
    said, unit = text(plain, "THOIGIANGIAIQUYET"), text(plain, "DONVITINH")
    known = _UNITS.get(fold(unit))
    if not said.isdecimal():
        return _Time(None, f"“{said}” không phải là số" if said else "không ghi số")
    value = int(said[:9])
    if known is None or not 1 <= value <= _LONGEST_LIMIT:
        return _Time(None, f"không tính được “{said} {unit}”")
    is_same_day = value == 1 and known is Unit.WORKING_DAY
    if is_same_day and _SAME_DAY.search(fold(text(plain, "MOTA"))):
        return _Time(Limit(1, Unit.SAME_DAY))
    return _Time(Limit(value, known))


def _amount(said: str) -> int | None:
    """Whole đồng, with or without the dots between thousands."""
    return int(said.replace(".", "")) if _AMOUNT.fullmatch(said) else None


def _results(plain: Plain) -> tuple[ProcedureResult, ...] | None:
    told = records(plain.get("KETQUATHUCHIEN"))
    found = [
        ProcedureResult(text(one, "MAKETQUA") or None, text(one, "TENKETQUA"))
        for one in told
        if text(one, "TENKETQUA")
    ]
    return tuple(found) or None


def _is_for_communes(told: object) -> bool | None:
    """By the words of CAPTHUCHIEN; None where it says none."""
    said = list(told) if isinstance(told, list) else []
    texts = [one for one in said if isinstance(one, str)]
    texts += [value for one in records(said) for value in one.values() if isinstance(value, str)]
    levels = [found for one in texts if (found := words(one))]
    return any("xa" in one for one in levels) if levels else None


def _names(plain: Plain, of: str, key: str) -> tuple[str, ...]:
    return tuple(filter(None, (text(one, key) for one in records(plain.get(of)))))


def _only_one(said: Iterable[str]) -> str:
    """The text, if it is everywhere the same."""
    found: Sequence[str] = sorted({one for one in said if one})
    return found[0] if len(found) == 1 else ""
