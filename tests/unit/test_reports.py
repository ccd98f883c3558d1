"""Biểu II.06a and the daily sheet: counted by when things happened (TT 01/2020/TT-VPCP)."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import (
    ConflictSettled,
    Extended,
    FeeTaken,
    Forwarded,
    NoteAdded,
    PaperFacts,
    PaperScanned,
    Payload,
    ReceptionCorrected,
    ResultSigned,
    ScanRemoved,
    ScanSource,
    StateReported,
    SupplementReceived,
    SupplementRequested,
)
from app.domain.fold import fold
from app.domain.history import Outcome, TimelineEntry
from app.domain.papers.register import period_row
from app.domain.procedure import Channel
from app.domain.reports import (
    Column,
    Coverage,
    DueFrom,
    LifeLine,
    Period,
    Reach,
    Reached,
    Span,
    Standing,
    Taken,
    Wait,
    daily_sheet,
    known_until,
    life_line,
    neighbour,
    percent,
    period_of,
    situation,
    standing,
)
from app.domain.states import State
from tests.helpers.dossiers import (
    MORNING,
    a_history,
    a_promise,
    a_received,
    a_recipient,
    a_registered,
    a_result,
    a_return,
)
from tests.helpers.plays import CALM, SCRIPTS, Script, play

DAY = 86_400_000
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
FAR = Period(date(2030, 1, 1), date(2030, 1, 1)).end


def at(day: int, hour: int = 9, month: int = 11) -> int:
    """A moment of 2026 in the office's time."""
    return Period(date(2026, month, day), date(2026, month, day)).start + hour * 3_600_000


def a_line(**changes: object) -> LifeLine:
    told: dict[str, object] = {
        "id": "a",
        "received": at(3),
        "procedure": "1.001193",
        "field": "Hộ tịch",
        "officer": "Lò Thị Mai",
        "dues": (DueFrom(at(3), at(6)),),
    }
    return LifeLine(**(told | changes))  # type: ignore[arg-type]


def numbers(lines: Sequence[LifeLine], period: Period, now: int = FAR) -> dict[int, int]:
    counted = situation(lines, period, now)
    return {int(column): counted.count(column) for column in Column if counted.count(column)}


@pytest.mark.parametrize(
    ("ended", "column"),
    [(at(5, 23), Column.EARLY), (at(6, 23), Column.ON_TIME), (at(7, 1), Column.LATE)],
)
def test_early_on_time_and_late_are_told_by_date(ended: int, column: Column) -> None:
    line = a_line(ended=ended, how=State.DONE)
    assert numbers([line], NOVEMBER) == {3: 1, 5: 1, 7: 1, int(column): 1}


def test_without_an_appointment_it_is_on_time() -> None:
    assert standing(a_line(dues=(), ended=at(29), how=State.DONE), at(29)) is Standing.ON_TIME


def test_what_was_open_before_the_period_is_carried_over() -> None:
    december = Period(date(2026, 12, 1), date(2026, 12, 31))
    assert numbers([a_line()], december) == {3: 1, 6: 1, 11: 1, 13: 1}
    assert numbers([a_line(ended=at(4), how=State.DONE)], december) == {}
    assert numbers([a_line(received=None)], NOVEMBER) == {}
    assert numbers([a_line()], Period(date(2026, 10, 1), date(2026, 10, 31))) == {}


def test_online_is_counted_apart_from_the_counter_and_the_post() -> None:
    lines = [a_line(id=str(one), channel=one) for one in Channel]
    assert numbers(lines, NOVEMBER, at(4)) == {3: 3, 4: 1, 5: 2, 11: 3, 12: 3}


def test_what_waits_for_a_supplement_is_not_late() -> None:
    """NĐ 118/2025, Điều 19(5): the clock begins anew when everything is here."""
    waits = a_line(waits=(Wait(State.SUPPLEMENT, at(4), None),))
    assert numbers([waits], NOVEMBER) == {3: 1, 5: 1, 11: 1, 12: 1}
    done = a_line(waits=(Wait(State.SUPPLEMENT, at(4), at(5)),))
    assert numbers([done], NOVEMBER) == {3: 1, 5: 1, 11: 1, 13: 1}


