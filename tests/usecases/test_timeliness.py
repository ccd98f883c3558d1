"""Two days without a line: what was decided in time is proved to have been, and told late."""

from datetime import timedelta

import pytest

from app.domain.dossier import Dossier
from app.domain.events import IssuedPaper, OnPaper, Recorded
from app.domain.reports import Period
from app.system.clock import milliseconds
from app.usecases.desk import Desk
from app.usecases.processing import Decided, forward
from app.usecases.results import record_result
from app.usecases.sync_round import Round
from app.usecases.synchronise import link_journal, one_round
from app.usecases.timeliness import Judgement, of_dossier, told_late
from sync.protocol.errors import Unreachable
from tests.helpers.desk import LAWYER, a_desk, a_dossier
from tests.helpers.office import AnOffice
from tests.helpers.province import Province

TEN_MINUTES = timedelta(minutes=10)
HOUR_MS = 3_600_000


def decides(desk: Desk, dossier: Dossier) -> Dossier:
    """It is handed over and has its result."""
    forwarded = forward(desk, dossier.version, LAWYER)
    signed = Decided(desk.now(), OnPaper(decided_by="Chủ tịch UBND xã"))
    result = [IssuedPaper(name="Bản sao", number="1")]
    return record_result(desk, forwarded.version, result, decided=signed)


def is_out(office: AnOffice, desk: Desk, hours: float) -> None:
    """An attempt every half hour, and nobody answers."""
    for _ in range(round(hours * 2)):
        office.clock.pass_by(timedelta(minutes=30))
        with pytest.raises(Unreachable):
            one_round(desk)


def november(desk: Desk) -> Period:
    day = desk.now().date()
    return Period(day.replace(day=1), day)


def lost(office: AnOffice, desk: Desk, province: Province, tried: float) -> Dossier:
    """Decided at 08:40 on Tuesday, due a day later, the line lost until Thursday morning.

    Attempts were made for so many hours; after that the PC was off.
    """
    one_round(desk)
    province.is_cut_off()
    dossier = decides(desk, a_dossier(desk, "2.000815"))
    is_out(office, desk, tried)
    province.is_back()
    office.clock.pass_by(timedelta(hours=48 - tried) + TEN_MINUTES)
    one_round(desk)
    return dossier


@pytest.fixture
def outage(office: AnOffice, enrolled: Desk, province: Province) -> Dossier:
    return lost(office, enrolled, province, 2)


def test_two_days_without_a_line_are_proved_by_the_signed_clock(office, enrolled, province):
    dossier = lost(office, enrolled, province, 48)
    found = of_dossier(enrolled, dossier.id)
    assert found is not None
    assert found.judgement is Judgement.BY_LINE
    assert found.journey.delivered == milliseconds(office.clock.now())
    assert found.journey.tried == found.entered + HOUR_MS / 2
    assert found.journey.carrier == "line"
    assert (found.down.milliseconds, found.down.tries) == (round(47.5 * HOUR_MS) + 600_000, 96)
    good, outage, before = link_journal(enrolled)
    assert (good.outcome, outage.outcome, before.outcome) == ("ok", "unreachable", "ok")
    assert (outage.tries, outage.until - outage.began) == (96, 47.5 * HOUR_MS)


def test_the_list_of_a_period_has_it_and_no_other(office, enrolled, province, outage):
    office.clock.pass_by(TEN_MINUTES)
    prompt = decides(enrolled, a_dossier(enrolled, "2.000815"))
    one_round(enrolled)
    late = a_dossier(enrolled, "2.000815")
    office.clock.pass_by(timedelta(days=3))
    decides(enrolled, late)
    a_dossier(enrolled)
    found = told_late(enrolled, november(enrolled))
    assert [row.id for row in found.rows] == [outage.id]
    assert (found.totals.settled, found.totals.told_late, found.totals.late) == (3, 1, 1)
    assert found.totals.share == "50,00 %"
    told = of_dossier(enrolled, prompt.id)
    assert told is not None
    assert told.judgement is Judgement.IN_TIME


def test_what_the_provinces_system_recorded_is_told_beside_it(office, enrolled, province, outage):
    office.clock.pass_by(timedelta(hours=2))
    province.says(outage.id, Recorded(code="H35.112.03-261124-0001"))
    one_round(enrolled)
    found = of_dossier(enrolled, outage.id)
    assert found is not None
    assert found.recorded == milliseconds(office.clock.now())


def test_a_dossier_that_is_open_proves_nothing(enrolled):
    assert of_dossier(enrolled, a_dossier(enrolled).id) is None


def test_a_program_started_again_during_the_outage_forgets_nothing(office, enrolled, province):
    one_round(enrolled)
    province.is_cut_off()
    dossier = decides(enrolled, a_dossier(enrolled, "2.000815"))
    is_out(office, enrolled, 1)
    office.clock.pass_by(timedelta(hours=54))  # the PC is off
    office.clock.start_again()
    desk = a_desk(office.reopens())
    is_out(office, desk, 1)
    province.is_back()
    one_round(desk)
    found = of_dossier(desk, dossier.id)
    assert found is not None
    assert found.judgement is Judgement.BY_LINE
    assert found.down.tries == 4
    assert found.down.milliseconds < 3 * HOUR_MS  # of the night nothing is claimed
    (outage,) = (one for one in link_journal(desk) if one.outcome == "unreachable")
    assert (outage.tries, outage.silent // HOUR_MS) == (4, 54)


def commits_of_a_round(desk: Desk) -> int:
    session = desk.store.sync_session()
    said: list[str] = []
    session._connection.raw.set_trace_callback(said.append)
    try:
        Round(desk, session).run()
    finally:
        session.close()
    return said.count("COMMIT")


def test_evidence_costs_no_commit_of_its_own(enrolled):
    one_round(enrolled)
    a_dossier(enrolled)
    assert commits_of_a_round(enrolled) == 5  # as before there was any
