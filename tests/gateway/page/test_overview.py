"""What of a dossier the page may say, and how far a log was read for it."""

import pytest

from app.domain.events import (
    ConnectionReported,
    Forwarded,
    MachineTold,
    Recorded,
    RecordRefused,
)
from app.portal.overview import Overview
from sync.gateway.faults import StorageFailed
from sync.gateway.page import words
from sync.gateway.page.asking import Asked
from sync.gateway.page.desk import Desk, Visit
from sync.gateway.page.digesting import STEP, Digesting, Reader
from sync.gateway.page.first import first_page
from sync.gateway.page.fleet import Fleets
from sync.gateway.page.layout import Frame, Viewer
from sync.gateway.page.mount import Page
from sync.gateway.storage.digests import Digest, Digests, Found
from tests.helpers.dossiers import (
    A_DOSSIER,
    HOUR,
    a_person,
    a_procedure,
    a_promise,
    a_received,
    a_recipient,
    dossier_id,
)
from tests.helpers.gateway_line import eventually
from tests.helpers.gateway_page import PageOffice
from tests.helpers.gateway_world import SI_LO_LAU, START

NUMBER = "TAM-1-K7QD-261124-001 · Thủ tục đăng ký khai sinh"


@pytest.fixture
def office(world):
    """The page without its HTTP face, on both databases."""
    return PageOffice(world, Page(world.gateway, Overview()))


@pytest.fixture
def digests(world):
    return Digests(world.gateway.storage.commune(SI_LO_LAU))


def test_what_was_accepted_waits_until_the_provincial_system_has_recorded_it(office, digests):
    pc = office.world.enrols(1)
    office.receives(pc, A_DOSSIER)
    assert digests.waiting(9) == [Digest(NUMBER, START + 8 * HOUR, START, None)]
    office.province_says(SI_LO_LAU, A_DOSSIER, Recorded(code="000.00.33.H35-261124-0007"))
    assert digests.waiting(9) == []
    assert digests.summary().sums == (0, None, None, 0, None)


def test_what_was_done_after_it_was_recorded_waits_again(office, digests):
    pc = office.world.enrols(1)
    received = office.says(pc, A_DOSSIER, a_received())
    office.world.clock.now += HOUR
    office.says(pc, A_DOSSIER, Forwarded(to=a_recipient()), seen=(received,))
    office.world.round(pc)
    up_to = Recorded(up_to=str(received.id))
    office.province_says(SI_LO_LAU, A_DOSSIER, up_to)
    (waits,) = digests.waiting(9)
    assert waits.waits_since == START + HOUR


def test_a_refusal_is_told_by_its_code_and_never_by_its_sentence(office, digests):
    pc = office.world.enrols(1)
    office.receives(pc, A_DOSSIER)
    office.world.clock.now += HOUR
    said = RecordRefused(reason="CMND 012191000123 của Lò Thị Pản sai", code="Sai CMND Lò Thị Pản")
    office.province_says(SI_LO_LAU, A_DOSSIER, said)
    (refused,) = digests.refused(9)
    assert (refused.refused_at, refused.refused) == (START + HOUR, "")
    office.province_says(SI_LO_LAU, A_DOSSIER, RecordRefused(reason="sai", code="E17"))
    assert digests.refused(9)[0].refused == "E17"


def test_nobodys_name_number_or_address_is_kept_for_the_page(office, world):
    pc = world.enrols(1)
    office.receives(pc, A_DOSSIER, submitter=a_person("Sùng A Páo", address="Bản Gia Khâu"))
    with world.gateway.storage.commune(SI_LO_LAU).reading() as db:
        kept = str(db.execute("SELECT * FROM digests").fetchall())
    assert "TAM-1-K7QD-261124-001" in kept
    for private in ("Sùng", "Páo", "Gia Khâu", "012191000123", "0900000001"):
        assert private not in kept


def test_a_procedure_that_somebody_typed_is_not_repeated(office, digests):
    pc = office.world.enrols(1)
    typed = a_procedure(code="NGOAI-DM", name="Xác nhận cho ông Sùng A Páo")
    office.receives(pc, A_DOSSIER, procedure=typed)
    assert digests.waiting(9)[0].text == "TAM-1-K7QD-261124-001 · thủ tục ngoài danh mục"


