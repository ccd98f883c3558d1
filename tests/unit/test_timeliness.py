"""Late, or only told late: what the journals prove, and that no real lateness is hidden."""

from typing import Any

import msgspec
import pytest

from app.domain.dossier import Dossier
from app.domain.events import (
    EnteredByHand,
    Forwarded,
    Recorded,
    SupplementRequested,
    Withdrawn,
)
from app.domain.link import Stretch
from app.domain.states import State
from app.domain.timeliness import (
    Journey,
    Judgement,
    Known,
    Timeliness,
    Totals,
    decision,
    timeliness,
    totals,
)
from tests.helpers.dossiers import (
    DAY,
    HOUR,
    MORNING,
    History,
    a_history,
    a_promise,
    a_received,
    a_recipient,
    a_result,
    an_import,
)

DUE = MORNING + 3 * DAY
FAR = MORNING + 30 * DAY
OUTAGE = Stretch(began=MORNING + 2 * DAY, until=MORNING + 4 * DAY, outcome="unreachable", tries=212)


def decided(at: int, due: int | None = DUE, **envelope: Any) -> History:
    """A dossier that was promised for the third day, with its result at that moment."""
    history = History()
    promise = a_promise(due=due)
    history.says("quầy 1", a_received(accepted_at=MORNING, promise=promise), at=MORNING)
    history.says("quầy 1", Forwarded(to=a_recipient()), at=MORNING)
    told: dict[str, Any] = {"at": at, "clk": "ok"} | envelope
    history.says("quầy 1", a_result(), **told)
    return history


def judged(history: History, journey: Journey, now: int = FAR, **known: Any) -> Timeliness:
    dossier = history.fold()
    entry = decision(dossier)
    assert entry is not None
    told: dict[str, Any] = {"journey": journey, "stretches": (OUTAGE,)} | known
    return timeliness(dossier, entry, Known(**told), now)


EARLY, LATER = MORNING + 2 * DAY, MORNING + 5 * DAY


@pytest.mark.parametrize(
    ("at", "delivered", "now", "expected"),
    [
        (EARLY, EARLY + HOUR, FAR, Judgement.IN_TIME),
        (EARLY, DUE + HOUR, FAR, Judgement.IN_TIME),  # the same day: reports count by the day
        (EARLY, LATER, FAR, Judgement.BY_LINE),
        (EARLY, None, DUE, Judgement.WAITING),
        (EARLY, None, FAR, Judgement.BY_LINE),
        (LATER, LATER + HOUR, FAR, Judgement.LATE),
        (LATER, None, FAR, Judgement.LATE),
    ],
)
def test_on_time_told_late_and_late_are_told_apart(at, delivered, now, expected):
    found = judged(decided(at), Journey(tried=at, delivered=delivered), now)
    assert found.judgement is expected


def test_a_real_lateness_stays_one_whatever_the_line_was_like():
    whole = (msgspec.structs.replace(OUTAGE, began=MORNING, until=FAR),)
    found = judged(decided(LATER), Journey(), stretches=whole)
    assert found.judgement is Judgement.LATE


def test_the_hours_without_a_line_are_those_between_decision_and_delivery():
    found = judged(decided(EARLY + HOUR), Journey(delivered=LATER))
    assert (found.down.milliseconds, found.down.tries) == (2 * DAY - HOUR, 212)
    assert (found.decided, found.due, found.told) == (EARLY + HOUR, DUE, LATER)


def test_without_an_outage_in_the_journal_the_line_is_not_blamed():
    found = judged(decided(EARLY), Journey(delivered=LATER), stretches=())
    assert found.judgement is Judgement.BY_SYNC


def test_what_the_gateway_had_in_time_and_the_provinces_system_took_late():
    history = decided(EARLY)
    history.says("tỉnh", Recorded(code="H35-1"), at=LATER, role="province")
    found = judged(history, Journey(delivered=EARLY + HOUR))
    assert (found.judgement, found.recorded) == (Judgement.BY_PROVINCE, LATER)


