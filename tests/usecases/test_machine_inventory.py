"""What a PC tells the province of itself: seldom, in few bytes, and nobody's name."""

import platform
from datetime import timedelta

from msgspec.structs import replace

from app.domain.access import DEVICE_ROLE
from app.domain.events import MachineTold
from app.domain.machines import MACHINE, machine_of
from app.domain.practice import COMMUNE
from app.portal.overview import Overview
from app.store.records import Office
from app.system import disk_freeze
from app.system.hardware_facts import (
    DiskFacts,
    DiskHealth,
    DiskKind,
    Hardware,
    Power,
    Printers,
    SystemFacts,
)
from app.usecases.copies import copied_to, keep_copies
from app.usecases.machine_inventory import look, tell
from app.usecases.synchronise import one_round
from sync.gateway.page.fleet import Fleets
from sync.gateway.page.mount import Page
from sync.protocol.canonical import encode
from tests.helpers.desk import a_desk, a_dossier
from tests.helpers.office import an_office

FOUND = Hardware(
    system=SystemFacts(
        system="windows", name="Windows 10 Pro", release="22H2", build=19045,
        cpu="Intel(R) Core(TM) i3-4005U CPU @ 1.70GHz", cores=4, ram_bytes=4000 << 20,
    ),
    disk=DiskFacts(
        kind=DiskKind.HDD, health=DiskHealth.GOOD, free_bytes=9000 << 20,
        total_bytes=100 << 30, physical="disk 0",
    ),
    printers=Printers(1, has_default=True),
    power=Power(has_battery=True, on_mains=True),
)  # fmt: skip
MOST = 300


def told(desk) -> list[MachineTold]:
    deeds = desk.store.reader().deeds_of(machine_of(desk.store.device.device))
    return [deed.said for deed in deeds]


def with_all(**parts) -> Hardware:
    return replace(FOUND, **parts)


def test_a_pc_tells_what_it_is_and_nobody_acted(desk):
    assert tell(desk, FOUND)
    (said,) = told(desk)
    assert (said.system, said.release, said.build, said.ram) == ("windows", "22H2", 19045, 4000)
    assert (said.disk, said.health, said.free, said.printer) == ("hdd", "good", 9000, "ready")
    assert (said.copied, said.freeze, said.program) == ("", (), "0.1.0")
    envelope = desk.store.unsent()[-1].envelope
    assert (envelope.by, envelope.role) == ("", DEVICE_ROLE)


def test_nothing_is_told_twice_until_it_is_news(office, desk):
    tell(desk, FOUND)
    before = len(desk.store.unsent())
    office.clock.pass_by(timedelta(days=1))
    less = with_all(disk=replace(FOUND.disk, free_bytes=8000 << 20))
    assert not tell(desk, less)
    assert len(desk.store.unsent()) == before
    assert tell(desk, with_all(disk=replace(FOUND.disk, health=DiskHealth.FAILING)))
    assert tell(desk, FOUND)
    assert [said.health for said in told(desk)] == ["good", "failing", "good"]


def test_it_is_told_again_after_thirty_days(office, desk):
    tell(desk, FOUND)
    office.clock.pass_by(timedelta(days=29))
    assert not tell(desk, FOUND)
    office.clock.pass_by(timedelta(days=1))
    assert tell(desk, FOUND)


def test_calm_days_cost_one_event_in_thirty(office, desk):
    a_dossier(desk)
    keep_copies(desk)
    told_on = [n for n in range(0, 64, 3) if _told_on_a_day(office, desk)]
    assert told_on == [0, 30, 60]


def _told_on_a_day(office, desk) -> bool:
    was_told = tell(desk, FOUND)
    if was_told:
        keep_copies(desk)
    office.clock.pass_by(timedelta(days=3))
    return was_told


def test_what_is_told_stays_below_three_hundred_bytes(office):
    """The longest that can be: two such programs, a long version, all in thousands."""
    desk = a_desk(office, spares_memory=True)
    names = sorted((one.name for one in disk_freeze.listed()), key=len)[-3:]
    longest = with_all(
        system=replace(
            FOUND.system, system="windows", release="6.1.0-18-amd64-longer-still", build=99999,
            is_64_bit=False, cores=128, ram_bytes=512 << 30,
        ),
        disk=replace(FOUND.disk, kind=DiskKind.SSD, health=DiskHealth.FAILING, free_bytes=8 << 40),
        printers=Printers(3, has_default=False),
        freeze=tuple(names),
    )  # fmt: skip
    a_dossier(desk)
    keep_copies(desk)
    tell(desk, longest)
    (said,) = told(desk)
    sent = encode(desk.store.unsent()[-1].payload)
    assert said.copied
    assert len(said.freeze) == 2
    assert len(sent) < MOST


def test_no_name_of_a_person_a_pc_or_a_folder_is_in_it(desk):
    tell(desk, look(desk))
    said = str(desk.store.unsent()[-1].payload)
    private = (desk.officer.name, platform.node(), str(desk.profile.path), desk.profile.path.name)
    assert not [word for word in private if word and word in said]


def test_a_printer_and_a_program_that_undoes_everything_are_short_codes(desk):
    for found, code in (
        (Printers(), ""),
        (Printers(0), "none"),
        (Printers(2, has_default=False), "not_chosen"),
        (Printers(1), "ready"),
    ):
        tell(desk, with_all(printers=found))
        assert told(desk)[-1].printer == code
    tell(desk, with_all(freeze=("Reboot Restore Rx / RollBack Rx",)))
    assert told(desk)[-1].freeze == ("Reboot Restore Rx",)


def test_everything_is_in_a_copy_as_long_as_nothing_has_changed_since(office, desk):
    assert copied_to(desk) is None
    a_dossier(desk)
    keep_copies(desk)
    day = desk.now().date()
    office.clock.pass_by(timedelta(days=9))
    assert copied_to(desk) == day + timedelta(days=9)
    a_dossier(desk)
    assert copied_to(desk) == day


def test_a_signed_time_that_cannot_be_true_is_told(office, desk):
    desk.store.clock_guard.trust(office.clock.now() + timedelta(days=9000))
    tell(desk, FOUND)
    assert told(desk)[-1].doubts_gateway
    desk.store.clock_guard.trust(office.clock.now())
    tell(desk, FOUND)
    assert not told(desk)[-1].doubts_gateway


def test_a_copy_that_was_never_opened_is_none(desk):
    a_dossier(desk)
    desk.store.back_up(desk.profile.backups)
    assert copied_to(desk) is None


def test_the_practice_office_tells_nobody_anything(tmp_path):
    learning = an_office(tmp_path / "learn", office=Office(COMMUNE, "Xã Luyện Tập", "00", "Tỉnh"))
    desk = a_desk(learning)
    assert not tell(desk, FOUND)
    assert desk.store.reader().facts(MACHINE) == []
    learning.closes()


def test_the_province_knows_it_after_the_next_round(enrolled, province):
    tell(enrolled, FOUND)
    one_round(enrolled)
    gateway = province.running.gateway
    Page(gateway, Overview()).read_on()
    (pc,) = (
        pc for pc in Fleets(gateway, reads_dossiers=True).all().pcs()
        if pc.device == enrolled.store.device.device
    )  # fmt: skip
    assert pc.machine is not None
    assert (pc.machine.ram, pc.machine.release, pc.machine.copied) == (4000, "22H2", "")
