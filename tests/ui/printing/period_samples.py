"""Papers of a period: usually provisional, at its worst frozen and changed since in every cell."""

from datetime import date
from typing import NamedTuple

from app.domain.papers import Content
from app.domain.papers.period_reports import PeriodPaper, situation_paper, summary_paper
from app.domain.papers.wording import Letterhead
from app.domain.procedure import Channel
from app.domain.reports import (
    Counted,
    Coverage,
    DueFrom,
    Frozen,
    LifeLine,
    Period,
    Reach,
    daily_sheet,
    freeze,
    sheet_of,
    situation,
)
from app.domain.states import State

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
LONG_FIELD = "Giáo dục và Đào tạo thuộc hệ thống giáo dục quốc dân và các cơ sở giáo dục khác"
FIELDS = ("Hộ tịch", "Chứng thực", "Đất đai", "Bảo trợ xã hội", LONG_FIELD)
DAY = 86_400_000


class _Size(NamedTuple):
    """How much there is: dossiers, fields, whether it was frozen."""

    dossiers: int
    fields: int
    is_frozen: bool


def period_papers(office: Letterhead, *, worst: bool) -> dict[str, Content]:
    """Both papers; the worst has 24 fields and as many procedures and officers."""
    said = _paper(_Size(4000, 24, True) if worst else _Size(60, 5, False))
    return {
        "report_situation": situation_paper(said, office),
        "report_summary": summary_paper(said, office),
    }


def _paper(size: _Size) -> PeriodPaper:
    at = NOVEMBER.end if size.is_frozen else NOVEMBER.end - 5 * DAY
    now = _counted(size, size.dossiers, at)
    reaches = (
        Reach(device="A", name="Máy 1", until=at, is_here=True),
        Reach(device="B", name="Máy 2", until=at - 8 * DAY),
    )
    covered = Coverage(counted_at=at, reaches=reaches)
    frozen = None
    if size.is_frozen:
        before = _counted(size, size.dossiers - 2 * size.fields, at)
        said = freeze(NOVEMBER, before, covered, (), "03562")
        frozen = Frozen(said, "Lò Thị Mai", at, "e", is_intact=True)
    return PeriodPaper(
        period=NOVEMBER,
        situation=now.situation,
        sheet=now.sheet,
        now={one.name: one.count for one in sheet_of(now)},
        coverage=covered,
        frozen=frozen,
        causes=tuple(f"H35.12.03-261124-{n:04}" for n in range(40)) if size.is_frozen else (),
    )


def _counted(size: _Size, dossiers: int, at: int) -> Counted:
    lines = [_line(number, size.fields) for number in range(dossiers)]
    return Counted(situation(lines, NOVEMBER, at), daily_sheet(lines, NOVEMBER, at), 127)


def _line(number: int, fields: int) -> LifeLine:
    received = NOVEMBER.start + number % 20 * DAY - (number % 7 == 0) * 15 * DAY
    name = FIELDS[number % fields] if number % fields < len(FIELDS) else f"Lĩnh vực {number % 24}"
    return LifeLine(
        id=str(number),
        procedure=f"1.00{number % fields}",
        name=f"Thủ tục về {name.lower()}",
        field=name,
        officer=f"Công Tằng Tôn Nữ Hoàng Thị Phương Quỳnh {number % fields}",
        channel=Channel.ONLINE if number % 3 == 0 else Channel.DIRECT,
        received=received,
        ended=None if number % 5 == 0 else received + (1 + number % 4) * DAY,
        how=State.DONE,
        dues=(DueFrom(received, received + 3 * DAY),),
    )
