"""What PCs tell of themselves, as the gateway keeps it on both databases."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from app.domain.events import MachineTold
from app.portal.overview import Overview
from sync.gateway.page.digesting import Digesting
from sync.gateway.page.fleet import Fleets
from sync.gateway.page.mount import Page
from sync.gateway.storage.digests import Digests, Machine
from tests.helpers.gateway_page import PageOffice
from tests.helpers.gateway_world import DAO_SAN, SI_LO_LAU, START

DAY = timedelta(days=1) // timedelta(milliseconds=1)
TOLD = MachineTold(
    system="windows", release="22H2", build=19045, cores=4, ram=4000, disk="hdd", health="good",
    free=9000, printer="ready", program="0.1.0", copied="2026-11-23",
)  # fmt: skip


@pytest.fixture
def office(world):
    return PageOffice(world, Page(world.gateway, Overview()))


@pytest.fixture
def digests(world):
    return Digests(world.gateway.storage.commune(SI_LO_LAU))


def test_what_a_pc_told_last_is_known_to_the_province(office, digests):
    pc = office.world.enrols(1)
    office.tells(pc, replace(TOLD, health="failing"))
    office.world.clock.now += DAY
    office.tells(pc, TOLD)
    assert digests.summary().machines == {
        pc.author.device: Machine(
            pc.author.device, START + DAY, "windows", "22H2", 19045, 64, 4, 4000, "hdd", "good",
            9000, "ready", "", "0.1.0", 0, 0, "2026-11-23",
        )
    }  # fmt: skip
    (shown,) = Fleets(office.world.gateway, reads_dossiers=True).all().pcs()
    assert shown.machine == digests.summary().machines[pc.author.device]


def test_no_pc_speaks_for_another_one(office, digests):
    first, second = office.world.enrols(1), office.world.enrols(2)
    office.tells(first, TOLD)
    office.tells(second, replace(TOLD, ram=1), about=first.author.device)
    assert {one.ram for one in digests.summary().machines.values()} == {4000}


def test_the_communes_do_not_see_each_others_pcs(office, digests):
    office.tells(office.world.enrols(1), TOLD)
    office.tells(office.world.enrols(2, DAO_SAN), TOLD)
    for code in (SI_LO_LAU, DAO_SAN):
        assert len(Digests(office.world.gateway.storage.commune(code)).summary().machines) == 1


def test_it_is_made_anew_from_the_log_when_the_rules_change(office, digests):
    pc = office.world.enrols(1)
    office.tells(pc, TOLD)
    before = digests.summary().machines
    Digesting(digests, None, list).step(START)
    assert digests.summary().machines == {}
    office.page.read_on()
    assert digests.summary().machines == before


def test_what_a_strange_program_tells_fits_the_table_and_the_page(office, digests):
    strange = MachineTold(
        system="<b>" * 99, release="10\n\x07", build=1 << 52, cores=-7, ram=1 << 52, free=-1,
        is_64_bit=False, spares_memory=True, freeze=("Máy " * 99, "UWF", "EWF"), copied="hôm qua",
    )  # fmt: skip
    pc = office.world.enrols(1)
    office.tells(pc, strange)
    told = digests.summary().machines[pc.author.device]
    assert (len(told.system), told.release, told.cores, told.free) == (24, "10", 0, 0)
    assert (told.bits, told.spares_memory, told.copied) == (32, 1, "")
    assert told.frozen_by.endswith(", UWF")
    assert len(told.frozen_by) < 60
