"""Máy móc: which PC of which commune wants a technician, and what the page says of it."""

import gzip
from typing import Any

import pytest

from sync.gateway.page import machine_words as said
from sync.gateway.page.inventory import ANY, Mark, Sort, Wanted, asked, inventory, marks
from sync.gateway.page.layout import Frame, Viewer
from sync.gateway.page.machines import MOST_ROWS, machine_facts, machines_page
from sync.gateway.page.state import Commune, Fleet, Pc
from sync.gateway.page.style import STYLE
from sync.gateway.storage.digests import Machine

NOW = 1_790_000_000_000  # 21/09/2026 at the office
HOUR = 60 * 60 * 1000
MOST = 90 * 1024
FRAME = Frame("Lai Châu", Viewer("Giàng A Tú", False, "x" * 43))


def a_machine(device: str = "AAAA000000", **facts: Any) -> Machine:
    """A PC of which nothing bad is to be said, but for these facts."""
    good = Machine(
        device, NOW, "windows", "22H2", 19045, 64, 4, 8000, "ssd", "good", 90_000, "ready", "",
        "0.1.0", 0, 0, "2026-09-21",
    )  # fmt: skip
    return good._replace(**facts)


def a_pc(name: str = "Máy 1", machine: Machine | None = None, **more: Any) -> Pc:
    pc = Pc("AAAA000000", name, "counter", False, NOW - HOUR, "0.1.0", None, machine)
    return pc._replace(**more)


def a_fleet(**communes: list[Pc]) -> Fleet:
    made = (
        Commune(code, code.replace("_", " "), 0, 0, 0, tuple(pcs), None)
        for code, pcs in communes.items()
    )
    return Fleet("Lai Châu", NOW, tuple(made))


def shown(fleet: Fleet, **wanted: Any) -> list[str]:
    return [row.pc.name for row in inventory(fleet, Wanted(**wanted)).shown]


def page(fleet: Fleet, **wanted: Any) -> str:
    asks = Wanted(**wanted)
    return machines_page(FRAME, inventory(fleet, asks), asks, NOW)


@pytest.mark.parametrize(
    ("facts", "mark"),
    [
        ({"health": "failing"}, Mark.DISK),
        ({"copied": "2026-09-14"}, Mark.COPY),
        ({"copied": ""}, Mark.COPY),
        ({"free": 2047}, Mark.ROOM),
        ({"frozen_by": "Deep Freeze"}, Mark.FREEZE),
        ({"build": 17134, "release": "1803"}, Mark.SYSTEM),
        ({"build": 7601, "release": "6.1"}, Mark.SYSTEM),
        ({"bits": 32}, Mark.BITS),
        ({"ram": 3400}, Mark.RAM),
        ({"spares_memory": 1}, Mark.SPARING),
        ({"printer": "none"}, Mark.PRINTER),
    ],
)
def test_each_trouble_is_a_mark(facts: dict[str, Any], mark: Mark):
    assert list(marks(a_pc(machine=a_machine(**facts)))) == [mark]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"copied": "2026-09-15"},
        {"free": 2048},
        {"build": 17763, "release": "1809"},
        {"ram": 3900},  # sold with 4 GB
        {"health": "", "disk": "", "ram": 0, "printer": "", "cores": 0},
        {"system": "linux", "release": "6.1.0", "build": 0},
    ],
)
def test_what_is_well_or_not_known_is_none(facts: dict[str, Any]):
    assert list(marks(a_pc(machine=a_machine(**facts)))) == []


def test_a_copy_is_judged_by_the_day_on_which_the_pc_told_it():
    """It tells at once when a week is over; what is told once in thirty days gets no older."""
    told = a_machine(told_at=NOW - 20 * 24 * HOUR, copied="2026-09-01")
    assert list(marks(a_pc(machine=told))) == []
    assert said.copy(told) == "trong 7 ngày"


def test_a_pc_that_has_not_told_says_so_and_nothing_else():
    assert list(marks(a_pc())) == [Mark.UNTOLD]
    assert said.MARKS[Mark.UNTOLD] in page(a_fleet(A=[a_pc()]))
    assert said.NONE_TOLD in page(a_fleet(A=[a_pc()]))