def test_who_may_not_speak_changes_nothing(office, digests):
    """An office PC that says the province has recorded something is not believed."""
    pc = office.world.enrols(1)
    office.receives(pc, A_DOSSIER)
    office.says(pc, A_DOSSIER, Recorded(code="1"))
    office.world.round(pc)
    office.page.read_on()
    assert len(digests.waiting(9)) == 1


def test_a_connector_says_how_its_line_is(office, digests):
    said = ConnectionReported(system="tinh", line="unreachable", since=START, waiting=3)
    office.connector_says(SI_LO_LAU, said)
    assert digests.summary().connections == (("tinh", "unreachable", START, 3),)


def test_the_nearest_deadline_comes_first(office, digests):
    pc = office.world.enrols(1)
    for n, due in ((1, None), (2, 5 * HOUR), (3, 2 * HOUR)):
        moment = START + due if due else None
        office.receives(
            pc, dossier_id(n), number=f"số {n}", promise=a_promise(start=START, due=moment)
        )
    assert [one.text[:4] for one in digests.waiting(9)] == ["số 3", "số 2", "số 1"]
    assert digests.summary().sums.due == START + 2 * HOUR


def test_a_clock_that_is_not_right_is_told_as_long_as_it_is(office, digests):
    pc = office.world.enrols(1)
    office.says(pc, A_DOSSIER, a_received(), clk="bad")
    office.world.round(pc)
    office.page.read_on()
    clock = digests.clocks()[pc.author.device]
    assert (clock.quality, clock.since, clock.faults) == ("bad", START, 1)
    office.world.clock.now += HOUR
    office.says(pc, dossier_id(2), a_received())
    office.world.round(pc)
    office.page.read_on()
    clock = digests.clocks()[pc.author.device]
    assert (clock.is_faulty, clock.since, clock.faults) == (False, START + HOUR, 1)


def test_a_clock_ahead_of_the_gateways_is_a_fault_whatever_the_pc_thinks(office, digests):
    pc = office.world.enrols(1)
    office.world.clock.now += 3 * HOUR
    office.says(pc, A_DOSSIER, a_received())
    office.world.clock.now -= 3 * HOUR
    office.world.round(pc)
    office.page.read_on()
    assert digests.clocks()[pc.author.device].quality == "ahead"


def a_fleet_of(world) -> str:
    return first_page(Frame("LC", None), Fleets(world.gateway, reads_dossiers=True).all())


def test_a_gateway_whose_clock_went_back_says_so_and_no_more_once_it_is_right(office, world):
    pcs = [world.enrols(n) for n in range(1, 4)]
    for pc in pcs:
        office.receives(pc, dossier_id(pcs.index(pc) + 1))
    assert words.OWN_CLOCK not in a_fleet_of(world)
    world.clock.now -= 30 * 24 * HOUR
    assert words.OWN_CLOCK in a_fleet_of(world)
    world.clock.now += 30 * 24 * HOUR
    assert words.OWN_CLOCK not in a_fleet_of(world)


def test_only_most_of_the_pcs_can_doubt_the_gateway(office, world):
    pcs = [world.enrols(n) for n in range(1, 4)]
    world.clock.now += 3 * HOUR
    for pc in pcs[:2]:
        office.says(pc, A_DOSSIER, a_received())
    world.clock.now -= 3 * HOUR
    world.round(pcs[2])
    world.round(pcs[0])
    office.page.read_on()
    assert words.OWN_CLOCK not in a_fleet_of(world)
    world.round(pcs[1])
    office.page.read_on()
    assert words.OWN_CLOCK in a_fleet_of(world)
    for n in (4, 5):
        world.round(world.enrols(n))
    assert words.OWN_CLOCK not in a_fleet_of(world)  # two of five


def test_pcs_that_cannot_believe_the_signed_time_tell_it(office, world):
    """A gateway that is decades ahead: nobody's events are ahead of it."""
    for n in range(1, 3):
        office.tells(world.enrols(n), MachineTold(system="windows", doubts_gateway=True))
    assert words.OWN_CLOCK in a_fleet_of(world)


class _Counting(Overview):
    """Counts what is folded."""

    def __init__(self):
        super().__init__()
        self.folded = []

    def digest(self, events, devices):
        self.folded.append(events[0].envelope.e)
        return super().digest(events, devices)