@pytest.mark.parametrize(("asked", "is_late"), [(at(5), False), (at(9), True)])
def test_closed_while_a_supplement_was_awaited_is_judged_by_when_it_was_asked(
    asked: int, is_late: bool
) -> None:
    waits = (Wait(State.SUPPLEMENT, asked, at(25)),)
    line = a_line(waits=waits, ended=at(25), how=State.NOT_ACCEPTED)
    assert standing(line, at(25)) is (Standing.LATE if is_late else Standing.ON_TIME)


def test_the_appointment_in_force_at_the_end_counts() -> None:
    """An extension (Điều 19(6)) counts for what ends after it, not for what it found late."""
    dues = (DueFrom(at(3), at(6)), DueFrom(at(5), at(12)))
    line = a_line(dues=dues)
    assert [line.due_at(moment) for moment in (at(1), at(4), at(5), at(20))] == [
        at(6),
        at(6),
        at(12),
        at(12),
    ]
    assert standing(a_line(dues=dues, ended=at(12), how=State.DONE), at(12)) is Standing.ON_TIME


def test_319_received_and_195_fully_electronic_are_61_13_percent_and_all_on_time() -> None:
    lines = [
        a_line(
            id=f"{n}",
            channel=Channel.ONLINE if n < 195 else Channel.DIRECT,
            electronic=n < 195,
            ended=at(5),
            how=State.DONE,
        )
        for n in range(319)
    ]
    sheet = daily_sheet(lines, NOVEMBER, FAR)
    assert len(sheet.total.received) == 319
    assert percent(sheet.electronic, len(sheet.total.received)) == "61,13 %"
    assert percent(sheet.online, 319) == "61,13 %"
    assert percent(sheet.on_time, len(sheet.total.settled)) == "100,00 %"
    assert numbers(lines, NOVEMBER) == {3: 319, 4: 195, 5: 124, 7: 319, 8: 319}
    assert percent(0, 0) == "-"


def test_a_second_supplement_counts_as_late_in_the_index() -> None:
    """QĐ 766/QĐ-TTg, 2.1: more than one request costs the on-time point."""
    lines = [a_line(id=f"{n}", supplements=n, ended=at(5), how=State.DONE) for n in range(3)]
    assert daily_sheet(lines, NOVEMBER, FAR).on_time == 2


def test_what_was_withdrawn_is_not_among_those_settled_in_time() -> None:
    lines = [
        a_line(id="done", ended=at(5), how=State.DONE),
        a_line(id="gone", ended=at(5), how=State.WITHDRAWN),
    ]
    sheet = daily_sheet(lines, NOVEMBER, FAR)
    assert (sheet.on_time, len(sheet.total.settled)) == (1, 1)


def test_the_sheet_of_a_day_tells_where_everything_is() -> None:
    third = Period(date(2026, 11, 3), date(2026, 11, 3))
    lines = [
        a_line(id="came"),
        a_line(id="due", received=at(2), dues=(DueFrom(at(2), at(4)),)),
        a_line(id="late", received=at(1), dues=(DueFrom(at(1), at(2)),), officer="Vàng A Chớ"),
        a_line(id="asked", received=at(1), waits=(Wait(State.SUPPLEMENT, at(2), None),)),
        a_line(id="done", ended=at(3, 10), how=State.DONE, returned=at(3, 11)),
        a_line(id="gone", ended=at(3, 10), how=State.WITHDRAWN),
        a_line(id="paid", received=at(1), ended=at(2), fees=(Taken(at(3), 8000), Taken(at(4), 1))),
    ]
    sheet = daily_sheet(lines, third, FAR)
    total = msgspec.to_builtins(sheet.total)
    assert total == {
        "received": ("came", "done", "gone"),
        "settled": ("done",),
        "returned": ("done",),
        "given_back": ("gone",),
        "open_in_time": ("came",),
        "open_due": ("due",),
        "open_late": ("late",),
        "open_supplement": ("asked",),
        "fees": 8000,
    }
    assert sheet.by_officer["Vàng A Chớ"].open_late == ("late",)
    assert set(sheet.by_procedure) == {"1.001193"}


