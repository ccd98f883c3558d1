"""What proves when the province was told: kept within bounds, in every copy, by no extra commit."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.link import FILES, LINE, OK, SENT_FILES, Stretch
from app.domain.timeliness import Journey
from app.store import evidence as room
from app.store.connection import Connection, open_writer
from app.store.evidence import Evidence
from app.store.profile import Profile
from app.store.restoring import restore
from app.store.secrets import database_key
from app.store.store import Store
from app.system.clock import milliseconds
from app.system.clock_guard import Quality, Stamp
from sync.protocol.identity import Author, EventId
from tests.helpers.office import MAI, PASSWORD, AnOffice

MONDAY = datetime(2026, 11, 23, 1, tzinfo=UTC)  # 08:00
QUAY = Author("DEVICE0001", "AAAA")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def connection(office: AnOffice):
    connection = open_writer(office.profile.database, database_key(office.key.secret))
    yield connection
    connection.close()


@pytest.fixture
def kept(connection: Connection) -> Evidence:
    return Evidence(connection)


def stamp(at: datetime = MONDAY, quality: Quality = Quality.OK) -> Stamp:
    return Stamp(at, quality)


def an_attempt(at: datetime, outcome: str = "unreachable", **more: object) -> Stretch:
    moment = milliseconds(at)
    told: dict[str, object] = {"began": moment, "until": moment, "outcome": outcome}
    return Stretch(**told | more)  # type: ignore[arg-type]


def test_an_outage_of_a_week_is_one_row_with_its_count(kept: Evidence):
    for ten in range(7 * 24 * 6):
        kept.note(an_attempt(MONDAY + 10 * ten * MINUTE, bytes_up=100, round_trips=1))
    (row,) = kept.stretches()
    assert (row.tries, row.bytes_up, row.round_trips) == (1008, 100_800, 1008)
    assert row.until - row.began == 7 * 24 * 3_600_000 - 600_000


def test_another_end_another_clock_and_another_day_of_good_rounds_begin_a_row(kept: Evidence):
    kept.note(an_attempt(MONDAY, OK))
    kept.note(an_attempt(MONDAY + MINUTE, OK))
    kept.note(an_attempt(MONDAY + 2 * MINUTE))
    kept.note(an_attempt(MONDAY + 3 * MINUTE, clk="estimated"))
    for half in range(1, 50):
        kept.note(an_attempt(MONDAY + 30 * half * MINUTE, OK))
    assert [row.tries for row in kept.stretches()] == [2, 1, 1, 31, 18]


def test_hours_without_an_attempt_begin_a_row(kept: Evidence):
    kept.note(an_attempt(MONDAY))
    kept.note(an_attempt(MONDAY + 60 * MINUTE))
    kept.note(an_attempt(MONDAY + 121 * MINUTE))
    assert [row.tries for row in kept.stretches()] == [2, 1]


def test_scans_have_a_row_of_their_own_and_cut_none_in_two(kept: Evidence):
    for one in range(3):
        kept.note(an_attempt(MONDAY + one * MINUTE, OK))
        kept.note(an_attempt(MONDAY + one * MINUTE, SENT_FILES, lane=FILES))
    assert [(row.lane, row.tries) for row in kept.stretches()] == [(LINE, 3), (FILES, 3)]
    assert [row.lane for row in kept.recent(5, FILES)] == [FILES]
    assert kept.last_contact() == milliseconds(MONDAY + 2 * MINUTE)


def test_a_clock_that_was_put_back_begins_a_row_and_keeps_the_order(kept: Evidence):
    kept.note(an_attempt(MONDAY + timedelta(days=300)))
    kept.note(an_attempt(MONDAY, clk="ok"))
    kept.note(an_attempt(MONDAY + MINUTE, clk="ok"))
    assert [row.tries for row in kept.stretches()] == [1, 2]


def test_the_journal_forgets_by_number_and_by_age(kept: Evidence, monkeypatch, connection):
    monkeypatch.setattr(room, "MOST_STRETCHES", 3)
    monkeypatch.setattr(room, "MOST_DELIVERIES", 2)
    with connection.writing():
        for n in (5, 9, 12):
            kept.tried(QUAY, n, stamp(MONDAY + n * MINUTE))
    for day in range(5):
        kept.note(an_attempt(MONDAY + timedelta(days=day)))
    assert len(kept.stretches()) == 3
    assert kept.journey(EventId(*QUAY, 1)).tried == milliseconds(MONDAY + 9 * MINUTE)
    kept.note(an_attempt(MONDAY + timedelta(days=500), clk="bad"))
    assert len(kept.stretches()) == 3  # a clock in doubt makes nobody forget
    kept.note(an_attempt(MONDAY + timedelta(days=501)))
    assert len(kept.stretches()) == 2
    assert kept.journey(EventId(*QUAY, 1)) == Journey()


def test_first_tried_is_the_first_attempt_after_it_and_delivered_the_first_raise(kept, connection):
    late = stamp(MONDAY + timedelta(days=2))
    with connection.writing():
        kept.tried(QUAY, 4, stamp())
        kept.tried(QUAY, 4, stamp(MONDAY + MINUTE))  # nothing new
        kept.tried(QUAY, 9, stamp(MONDAY + 5 * MINUTE, Quality.ESTIMATED))
        kept.held(QUAY, 6, 777, late, "line")
        kept.held(QUAY, 6, 888, late, "line")  # no raise
        kept.held(QUAY, 12, 999, late, "stick")  # more than was tried here: a neighbour brought it
    told = [kept.journey(EventId(*QUAY, n)) for n in (3, 5, 7, 11, 13)]
    assert [one.delivered for one in told] == [777, 777, 999, 999, None]
    first, second = milliseconds(MONDAY), milliseconds(MONDAY + 5 * MINUTE)
    assert [one.tried for one in told] == [first, second, second, None, None]
    assert [one.before for one in told] == [None, first, second, second, second]
    assert [one.carrier for one in told] == ["line", "line", "stick", "stick", ""]
    assert told[1].tried_clk == "estimated"
    assert told[0].learned == milliseconds(late.at)


def test_what_the_communes_server_signed_is_told_apart(kept, connection):
    with connection.writing():
        kept.tried(QUAY, 4, stamp())
        kept.reached_hub(QUAY, 2, 555)
        kept.reached_hub(QUAY, 7, 666)
        kept.held(QUAY, 7, 999, stamp(), "hub")
    assert [kept.journey(EventId(*QUAY, n)).hub for n in (1, 3, 6)] == [555, 666, 666]
    assert kept.journey(EventId(*QUAY, 3)).delivered == 999


def with_evidence(office: AnOffice, hours: int = 0) -> None:
    """An attempt, an event that was tried, and its arrival, so many hours later than Monday."""
    at = stamp(office.clock.now())
    session = office.store.sync_session()
    session.evidence.note(an_attempt(at.at))
    with session.page() as page:
        page.tried(at)
        session.evidence.held(session.device.author, session.journal.head(
            session.device.author).n, 1000 + hours, at, "line")  # fmt: skip
    session.close()


def evidence_of(office: AnOffice) -> tuple[list[Stretch], Journey]:
    reader = office.reader
    return reader.evidence.stretches(), reader.evidence.journey(
        EventId(*office.store.device.author, 1)
    )


def test_a_rebuild_drops_none_of_it(office: AnOffice):
    office.receives()
    with_evidence(office)
    before = evidence_of(office)
    office.store.rebuild()
    assert evidence_of(office) == before
    assert before[1].delivered == 1000


def test_every_copy_has_it_and_the_steps_after_it(office: AnOffice, tmp_path: Path):
    office.receives()
    with_evidence(office)
    base = office.store.back_up()
    office.clock.pass_by(timedelta(hours=3))
    office.receives()
    with_evidence(office, 3)
    made = office.store.add_step(base)
    assert made is not None
    before = evidence_of(office)
    assert len(before[0]) == 2
    office.closes()
    elsewhere = Profile(tmp_path / "elsewhere")
    machine = office.store.machine
    key = restore(elsewhere, made.path, MAI.id, PASSWORD, machine)
    office.store = Store.open(elsewhere, key, machine)
    assert office.reader.evidence.stretches() == before[0]


def test_an_older_copy_put_back_takes_over_what_came_after_it(office: AnOffice):
    base = office.store.back_up()
    office.receives()
    with_evidence(office)
    before = evidence_of(office)[0]
    office.closes()
    machine = office.store.machine
    key = restore(office.profile, base.path, MAI.id, PASSWORD, machine)
    office.store = Store.open(office.profile, key, machine)
    assert office.reader.evidence.stretches() == before
