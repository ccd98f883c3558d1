"""Control slip (06), register (07) and biểu II.06a say the same, read off what is printed."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.domain.dossier import Dossier
from app.domain.fold import fold
from app.domain.history import Outcome
from app.domain.papers import wording
from app.domain.papers.control_slip import HANDED, control_slip
from app.domain.papers.period_reports import PeriodPaper, situation_paper
from app.domain.papers.register import RegisterBook, period_row, register
from app.domain.papers.template import Row
from app.domain.reports import (
    Counted,
    Coverage,
    LifeLine,
    Period,
    Standing,
    daily_sheet,
    life_line,
    sheet_of,
    situation,
    standing,
)
from app.domain.states import State
from sync.protocol.event import Event
from tests.helpers.plays import CALM, SCRIPTS, Script, play
from tests.helpers.walks import WALKS, Walk, walked
from tests.unit.test_papers_content import OFFICE

FAR = Period(date(2030, 1, 1), date(2030, 1, 1)).end
EVER = Period(date(2026, 1, 1), date(2029, 12, 31))
BEGINS = date(2026, 11, 20)
OUTCOMES = {
    Standing.EARLY: wording.EARLY,
    Standing.ON_TIME: wording.IN_TIME,
    Standing.LATE: wording.LATE,
}
RECEIVER = "Lò Thị Pản"
AGAINST = ("Vướng mắc", "Không tính")
Told = list[tuple[Dossier, LifeLine]]


def printed_register(told: Told, period: Period) -> tuple[str, list[Row]]:
    """The register of a period: how many it says, and its rows."""
    rows = tuple(period_row(one, line) for one, line in told if period.holds(line.received))
    said = register(RegisterBook(rows=rows, period="", at=FAR), OFFICE)
    total, listed = said["total"], said["rows"]
    assert isinstance(total, str)
    assert not isinstance(listed, str)
    return total, list(listed)


def printed_situation(told: Told, period: Period) -> dict[int, int]:
    """The sum of the form's columns, as numbers."""
    lines = [line for _dossier, line in told]
    counted = Counted(situation(lines, period, FAR), daily_sheet(lines, period, FAR), 0)
    said = situation_paper(
        PeriodPaper(
            period=period,
            situation=counted.situation,
            sheet=counted.sheet,
            now={one.name: one.count for one in sheet_of(counted)},
            coverage=Coverage(counted_at=FAR),
        ),
        OFFICE,
    )
    rows = said["rows"]
    assert not isinstance(rows, str)
    *fields, total = rows
    columns = {n: int(total[f"c{n}"].replace(".", "")) for n in range(3, 14)}
    for n, whole in columns.items():
        assert whole == sum(int(row[f"c{n}"]) for row in fields)
    return columns


def counting_rows(dossier: Dossier) -> list[Row]:
    """The rows of the control slip that nothing speaks against."""
    said = control_slip(dossier, OFFICE)
    given, results = said["given"], said["results"]
    assert not isinstance(given, str)
    assert not isinstance(results, str)
    return [row for row in (*given, *results) if not any(mark in row["note"] for mark in AGAINST)]


def check_papers(told: Told, days: Sequence[int]) -> None:
    carried: int | None = None
    for begin, end in pairwise(days):
        period = Period(BEGINS + timedelta(begin), BEGINS + timedelta(end - 1))
        total, rows = printed_register(told, period)
        form = printed_situation(told, period)
        assert form[3] == form[7] + form[11]
        others = [one for _dossier, one in told if one.elsewhere and period.holds(one.received)]
        assert int(total) == len(rows) == form[4] + form[5] + len(others)
        assert carried is None or form[6] == carried
        carried = form[11]
    ours = [(one, line) for one, line in told if not line.elsewhere]
    _total, rows = printed_register(ours, EVER)
    form = printed_situation(told, EVER)
    assert sum(bool(row["note"]) for row in rows) == form[7]
    assert sum(not row["note"] for row in rows) == form[11]
    for dossier, line in told:
        check_slip(dossier, line)


def check_slip(dossier: Dossier, line: LifeLine) -> None:
    """What ended it by an officer's hand stands on the slip, in time or late as it is counted."""
    slip = counting_rows(dossier)
    row = period_row(dossier, line)
    for entry in dossier.timeline:
        is_end = entry.happened_at == line.ended and entry.state is line.how
        if entry.outcome is not Outcome.APPLIED or entry.kind not in HANDED or not is_end:
            continue
        if line.received is None or line.how is not State.DONE:
            continue
        day = wording.date_of(entry.happened_at)
        assert row.note == f"Có kết quả {day}"
        judged = [
            one["outcome"] for one in slip if one["time"] == wording.moment(entry.happened_at)
        ]
        assert OUTCOMES[standing(line, entry.happened_at)] in judged
    if row.returned and dossier.returned_at is not None:
        assert wording.moment(dossier.returned_at) in [one["time"] for one in slip]


def check_one(dossier: Dossier, line: LifeLine) -> None:
    """One dossier on the three papers, by their words alone."""
    form = printed_situation([(dossier, line)], EVER)
    _total, (row,) = printed_register([(dossier, line)], EVER)
    slip = counting_rows(dossier)
    results = [one for one in slip if one["outcome"]]
    for one in slip:
        is_result = one["note"].startswith(("Kết quả số", "Ký", "Từ chối"))
        assert bool(one["outcome"]) == (is_result and "chờ ký" not in one["note"])
    if results:
        assert row["note"] == f"Có kết quả {results[-1]['time'][-10:]}"
    else:
        assert not row["note"].startswith("Có kết quả")
    check_columns(form, row, results, is_ours=not dossier.for_authority)
    times = [one["time"][-10:] for one in slip if f"2. Nhận: {RECEIVER}" in one["parties"]]
    assert [row["returned"][-10:]] == (times or [""])


def check_columns(form: dict[int, int], row: Row, results: Sequence[Row], *, is_ours: bool) -> None:
    """What the form counts of one dossier: nothing of what is another authority's."""
    if not is_ours:
        assert not any(form.values())
        return
    if results:
        assert form[
            {wording.EARLY: 8, wording.IN_TIME: 9, wording.LATE: 10}[results[-1]["outcome"]]
        ]
    is_given_up = row["note"].startswith(("Rút hồ sơ", "Trả lại hồ sơ"))
    assert form[7] == bool(results or is_given_up)
    assert form[11] == (not row["note"])


def told_of(events: Sequence[list[Event]]) -> Told:
    dossiers = [fold(one) for one in events]
    return [(one, life_line(one)) for one in dossiers]


_SPLITS = st.sets(st.integers(0, 80), min_size=2, max_size=7).map(sorted)


@given(st.lists(WALKS, min_size=1, max_size=5), _SPLITS)
@CALM
def test_the_three_papers_agree_on_any_legal_lives_and_any_split(
    walks: list[Walk], days: list[int]
) -> None:
    told = told_of([walked(one, n) for n, one in enumerate(walks)])
    check_papers(told, days)
    for dossier, line in told:
        check_one(dossier, line)


@given(st.lists(SCRIPTS, min_size=1, max_size=3), _SPLITS)
@CALM
def test_they_agree_on_whatever_any_pcs_did(scripts: list[Script], days: list[int]) -> None:
    check_papers(told_of([play(one) for one in scripts]), days)