def test_each_field_has_its_row_and_each_number_its_dossiers() -> None:
    lines = [a_line(id="a"), a_line(id="b", field="Đất đai")]
    counted = situation(lines, NOVEMBER, FAR)
    assert counted.fields == ("Hộ tịch", "Đất đai")
    assert counted.ids(Column.RECEIVED, "Đất đai") == ("b",)
    assert counted.count(Column.RECEIVED, "Chứng thực") == 0


def test_a_line_is_drawn_by_when_things_happened_not_by_when_they_were_typed_in() -> None:
    """A late entry (nhập bù) ends when it ended; the restart and the extension count."""
    history = a_history(
        State.NOT_HERE, a_received(channel=Channel.ONLINE), Forwarded(to=a_recipient())
    )
    history.says("quầy 1", SupplementRequested(missing=("Tờ khai",), reason="chưa nộp"))
    again, later = MORNING + DAY, MORNING + 2 * DAY
    history.says("quầy 1", SupplementReceived(brought=("Tờ khai",), promise=a_promise(due=again)))
    history.says("quầy 1", Extended(promise=a_promise(due=later), reason="chờ"))
    history.says("quầy 1", FeeTaken(amount=8000))
    history.says("quầy 1", a_result(), eff=MORNING + 7)
    line = life_line(fold(history.events))
    assert (line.ended, line.how) == (MORNING + 7, State.DONE)
    assert [one.due for one in line.dues][-2:] == [again, later]
    assert [one.amount for one in line.fees] == [8000]
    assert line.supplements == 1
    assert line.field == "Hộ tịch"


def a_scan_of(paper: str, *, is_result: bool) -> PaperScanned:
    return PaperScanned(
        paper=paper,
        file="ab" * 32,
        pages=1,
        bytes=90_000,
        source=ScanSource.FILE,
        facts=PaperFacts(name=paper, owner_id="012191000123"),
        is_result=is_result,
    )


@pytest.mark.parametrize(
    ("channel", "said", "is_electronic"),
    [
        (Channel.ONLINE, (), False),
        (Channel.ONLINE, (a_scan_of("Giấy chứng sinh", is_result=False),), False),
        (Channel.ONLINE, (a_scan_of("Giấy khai sinh", is_result=True),), True),
        (Channel.DIRECT, (a_scan_of("Giấy khai sinh", is_result=True),), False),
        (Channel.ONLINE, (ResultSigned(signed_by="Tẩn A Sài", electronic=True),), True),
        (Channel.ONLINE, (ResultSigned(signed_by="Tẩn A Sài"),), False),
        (Channel.DIRECT, (ResultSigned(signed_by="Tẩn A Sài", electronic=True),), False),
    ],
)
def test_fully_electronic_is_online_with_a_result_as_file_or_signed_electronically(
    channel: Channel, said: tuple[Payload, ...], is_electronic: bool
) -> None:
    history = a_history(State.NOT_HERE, a_received(channel=channel), Forwarded(to=a_recipient()))
    for one in (a_result(awaits_signature=True), *said):
        history.says("quầy 1", one)
    assert life_line(history.fold()).electronic is is_electronic


def test_a_scan_of_the_result_that_was_taken_away_is_none() -> None:
    online = a_received(channel=Channel.ONLINE)
    history = a_history(State.NOT_HERE, online, Forwarded(to=a_recipient()), a_result())
    history.says("quầy 1", a_scan_of("Giấy khai sinh", is_result=True))
    (scan,) = history.fold().scans
    history.says("quầy 1", ScanRemoved(scan=scan.event, reason="nhầm"))
    assert not life_line(history.fold()).electronic