def test_what_is_out_of_use_and_what_is_no_office_pc_is_not_listed():
    pcs = [a_pc("cũ", is_revoked=True), a_pc("kết nối", role="connector"), a_pc("tỉnh")]
    pcs[2] = pcs[2]._replace(role="province")
    assert shown(a_fleet(A=pcs)) == []


def a_province() -> Fleet:
    weak, ill = a_machine(ram=1900, spares_memory=1), a_machine(health="failing", free=500)
    return a_fleet(
        Dào_San=[a_pc("D1", a_machine())],
        Sì_Lở_Lầu=[a_pc("S1", weak), a_pc("S2", ill), a_pc("S3")],
        Bum_Tở=[a_pc("B1", a_machine(copied=""))],
    )


def test_the_commune_with_the_most_troubled_pcs_comes_first_and_there_the_worst():
    assert shown(a_province()) == ["S2", "S1", "S3", "B1", "D1"]
    found = inventory(a_province(), Wanted())
    assert [(one.name, count) for one, count in found.needy] == [("Sì Lở Lầu", 2), ("Bum Tở", 1)]


def test_marks_are_counted_over_everything_whatever_is_shown():
    found = inventory(a_province(), Wanted(mark=Mark.RAM))
    assert [row.pc.name for row in found.shown] == ["S1"]
    counts = {mark: found.count(mark) for mark in Mark if found.count(mark)}
    assert counts == dict.fromkeys(
        (Mark.DISK, Mark.COPY, Mark.ROOM, Mark.RAM, Mark.SPARING, Mark.UNTOLD), 1
    )


def test_whoever_only_spares_memory_or_has_not_told_needs_nobody():
    assert shown(a_province(), mark=ANY) == ["S2", "S1", "B1"]
    assert shown(a_fleet(A=[a_pc("A1", a_machine(spares_memory=1))]), mark=ANY) == []


def test_one_commune_alone():
    assert shown(a_province(), commune="Bum_Tở") == ["B1"]


@pytest.mark.parametrize(
    ("sort", "facts"),
    [
        (Sort.RAM, {"ram": 1000}),
        (Sort.ROOM, {"free": 10}),
        (Sort.COPY, {"copied": "2026-09-20"}),
        (Sort.SYSTEM, {"build": 17763}),
    ],
)
def test_the_least_comes_first_and_who_has_not_told_last(sort: Sort, facts: dict[str, Any]):
    fleet = a_fleet(A=[a_pc("1"), a_pc("2", a_machine()), a_pc("3", a_machine(**facts))])
    assert shown(fleet, sort=sort) == ["3", "2", "1"]


def test_by_name_by_program_and_by_the_last_contact():
    first, second = a_pc("1", program="0.2.0"), a_pc("2", last_contact=NOW - 9 * HOUR)
    assert shown(a_fleet(B=[second], A=[first]), sort=Sort.NAME) == ["1", "2"]
    assert shown(a_fleet(A=[first, second]), sort=Sort.PROGRAM) == ["2", "1"]
    assert shown(a_fleet(A=[first, second]), sort=Sort.CONTACT) == ["2", "1"]


def test_an_address_that_asks_for_what_is_not_there_asks_for_everything():
    fleet = a_province()
    strange = {"commune": "<b>", "mark": "x' OR 1", "sort": "__class__"}
    assert asked(strange, fleet) == Wanted()
    known = {"commune": "Bum_Tở", "mark": "ram", "sort": "room", "other": "1"}
    assert asked(known, fleet) == Wanted("Bum_Tở", "ram", Sort.ROOM)


def test_a_link_orders_or_narrows_and_keeps_the_rest():
    shows = page(a_province(), commune="Sì_Lở_Lầu", mark="ram")
    link = "/machines?commune=S%C3%AC_L%E1%BB%9F_L%E1%BA%A7u&amp;mark={}"
    assert link.format("ram&amp;sort=room") in shows
    assert link.format("disk") in shows
    assert "value=ram selected" in shows


