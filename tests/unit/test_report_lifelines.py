"""A dossier's life line: when it came, when it ended, what counts as electronic and as late."""

import pytest

from app.domain.dossier import Dossier
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
    DueFrom,
    Standing,
    daily_sheet,
    life_line,
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
from tests.unit.test_reports import DAY, FAR, NOVEMBER, a_line, at, numbers


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