def test_a_result_that_waits_for_its_signature_is_open_until_it_is_signed() -> None:
    """Chờ ký số: the end is the signature, however long it takes."""
    history = a_history(State.PROCESSING, a_result(awaits_signature=True))
    waits = life_line(history.fold())
    assert (waits.ended, waits.how) == (None, None)
    assert numbers([waits], NOVEMBER, MORNING + 3 * DAY) == {3: 1, 5: 1, 11: 1, 13: 1}
    history.says("quầy 1", NoteAdded(text="chờ chủ tịch"))
    assert life_line(history.fold()).ended is None
    event = history.says("quầy 1", ResultSigned(signed_by="Tẩn A Sài"), at=MORNING + 3 * DAY)
    signed = life_line(history.fold())
    assert (signed.ended, signed.how) == (event.envelope.at, State.DONE)
    assert standing(signed, event.envelope.at) is Standing.LATE
    history.says("quầy 1", a_return(), at=MORNING + 5 * DAY)
    assert life_line(history.fold()).ended == event.envelope.at


def test_a_result_that_was_handed_over_unsigned_ended_then() -> None:
    history = a_history(State.PROCESSING, a_result(awaits_signature=True))
    event = history.says("tỉnh", StateReported(state=10), role="province", at=MORNING + DAY)
    line = life_line(history.fold())
    assert (line.ended, line.how) == (event.envelope.at, State.RETURNED)


def test_a_second_result_after_the_work_was_taken_up_again_is_judged_by_itself() -> None:
    history = a_history(State.PROCESSING, a_result(awaits_signature=True))
    history.says("tỉnh", StateReported(state=4), role="province")
    (conflict,) = history.fold().conflicts
    (side,) = conflict.set_aside
    upheld = ConflictSettled(
        conflict=conflict.id, subject=conflict.subject, upheld=(side.event,), state=4
    )
    history.says("quầy 1", upheld)
    assert history.fold().state is State.PROCESSING
    event = history.says("quầy 1", a_result("13/2026"), at=MORNING + DAY)
    assert life_line(history.fold()).ended == event.envelope.at


def test_an_extension_that_came_too_late_does_not_make_it_in_time() -> None:
    """Điều 19(6) wants it before the appointment; the new one is told and changes no standing."""
    due, again = MORNING + DAY, MORNING + 6 * DAY
    for moment, is_late in ((due - 1, False), (due + 1, True)):
        history = a_history(
            State.NOT_HERE, a_received(promise=a_promise(due=due)), Forwarded(to=a_recipient())
        )
        extended = Extended(promise=a_promise(due=again), reason="chờ", late=True)
        history.says("quầy 1", extended, at=moment)
        event = history.says("quầy 1", a_result(), at=MORNING + 4 * DAY)
        dossier = history.fold()
        line = life_line(dossier)
        assert dossier.due == again
        assert line.due_at(FAR) == (due if is_late else again)
        ended = Standing.LATE if is_late else Standing.EARLY
        assert standing(line, event.envelope.at) is ended


def test_the_form_leaves_out_what_was_taken_in_for_another_authority() -> None:
    """Biểu II.06a: tại cơ quan trực tiếp giải quyết; the sheet of our own work has it."""
    history = a_history(State.NOT_HERE, a_received(for_authority="UBND xã Dào San"))
    theirs = life_line(history.fold())
    assert numbers([theirs, a_line()], NOVEMBER, at(4)) == {3: 1, 5: 1, 11: 1, 12: 1}
    assert len(daily_sheet([theirs], NOVEMBER, FAR).total.received) == 1
    assert period_row(history.fold(), theirs).code
    history.says("quầy 1", ReceptionCorrected(reason="nhầm", for_authority=""))
    assert numbers([life_line(history.fold())], NOVEMBER, at(4))[3] == 1