def test_typed_into_the_provinces_system_in_time_it_was_told_in_time():
    history = decided(EARLY)
    history.says("quầy 1", EnteredByHand(code="H35.112.03-261124-0001"), at=EARLY + HOUR)
    found = judged(history, Journey(delivered=LATER))
    assert (found.judgement, found.told) == (Judgement.IN_TIME, EARLY + HOUR)


def test_a_record_of_an_earlier_act_or_of_nothing_is_none_of_the_decision():
    history = decided(EARLY)
    first = str(history.events[0].id)
    history.says("tỉnh", Recorded(code="H35-1", up_to=first), at=LATER, role="province")
    assert judged(history, Journey(delivered=EARLY)).recorded is None


def test_a_result_on_paper_that_was_typed_in_after_its_day_is_not_the_lines_fault():
    found = judged(decided(LATER, eff=EARLY), Journey(delivered=LATER + HOUR))
    assert found.judgement is Judgement.ENTERED_LATE
    assert (found.decided, found.entered) == (EARLY, LATER)


@pytest.mark.parametrize(
    ("journey", "envelope"),
    [
        (Journey(delivered=LATER), {"clk": "bad"}),
        (Journey(delivered=LATER, before=EARLY + HOUR), {}),  # the clock was put back
        (Journey(delivered=LATER - DAY), {"eff": EARLY}),  # and here ahead
    ],
)
def test_a_clock_in_doubt_proves_nothing(journey, envelope):
    at = LATER if "eff" in envelope else EARLY
    assert judged(decided(at, **envelope), journey).judgement is Judgement.UNKNOWN


def test_a_clock_that_nobody_compared_is_named_but_believed():
    found = judged(decided(EARLY, clk="estimated"), Journey(delivered=LATER, before=EARLY))
    assert (found.judgement, found.is_estimated) == (Judgement.BY_LINE, True)


def test_of_another_pcs_act_only_an_arrival_in_time_is_known_here():
    late = judged(decided(EARLY), Journey(delivered=LATER), is_own=False)
    assert (late.judgement, late.down.tries) == (Judgement.ELSEWHERE, 0)
    in_time = judged(decided(EARLY), Journey(delivered=EARLY), is_own=False)
    assert in_time.judgement is Judgement.IN_TIME


def test_without_an_appointment_nothing_is_late():
    assert judged(decided(LATER, due=None), Journey()).judgement is Judgement.IN_TIME


def test_what_was_withdrawn_while_a_supplement_was_awaited_had_no_day_to_keep():
    history = a_history(State.ACCEPTED, SupplementRequested(missing=("Tờ khai",), reason="thiếu"))
    history.says("quầy 1", Withdrawn(reason="dân xin rút"), at=LATER)
    found = judged(history, Journey(delivered=LATER + DAY))
    assert (found.judgement, found.due) == (Judgement.IN_TIME, None)


def test_what_is_open_or_came_settled_has_no_decision():
    assert decision(a_history(State.PROCESSING).fold()) is None
    settled = History()
    settled.says("quầy 1", an_import(state=int(State.DONE)))
    assert decision(settled.fold()) is None
    assert decision(Dossier(id="x")) is None


def a_row(judgement: Judgement) -> Timeliness:
    found = judged(decided(EARLY), Journey())
    return msgspec.structs.replace(found, judgement=judgement)


def test_195_of_319_late_dossiers_were_only_told_late():
    rows = [
        *[a_row(Judgement.BY_LINE)] * 190,
        *[a_row(Judgement.BY_SYNC)] * 3,
        *[a_row(Judgement.BY_PROVINCE)] * 2,
        *[a_row(Judgement.LATE)] * 124,
        *[a_row(Judgement.IN_TIME)] * 1000,
        a_row(Judgement.ENTERED_LATE),
        a_row(Judgement.ELSEWHERE),
        a_row(Judgement.UNKNOWN),
    ]
    found = totals(rows)
    assert (found.told_late, found.counted_late, found.share) == (195, 319, "61,13 %")
    assert found.settled == len(rows)
    assert (found.entered_late, found.elsewhere, found.unknown) == (1, 1, 1)
    assert totals(()) == Totals()
