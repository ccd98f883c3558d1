"""Chốt số liệu: what is frozen, its hash, and where one dossier is counted."""

from datetime import date

import pytest

from app.domain.errors import RuleViolation
from app.domain.events import NoteAdded, ReportFrozen
from app.domain.fold.office import Deed
from app.domain.procedure import Channel
from app.domain.reports import (
    Column,
    Counted,
    Coverage,
    DueFrom,
    LifeLine,
    Period,
    Reach,
    Reached,
    Taken,
    daily_sheet,
    freeze,
    freezings,
    must_differ,
    report_id,
    sheet_then,
    situation,
    situation_then,
    trace,
)
from app.domain.states import State
from sync.protocol.event import Seen

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
END = NOVEMBER.end
DAY = 86_400_000


def a_line(**changes: object) -> LifeLine:
    told: dict[str, object] = {
        "id": "a",
        "received": NOVEMBER.start,
        "field": "Hộ tịch",
        "dues": (DueFrom(NOVEMBER.start, END),),
    }
    return LifeLine(**(told | changes))  # type: ignore[arg-type]


def frozen(*lines: LifeLine, counted_at: int = END, certified: int = 3) -> ReportFrozen:
    counted = Counted(
        situation(lines, NOVEMBER, counted_at), daily_sheet(lines, NOVEMBER, counted_at), certified
    )
    reaches = (
        Reach(device="A", name="Máy 1", until=counted_at, is_here=True),
        Reach(device="B", name="Máy 2", until=None, is_revoked=True),
    )
    covered = Coverage(counted_at=counted_at, reaches=reaches)
    known = [Reached(device="A", epoch="E1", n=7, at=counted_at)]
    return freeze(NOVEMBER, counted, covered, known, "03562")


def a_deed(said: ReportFrozen | NoteAdded) -> Deed:
    return Deed(
        id="e",
        entity=report_id(NOVEMBER),
        device="A",
        said=said,
        by="Lò Thị Mai",
        role="clerk",
        at=END,
        happened=END,
        clk="ok",
        position=None,
        name=Seen("A", "E1", 8, "00000000"),
    )


def test_what_is_frozen_is_the_form_and_the_summary_and_how_it_was_counted() -> None:
    said = frozen(a_line(), a_line(id="b", field="Đất đai", ended=END - 5, how=State.DONE))
    assert [one.field for one in said.figures] == ["Hộ tịch", "Đất đai"]
    assert situation_then(said)[Column.RECEIVED] == 2
    assert situation_then(said, "Đất đai")[Column.SETTLED] == 1
    assert situation_then(said, "Chứng thực")[Column.SETTLED] == 0
    assert sheet_then(said)["certified"] == 3
    assert [one.device for one in said.covers] == ["A"]
    assert [(one.epoch, one.n) for one in said.known] == [("E1", 7)]
    assert said.complete


def test_nothing_is_frozen_before_the_period_is_over() -> None:
    with pytest.raises(RuleViolation) as error:
        frozen(a_line(), counted_at=END - 1)
    assert error.value.code == "period_not_over"


def test_a_freezing_whose_content_was_changed_is_not_intact() -> None:
    said = frozen(a_line())
    forged = ReportFrozen(**{n: getattr(said, n) for n in said.__struct_fields__} | {"first": "x"})
    found = freezings([a_deed(said), a_deed(NoteAdded(text="x")), a_deed(forged)])
    assert [one.is_intact for one in found] == [True, False]


def test_it_is_not_frozen_twice_with_the_same_figures() -> None:
    before = freezings([a_deed(frozen(a_line()))])
    with pytest.raises(RuleViolation) as error:
        must_differ(frozen(a_line(), counted_at=END + DAY), before)
    assert error.value.code == "report_frozen_unchanged"
    must_differ(frozen(a_line(), a_line(id="b")), before)
    must_differ(frozen(a_line()), ())


def test_two_dossiers_that_are_counted_alike_leave_the_same_trace() -> None:
    line = a_line()
    assert trace(line, NOVEMBER) == trace(a_line(id="b", name="khác"), NOVEMBER)
    assert trace(None, NOVEMBER) is None
    assert trace(a_line(received=END), NOVEMBER) is None
    for changes in (
        {"field": "Đất đai"},
        {"ended": END - 5, "how": State.DONE},
        {"channel": Channel.ONLINE},
        {"fees": (Taken(NOVEMBER.start, 8000),)},
        {"returned": END - 5},
        {"dues": (DueFrom(NOVEMBER.start, NOVEMBER.start + 1),)},
        {"supplements": 2},
    ):
        assert trace(a_line(**changes), NOVEMBER) != trace(line, NOVEMBER), changes
    before = NOVEMBER.start - DAY
    carried = trace(a_line(received=before), NOVEMBER)
    assert trace(a_line(received=before, channel=Channel.ONLINE), NOVEMBER) != carried
    assert trace(a_line(received=before, electronic=True), NOVEMBER) != carried
    paid = a_line(received=None, fees=(Taken(NOVEMBER.start, 8000),))
    assert trace(paid, NOVEMBER) is not None