def test_what_the_province_accepted_is_received_when_it_says_so() -> None:
    history = a_history(State.NOT_HERE, a_registered())
    event = history.says("tỉnh", StateReported(state=2), role="province")
    line = life_line(fold(history.events))
    assert line.received == event.envelope.at
    assert life_line(fold([])).received is None


def test_an_upheld_act_ended_it_when_it_was_done() -> None:
    said = ConflictSettled(conflict="c", subject="act", upheld=("b",), state=7)
    told = {"clk": "ok", "by": "", "role": "clerk", "outcome": Outcome.APPLIED}
    done = a_result()
    timeline = (
        TimelineEntry(id="a", kind="", at=5, state=State.DONE, said=done, **told),  # type: ignore[arg-type]
        TimelineEntry(id="b", kind="", at=6, state=State.DONE, said=done, **told),  # type: ignore[arg-type]
        TimelineEntry(id="c", kind="", at=9, state=State.WITHDRAWN, said=said, **told),  # type: ignore[arg-type]
    )
    line = life_line(Dossier(id="x", timeline=timeline, accepted_at=7, promise=a_promise(due=8)))
    assert (line.ended, line.how) == (7, State.WITHDRAWN)
    assert line.dues == (DueFrom(9, 8),)
    assert life_line(Dossier(id="x", promise=a_promise(due=8))).dues == (DueFrom(0, 8),)


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(RuleViolation) as error:
        Period(date(2026, 11, 2), date(2026, 11, 1))
    assert error.value.code == "period_reversed"


_MOMENTS = st.integers(at(1), at(30))
_LINES = st.lists(
    st.builds(
        LifeLine,
        id=st.uuids().map(str),
        field=st.sampled_from(("Hộ tịch", "Đất đai")),
        channel=st.sampled_from(Channel),
        received=_MOMENTS,
        ended=st.none() | st.integers(at(30), at(30) + 30 * DAY),
        how=st.sampled_from((State.DONE, State.WITHDRAWN)),
        dues=st.lists(st.builds(DueFrom, _MOMENTS, st.none() | _MOMENTS), max_size=3).map(tuple),
    ),
    max_size=8,
)


def check_identity(lines: Sequence[LifeLine], days: Sequence[int]) -> None:
    """(3) = (7) + (11) in every period, and what is open at an end is carried over the next."""
    carried: int | None = None
    for begin, end in pairwise(days):
        origin = date(2020, 1, 1)
        period = Period(origin + timedelta(begin), origin + timedelta(end - 1))
        counted = situation(lines, period, FAR)
        of = {column: counted.count(column) for column in Column}
        assert of[Column.RECEIVED] == of[Column.SETTLED] + of[Column.OPEN]
        assert of[Column.RECEIVED] == sum(of[Column(one)] for one in (4, 5, 6))
        assert of[Column.SETTLED] == sum(of[Column(one)] for one in (8, 9, 10))
        assert of[Column.OPEN] == of[Column(12)] + of[Column(13)]
        assert carried is None or of[Column.CARRIED_OVER] == carried
        carried = of[Column.OPEN]


_SPLITS = st.sets(st.integers(2480, 2560), min_size=2, max_size=7).map(sorted)


@given(_LINES, _SPLITS)
@CALM
def test_the_identity_holds_for_any_lines_and_any_split(
    lines: list[LifeLine], days: list[int]
) -> None:
    check_identity(lines, days)


@given(st.lists(SCRIPTS, min_size=1, max_size=3), _SPLITS)
@CALM
def test_the_identity_holds_for_any_acts_of_any_pcs(scripts: list[Script], days: list[int]) -> None:
    check_identity([life_line(fold(play(script))) for script in scripts], days)