def test_only_what_was_touched_is_folded_and_a_restart_begins_where_it_was(world, digests):
    insight = _Counting()
    office = PageOffice(world, Page(world.gateway, insight))
    pc = world.enrols(1)
    office.receives(pc, A_DOSSIER)
    office.receives(pc, dossier_id(2))
    insight.folded.clear()
    office.page.read_on()
    assert insight.folded == []
    again = PageOffice(world, Page(world.gateway, insight))
    office.says(pc, dossier_id(2), a_received())
    world.round(pc)
    again.page.read_on()
    assert insight.folded == [dossier_id(2)]
    assert digests.reached().position == digests.summary().position


def test_a_step_is_bounded(world, digests):
    pc = world.enrols(1)
    pc.does(STEP + 20)
    world.round(pc)
    reading = Digesting(digests, Overview(), list)
    assert reading.step(START)  # other rules: begin anew
    assert reading.step(START)
    assert digests.reached().position == STEP
    assert reading.step(START)
    assert not reading.step(START)
    assert digests.reached().position == digests.summary().position


def test_other_rules_begin_anew(office, digests):
    pc = office.world.enrols(1)
    office.receives(pc, A_DOSSIER)
    blind = Digesting(digests, None, list)
    assert blind.step(START)
    assert digests.waiting(9) == []
    assert digests.reached() == ("", 0)


def test_of_two_processes_that_read_the_same_step_one_keeps_it(office, digests):
    pc = office.world.enrols(1)
    office.receives(pc, A_DOSSIER)
    reached = digests.reached()
    before = reached._replace(position=reached.position - 1)
    assert not digests.keep(before, reached.position, Found({A_DOSSIER: None}, {}, {}, {}))
    assert len(digests.waiting(9)) == 1


def test_the_program_of_a_pc_is_known_from_its_greeting(office, world):
    pc = world.enrols(1)
    world.round(pc, program="0.1.0")
    fleets = Fleets(world.gateway, reads_dossiers=True)
    assert [pc.program for pc in fleets.all().pcs()] == ["0.1.0"]
    world.round(pc)
    assert [pc.program for pc in fleets.all().pcs()] == [""]


def test_without_the_application_clocks_are_read_and_dossiers_are_not_guessed(world):
    office = PageOffice(world, Page(world.gateway, None))
    pc = world.enrols(1)
    office.says(pc, A_DOSSIER, a_received(), clk="estimated")
    world.round(pc)
    office.page.read_on()
    fleet = Fleets(world.gateway, reads_dossiers=False).all()
    assert all(one.sums is None for one in fleet.communes)
    assert sum(pc.clock is not None and pc.clock.is_faulty for pc in fleet.pcs()) == 1
    page = first_page(Frame("Lai Châu", None), fleet)
    assert page.count(words.UNKNOWN_VALUE) == 3 * len(fleet.communes)
    assert words.NO_INSIGHT in page


class _Failing(Digesting):
    """A commune whose disk does not answer."""

    def step(self, now_ms):
        raise StorageFailed(f"disk at {now_ms}")


def test_a_disk_that_fails_stops_no_other_commune(office, digests, caplog):
    pc = office.world.enrols(1)
    office.says(pc, A_DOSSIER, a_received())
    office.world.round(pc)
    readings = {
        "failing": _Failing(digests, None, list),
        "well": Digesting(digests, Overview(), list),
    }
    reader = Reader(lambda: readings, readings.__getitem__, lambda: START)
    while reader.round():
        pass
    assert digests.reached().position == digests.summary().position
    assert "digests of failing wait" in caplog.text


def test_the_reading_thread_works_by_itself_and_stops_when_told(office, digests):
    pc = office.world.enrols(1)
    office.says(pc, A_DOSSIER, a_received())
    office.world.round(pc)
    office.page.start()
    assert eventually(lambda: len(digests.waiting(9)) == 1)
    office.page.stop()
    office.page.stop()


def test_nothing_waits_is_said_only_when_everything_is_read(office, digests):
    office.receives(office.world.enrols(1), A_DOSSIER)
    digests.begin_anew(Overview().version)
    desk = Desk(office.world.gateway, Fleets(office.world.gateway, reads_dossiers=True))
    visit = Visit("Tú", Asked(path={"code": SI_LO_LAU}), Frame("LC", Viewer("Tú", False, "t")))
    half = desk.commune(visit).body
    assert half.count(words.NOT_READ_YET) == 2
    assert words.ALL_RECORDED not in half
    assert words.NONE_REFUSED not in half
    office.page.read_on()
    whole = desk.commune(visit).body
    assert words.NOT_READ_YET not in whole
    assert words.NONE_REFUSED in whole
