"""The commune's server: PCs of one office see each other's acts, with or without the province."""

import time

import pytest

from app.domain.errors import RuleViolation
from app.store.records import Touched
from app.usecases import hub, stick_enrolment
from app.usecases.dossier_view import open_dossier
from app.usecases.hub_known import hub_settings
from app.usecases.levels import Level
from app.usecases.processing import forward
from app.usecases.synchronise import one_round, status
from sync.carriers.neighbour_faults import HubKnowsUsNot, HubPortClosed
from sync.gateway import stick_enrolment as province_side
from sync.protocol.errors import Unreachable
from tests.helpers.desk import LAWYER, a_desk, a_dossier
from tests.helpers.hub import a_child_hub, a_hub, address_of
from tests.helpers.office import THE_OFFICE, a_machine, an_office
from tests.helpers.patience import PATIENCE
from tests.helpers.two_pcs import a_second_pc


@pytest.fixture
def third(tmp_path, enrolled, other, province):
    """One more, that has heard of the others."""
    province.is_back()
    with a_second_pc(tmp_path / "third", enrolled, province, 8) as one:
        for desk in (one.desk, enrolled, other):
            one_round(desk)
        province.is_cut_off()
        yield one.desk


def knows(desk, dossier):
    return desk.store.reader().row(dossier.id) is not None


def level(desk, dossier):
    return open_dossier(desk, dossier.id).level


def seal(desk):
    """What the sync thread of the window does after each act."""
    session = desk.store.sync_session()
    session.seal()
    session.close()


def test_what_one_counter_does_the_other_sees_at_once_without_any_line(enrolled, other):
    with a_hub(enrolled) as running:
        hub.join(other, running.address)
        mine, theirs = a_dossier(enrolled), a_dossier(other)
        seal(enrolled)
        hub.one_round(other)
        assert knows(other, mine)
        assert knows(enrolled, theirs)
        assert level(other, theirs) is Level.COMMUNE_SERVER
        assert open_dossier(other, theirs.id).timeline[0].level is Level.COMMUNE_SERVER
        assert level(enrolled, mine) is Level.SAVED_HERE
        assert running.seen[-1] == other.store.device.device


def test_what_the_server_itself_saved_is_said_to_be_at_the_server(enrolled, other):
    hub.serve_here(enrolled)
    mine = open_dossier(enrolled, a_dossier(enrolled).id)
    (row, *_) = mine.timeline
    assert (row.level, mine.level) == (Level.SAVED_HERE, Level.SAVED_HERE)
    assert row.at_server
    assert mine.at_server
    assert not open_dossier(other, a_dossier(other).id).at_server


def test_the_window_of_the_server_hears_what_came_to_its_process(enrolled, other):
    heard: list[Touched] = []
    enrolled.store.listen(heard.append)
    with a_hub(enrolled) as running:
        hub.join(other, running.address)
        dossier = a_dossier(other)
        hub.one_round(other)
    assert ("dossier", (dossier.id,)) in [(each.kind, each.ids) for each in heard]


def test_acts_on_one_dossier_at_two_counters_follow_each_other(enrolled, other):
    with a_hub(enrolled) as running:
        hub.join(other, running.address)
        dossier = a_dossier(other)
        hub.one_round(other)
        forward(enrolled, open_dossier(enrolled, dossier.id).dossier.version, LAWYER)
        seal(enrolled)
        hub.one_round(other)
    assert open_dossier(other, dossier.id).dossier.forwarded is not None
    assert not open_dossier(other, dossier.id).dossier.conflicts


def test_only_the_server_has_a_line_and_everybodys_acts_come_to_the_province(
    enrolled, other, province
):
    with a_hub(enrolled) as running:
        hub.join(other, running.address)
        dossier = a_dossier(other)
        hub.one_round(other)
        assert level(other, dossier) is Level.COMMUNE_SERVER
        province.is_back()
        one_round(enrolled)
        province.is_cut_off()
        hub.one_round(other)
    assert level(other, dossier) is Level.PROVINCE_GATEWAY
    assert status(other).waiting_events == 0


def test_only_a_neighbour_has_a_line_and_the_server_learns_the_order(enrolled, other, province):
    with a_hub(enrolled) as running:
        hub.join(other, running.address)
        dossier = a_dossier(enrolled)
        seal(enrolled)
        hub.one_round(other)
        province.is_back()
        one_round(other)
        province.is_cut_off()
        hub.one_round(other)
    assert level(enrolled, dossier) is Level.PROVINCE_GATEWAY


def test_a_server_that_is_gone_leaves_the_direct_line(enrolled, other, province):
    with a_hub(enrolled) as running:
        hub.join(other, running.address)
    dossier = a_dossier(other)
    with pytest.raises(Unreachable):
        hub.one_round(other)
    province.is_back()
    one_round(other)
    assert level(other, dossier) is Level.PROVINCE_GATEWAY


def test_another_pc_takes_over_the_server_without_loss(enrolled, other, third):
    with a_hub(enrolled) as running:
        for desk in (other, third):
            hub.join(desk, running.address)
        dossier = a_dossier(other)
        hub.one_round(other)
        hub.one_round(third)
    with a_hub(third) as running:
        hub.join(other, running.address)
        hub.one_round(other)
        assert hub_settings(other.store.reader().preferences).device == third.store.device.device
        assert level(other, dossier) is Level.COMMUNE_SERVER
        later = a_dossier(other)
        hub.one_round(other)
    assert knows(third, dossier)
    assert knows(third, later)


