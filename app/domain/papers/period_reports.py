"""Biểu II.06a and the summary of a period on paper: frozen figures with their hash, or "TẠM".

What was frozen is printed as it was frozen; what changed since stands below it, never in it.
"""

from collections.abc import Mapping, Sequence

import msgspec

from app.domain.events.reports import CoveredTo, ReportFrozen
from app.domain.papers import wording
from app.domain.papers.content import heading
from app.domain.papers.template import Content, Row
from app.domain.papers.wording import Letterhead
from app.domain.reports import (
    Column,
    Coverage,
    DailySheet,
    Frozen,
    Period,
    Situation,
    Sum,
    percent,
    sheet_then,
    situation_then,
)

PROVISIONAL = "TẠM - SỐ LIỆU CHƯA ĐẦY ĐỦ"
INCOMPLETE = "SỐ LIỆU CHỐT KHI CHƯA NHẬN ĐỦ CỦA CÁC MÁY"
OTHER_FIELD = "Thủ tục khác"
_HERE = "Máy này"

COLUMNS: Mapping[Column, str] = {
    Column.RECEIVED: "Tiếp nhận: tổng số",
    Column.ONLINE: "Trong kỳ: trực tuyến",
    Column.IN_PERSON: "Trong kỳ: trực tiếp, BCCI",
    Column.CARRIED_OVER: "Từ kỳ trước",
    Column.SETTLED: "Đã giải quyết: tổng số",
    Column.EARLY: "Đã giải quyết: trước hạn",
    Column.ON_TIME: "Đã giải quyết: đúng hạn",
    Column.LATE: "Đã giải quyết: quá hạn",
    Column.OPEN: "Đang giải quyết: tổng số",
    Column.OPEN_IN_TIME: "Đang giải quyết: trong hạn",
    Column.OPEN_LATE: "Đang giải quyết: quá hạn",
}
SUMS: Mapping[str, str] = {
    "received": "Tiếp nhận",
    "settled": "Đã giải quyết (có kết quả)",
    "given_back": "Trả lại, xin rút",
    "returned": "Đã trả kết quả",
    "open_in_time": "Đang giải quyết, trong hạn",
    "open_due": "Đang giải quyết, tới hạn",
    "open_late": "Đang giải quyết, quá hạn",
    "open_supplement": "Đang chờ bổ sung",
    "fees": "Phí, lệ phí đã thu (đồng)",
    "certified": "Việc chứng thực đã vào sổ",
    "online": "Tiếp nhận trực tuyến",
    "electronic": "Trực tuyến toàn trình",
    "on_time": "Giải quyết đúng hạn",
}
_SHARES = {"online": "received", "electronic": "received", "on_time": "settled"}


class PeriodPaper(msgspec.Struct, frozen=True, kw_only=True):
    """What a paper of a period is of; `causes` are codes of dossiers that changed it since."""

    period: Period
    situation: Situation
    sheet: DailySheet
    now: Mapping[str, int]  # the numbers of the summary, by name
    coverage: Coverage
    frozen: Frozen | None = None
    causes: tuple[str, ...] = ()


def situation_paper(said: PeriodPaper, office: Letterhead) -> Content:
    """Fill biểu II.06a/VPCP/KSTT."""
    rows = _frozen_rows(said.frozen.said) if said.frozen else _counted_rows(said.situation)
    total = {column: sum(row[column] for _field, row in rows) for column in Column}
    return (
        _head(said, office)
        | {
            "rows": (
                *(
                    {"number": str(place), "field": field or OTHER_FIELD, **_cells(row)}
                    for place, (field, row) in enumerate(rows, start=1)
                ),
                {"number": "", "field": "TỔNG SỐ", **_cells(total)},
            ),
        }
        | _later(said, _situation_changes(said))
    )


def summary_paper(said: PeriodPaper, office: Letterhead) -> Content:
    """Fill the summary: its numbers, then by procedure and by officer as they are now."""
    shown = dict(sheet_then(said.frozen.said)) if said.frozen else dict(said.now)
    changes = [
        (words, shown.get(name, 0), said.now[name])
        for name, words in SUMS.items()
        if shown.get(name, 0) != said.now[name]
    ]
    return (
        _head(said, office)
        | {
            "figures": tuple(
                {"what": words, "count": figures(shown.get(name, 0)), "share": _share(shown, name)}
                for name, words in SUMS.items()
            ),
            "procedures": _groups(said.sheet.by_procedure, said.sheet.names),
            "officers": _groups(said.sheet.by_officer, {}),
        }
        | _later(said, changes)
    )


def period_words(period: Period) -> str:
    """The days of a period as a paper names them."""
    if period.first == period.last:
        return f"Ngày {period.first:%d/%m/%Y}"
    return f"Từ ngày {period.first:%d/%m/%Y} đến ngày {period.last:%d/%m/%Y}"