@given(SCRIPTS)
@CALM
def test_history_record_and_report_agree(script: Script) -> None:
    """What the control slip, the register and II.06a say of a dossier is the same."""
    dossier = fold(play(script))
    line = life_line(dossier)
    assert (line.ended is not None) == (dossier.ended_at is not None)
    if line.ended is not None and line.received is not None:
        assert line.ended == max(dossier.ended_at or 0, line.received)
    assert line.due_at(FAR) == dossier.due
    assert [wait.start for wait in line.waits] == [one.start for one in dossier.intervals]
    applied = [one for one in dossier.timeline if one.outcome is Outcome.APPLIED]
    assert applied or line.received is None
    span = Period(date(2020, 1, 1), date(2029, 12, 31))
    counted = situation([line], span, FAR)
    assert counted.count(Column.RECEIVED) == (line.received is not None)
    assert counted.count(Column.SETTLED) == (
        line.received is not None and dossier.ended_at is not None
    )


@pytest.mark.parametrize(
    ("span", "day", "first", "last"),
    [
        (Span.DAY, date(2026, 11, 24), date(2026, 11, 24), date(2026, 11, 24)),
        (Span.MONTH, date(2028, 2, 9), date(2028, 2, 1), date(2028, 2, 29)),
        (Span.MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        (Span.QUARTER, date(2026, 11, 24), date(2026, 10, 1), date(2026, 12, 31)),
        (Span.QUARTER, date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31)),
        (Span.YEAR, date(2026, 11, 24), date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_is_the_calendar_s(span: Span, day: date, first: date, last: date) -> None:
    period = period_of(span, day)
    assert period == Period(first, last)
    before, after = neighbour(span, period, -1), neighbour(span, period, 1)
    assert before.last == first - timedelta(1)
    assert after.first == last + timedelta(1)


def test_a_report_covers_a_period_when_every_pc_is_known_to_its_end() -> None:
    end = NOVEMBER.end
    here = Reach(device="a", name="Máy 1", until=end, is_here=True)
    short = Reach(device="b", name="Máy 2", until=end - 1)
    silent = Reach(device="c", name="Máy 3", until=None)
    dead = Reach(device="d", name="Máy 4", until=None, is_revoked=True)
    assert Coverage(counted_at=end, reaches=(here, dead)).is_complete(end)
    assert not Coverage(counted_at=end - 1, reaches=(here,)).is_complete(end)
    some = Coverage(counted_at=end, reaches=(here, short, silent, dead))
    assert not some.is_complete(end)
    assert some.missing(end) == (short, silent)
    early = Coverage(counted_at=end - 5, reaches=(here, short))
    assert early.missing(end) == ()


def test_a_pc_is_known_to_its_latest_entry_or_to_where_a_gap_begins() -> None:
    old = Reached(device="b", epoch="OLD1", n=4, at=40)
    new = Reached(device="b", epoch="NEW1", n=2, at=70)
    assert known_until([old, new]) == 70
    assert known_until([old, msgspec.structs.replace(new, at=None)]) == 40
    assert known_until([msgspec.structs.replace(old, has_gap=True), new]) == 40
    assert known_until([Reached(device="b", epoch="NEW1", n=0, at=None, has_gap=True)]) == 0
    assert known_until([]) is None


@pytest.mark.parametrize(
    ("ended", "how", "note"),
    [
        (None, None, ""),
        (at(4), State.DONE, "Có kết quả 04/11/2026"),
        (at(4), State.WITHDRAWN, "Rút hồ sơ 04/11/2026"),
        (at(4), State.NOT_ACCEPTED, "Trả lại hồ sơ 04/11/2026"),
    ],
)
def test_the_register_s_note_says_what_became_of_it(
    ended: int | None, how: State | None, note: str
) -> None:
    dossier = Dossier(id="x", accepted_at=at(3))
    assert period_row(dossier, a_line(ended=ended, how=how)).note == note
    unheard = Dossier(id="x")
    assert period_row(unheard, a_line()).accepted == "09:00 03/11/2026"
    assert period_row(unheard, a_line(received=None)).accepted == ""