def test_a_level_falls_when_the_server_that_signed_is_given_up(enrolled, other):
    with a_hub(enrolled) as running:
        hub.join(other, running.address)
        dossier = a_dossier(other)
        hub.one_round(other)
    hub.leave(other)
    assert level(other, dossier) is Level.SAVED_HERE


def test_two_servers_do_no_harm(enrolled, other, third):
    with a_hub(enrolled) as one, a_hub(third) as two:
        hub.join(other, one.address)
        hub.join(enrolled, two.address)
        dossier, here = a_dossier(other), a_dossier(third)
        seal(third)
        for desk in (other, enrolled, other):
            hub.one_round(desk)
        assert knows(third, dossier)
        assert knows(other, here)
        assert open_dossier(enrolled, dossier.id).dossier == open_dossier(third, dossier.id).dossier


def test_a_new_pc_without_any_line_loads_everything_from_the_server(
    tmp_path, enrolled, other, province
):
    dossiers = [a_dossier(enrolled) for _ in range(5)]
    province.is_back()
    with a_second_pc(tmp_path / "new", enrolled, province, 8) as new:
        one_round(enrolled)
        province.is_cut_off()
        with a_hub(enrolled) as running:
            hub.join(new.desk, running.address)
            report = hub.one_round(new.desk)
            assert (report.lacking, report.received > 5) == (0, True)
        assert all(knows(new.desk, dossier) for dossier in dossiers)


def test_a_new_pc_let_in_by_stick_needs_no_line_at_all(tmp_path, enrolled, province):
    """Two files and a call let it in; the server hears of it, and everything comes from there."""
    dossiers = [a_dossier(enrolled) for _ in range(2)]
    one_round(enrolled)
    office = an_office(tmp_path / "new", a_machine(8, enrolled.machine.clock), THE_OFFICE)
    new = a_desk(office)
    let_in_by_stick(new, province, tmp_path)
    with a_hub(enrolled) as running:
        with pytest.raises(HubKnowsUsNot):
            hub.join(new, running.address)
        one_round(enrolled)
        province.is_cut_off()
        hub.join(new, running.address)
        assert hub.one_round(new).lacking == 0
        mine = a_dossier(new)
        hub.one_round(new)
        assert level(new, mine) is Level.COMMUNE_SERVER
    assert all(level(new, dossier) is Level.PROVINCE_GATEWAY for dossier in dossiers)
    office.closes()


def let_in_by_stick(desk, province, folder):
    """The request out, the answer in, six digits by telephone."""
    gateway = province.running.gateway
    asked = stick_enrolment.write_request(desk, folder)
    made = province_side.answer(gateway, asked.read_bytes(), province.url)
    (folder / "tinh.traloi").write_bytes(made.file)
    stick_enrolment.take_answer(desk, folder / "tinh.traloi")
    drawn = province_side.number(gateway)
    province_side.confirm(gateway, made.device, drawn, stick_enrolment.digits(desk, drawn))
    stick_enrolment.agree(desk)


def test_a_pc_that_was_put_back_learns_it_from_the_server(tmp_path, enrolled, other):
    with a_hub(enrolled) as running:
        hub.join(other, running.address)
        a_dossier(other)
        epoch = other.store.device.epoch
        hub.one_round(other)
        session = other.store.sync_session()
        with session.page() as page:  # the counter of requests as an old disk has it
            page.journal.receivers._db.execute("UPDATE journal_counter SET counter = 1")
        session.close()
        hub.one_round(other)
        a_dossier(other)
    assert other.store.device.epoch != epoch


def test_nobody_goes_to_a_server_that_was_not_named(desk):
    with pytest.raises(RuleViolation, match="no_hub"):
        hub.one_round(desk)
    with pytest.raises(RuleViolation, match="hub_address"):
        hub.join(desk, "địa chỉ sai")


def test_a_pc_alone_in_its_network_can_be_a_server_before_any_enrolment(tmp_path, desk):
    with a_hub(desk) as running:
        office = an_office(tmp_path / "two", a_machine(7, desk.machine.clock), THE_OFFICE)
        stranger = a_desk(office)
        with pytest.raises(Exception, match="hub_unknown"):
            hub.join(stranger, running.address)
        office.closes()


def test_the_process_is_killed_in_the_middle_and_comes_again(enrolled, other):
    with a_child_hub(enrolled) as host:
        hub.join(other, address_of(host))
        first = a_dossier(other)
        hub.one_round(other)
        old = host._process
        assert old is not None
        old.kill()
        old.wait()
        until = time.monotonic() + PATIENCE
        while host.now().port == 0 or host._process in {None, old}:
            assert time.monotonic() < until
            host._stopping.wait(0.05)
        hub.join(other, address_of(host))
        later = a_dossier(other)
        hub.one_round(other)
        assert knows(enrolled, first)
        assert knows(enrolled, later)
        port = host.now().port
    with pytest.raises(HubPortClosed):
        hub.join(other, f"127.0.0.1:{port}")
    assert enrolled.store.verify().is_sound