def cover_lines(coverage: Coverage, frozen: ReportFrozen | None = None) -> tuple[str, ...]:
    """Up to when each PC's work is in the figures: of the freezing, or as it is known now."""
    if frozen is not None:
        covers: Sequence[CoveredTo] = frozen.covers
    else:
        covers = [
            CoveredTo(device=one.device, name=one.name, until=one.until)
            for one in coverage.reaches
            if not one.is_revoked
        ]
    named = "; ".join(_cover(one) for one in covers)
    return (f"Số liệu gồm: {named}.",) if named else ()


def marks_of(period: Period, coverage: Coverage, frozen: ReportFrozen | None = None) -> str:
    """What stands below the title while a report is not whole."""
    if frozen is not None:
        return "" if frozen.complete else INCOMPLETE
    return "" if coverage.is_complete(period.end) else PROVISIONAL


def hidden_words(hidden: int) -> str:
    """How many rows of other agencies a register leaves out; nothing where it leaves none."""
    return f"{figures(hidden)} hồ sơ của cơ quan khác không hiện" if hidden else ""


def figures(amount: int) -> str:
    """A number with dots between the thousands."""
    return f"{amount:,}".replace(",", ".")


def _head(said: PeriodPaper, office: Letterhead) -> dict[str, str | tuple[Row, ...]]:
    frozen = said.frozen.said if said.frozen else None
    lines = [*cover_lines(said.coverage, frozen), f"Tính lúc {_counted_at(said)}."]
    return {
        **heading(office, 0),
        "period": period_words(said.period),
        "marks": marks_of(said.period, said.coverage, frozen),
        "covers": "\n".join(lines),
        "frozen": _frozen_words(said.frozen),
    }


def _counted_at(said: PeriodPaper) -> str:
    at = said.frozen.said.counted_at if said.frozen else said.coverage.counted_at
    return wording.clock_and_date(at)


def _frozen_words(frozen: Frozen | None) -> str:
    if frozen is None:
        return ""
    told = f"Số liệu chốt lúc {wording.clock_and_date(frozen.at)}, người chốt: {frozen.by}."
    broken = "" if frozen.is_intact else " NỘI DUNG KHÔNG KHỚP MÃ KIỂM TRA."
    return f"{told} SHA-256: {frozen.said.digest}.{broken}"


def _later(
    said: PeriodPaper, changes: Sequence[tuple[str, int, int]]
) -> dict[str, str | tuple[Row, ...]]:
    """What changed after the freezing; nothing where nothing was frozen."""
    told = changes if said.frozen else ()
    return {
        "changes": tuple(
            {
                "what": what,
                "then": figures(then),
                "now": figures(now),
                "difference": f"{now - then:+,}".replace(",", "."),
            }
            for what, then, now in told
        ),
        "changed": "x" if told else "",
        "causes": f"Hồ sơ làm thay đổi: {', '.join(said.causes)}." if told and said.causes else "",
    }


def _situation_changes(said: PeriodPaper) -> list[tuple[str, int, int]]:
    if said.frozen is None:
        return []
    then, now = dict(_frozen_rows(said.frozen.said)), dict(_counted_rows(said.situation))
    nothing: Mapping[Column, int] = dict.fromkeys(Column, 0)
    return [
        (f"({int(one)}) {COLUMNS[one]} - {field or OTHER_FIELD}", was, is_now)
        for field in sorted({*then, *now})
        for one in Column
        if (was := then.get(field, nothing)[one]) != (is_now := now.get(field, nothing)[one])
    ]


def _frozen_rows(said: ReportFrozen) -> list[tuple[str, Mapping[Column, int]]]:
    return [(one.field, situation_then(said, one.field)) for one in said.figures]


def _counted_rows(said: Situation) -> list[tuple[str, Mapping[Column, int]]]:
    return [
        (field, {column: said.count(column, field) for column in Column}) for field in said.fields
    ]


def _cells(row: Mapping[Column, int]) -> dict[str, str]:
    return {f"c{int(column)}": figures(row[column]) for column in Column}


def _groups(groups: Mapping[str, Sum], names: Mapping[str, str]) -> tuple[Row, ...]:
    return tuple(
        {
            "name": names.get(key, key) or OTHER_FIELD,
            **{name: figures(len(getattr(one, name))) for name in list(SUMS)[:8]},
            "fees": figures(one.fees),
        }
        for key, one in groups.items()
    )


def _share(shown: Mapping[str, int], name: str) -> str:
    whole = _SHARES.get(name)
    return "" if whole is None else percent(shown.get(name, 0), shown.get(whole, 0))


def _cover(one: CoveredTo) -> str:
    name = one.name or _HERE
    return f"{name}: chưa có" if one.until is None else f"{name}: đến {_moment(one.until)}"


def _moment(at: int) -> str:
    return wording.clock_and_date(at)