def test_what_a_pc_calls_itself_and_tells_stays_text():
    nasty = "<script>alert(1)</script>"
    told = a_machine(system=nasty, release=nasty, disk=nasty, frozen_by=nasty, program=nasty)
    pc = a_pc(nasty, told, program="")
    for shows in (page(a_fleet(A=[pc])), str(machine_facts(pc))):
        assert "<script" not in shows.lower()


def test_freeze_software_is_named_and_said_to_be_unverified():
    shows = page(a_fleet(A=[a_pc(machine=a_machine(frozen_by="Deep Freeze"))]))
    assert "Deep Freeze (chưa kiểm chứng)" in shows
    assert "có phần mềm đóng băng (chưa kiểm chứng)" in shows


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "Windows 10 22H2"),
        ({"build": 26100, "release": "24H2"}, "Windows 11 24H2"),
        ({"build": 7601, "release": "6.1", "bits": 32}, "Windows 7, 32 bit"),
        ({"build": 9600, "release": "6.3"}, "Windows 8.1"),
        ({"build": 10240, "release": ""}, "Windows 10"),
        ({"system": "linux", "release": "6.1.0-18-amd64", "build": 0}, "Linux 6.1.0"),
        ({"system": "", "release": "", "build": 0}, "không rõ"),
    ],
)
def test_a_system_has_its_name(facts: dict[str, Any], words: str):
    assert said.system(a_machine(**facts)) == words


@pytest.mark.parametrize(
    ("mebibytes", "words"),
    [(0, ""), (480, "480 MB"), (2000, "2,0 GB"), (4000, "3,9 GB"), (90_000, "88 GB")],
)
def test_sizes_are_short(mebibytes: int, words: str):
    assert said.size(mebibytes) == words


def test_what_a_pc_does_not_know_of_itself_is_said_on_its_own_page():
    shows = str(machine_facts(a_pc(machine=a_machine(ram=0, cores=0, printer=""))))
    assert shows.count("không rõ") == 3


def test_a_disk_without_any_room_says_so():
    assert said.room(a_machine(free=0)) == "trống 0 MB"


def test_a_silent_pc_is_told_to_be_silent():
    assert "im lặng" in page(a_fleet(A=[a_pc(last_contact=NOW - 60 * HOUR)]))
    assert "im lặng" not in page(a_fleet(A=[a_pc()]))


def test_nothing_fits_is_said():
    assert said.NOBODY in page(a_province(), mark="bits")


def test_a_gateway_that_reads_nothing_says_so():
    found = inventory(a_fleet(A=[a_pc()]), Wanted())
    shows = machines_page(FRAME, found, Wanted(), NOW, is_read=False)
    assert said.NOT_READ in shows
    assert said.NONE_TOLD not in shows


def a_whole_province(communes: int) -> Fleet:
    """Every second PC has three troubles, which is more than a province bears."""
    ill: dict[str, Any] = {
        "ram": 1900,
        "copied": "",
        "frozen_by": "Deep Freeze",
        "disk": "hdd",
        "free": 1234,
    }
    return a_fleet(
        **{
            f"Xã_Sì_Lở_Lầu_thứ_{n}": [
                a_pc(
                    f"Máy {one + 1} - quầy tiếp nhận",
                    a_machine(**(ill if one % 2 else {})),
                    device=f"AB{n:04}{one:04}",
                    last_contact=NOW - (one + 1) * 20 * HOUR,
                )
                for one in range(4)
            ]
            for n in range(communes)
        }
    )


def test_a_whole_province_of_160_pcs_weighs_little():
    shows, style = page(a_whole_province(40)).encode(), STYLE.encode()
    assert shows.count(b"/d/AB") == 160
    assert len(shows) + len(style) <= MOST
    assert len(gzip.compress(shows, 6)) + len(gzip.compress(style, 6)) <= MOST // 9


def test_a_list_that_is_too_long_says_what_it_leaves_out():
    shows = page(a_whole_province(110))
    assert shows.count("/d/AB") == MOST_ROWS
    assert "và 40 máy nữa" in shows
