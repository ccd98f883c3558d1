"""Kiểm tra máy trước khi cài: facts in, a verdict with what to do out; nobody is named."""

import json

import pytest
from msgspec.structs import replace

from app.cli import precheck as command
from app.cli.answers import Parser
from app.system.build import BUILT
from app.system.hardware import (
    DiskFacts,
    DiskHealth,
    DiskKind,
    Hardware,
    Power,
    Printers,
    SystemFacts,
)
from app.ui.words import precheck as words
from app.usecases import precheck
from app.usecases.precheck import Weight
from tests.helpers.office import a_machine

GB = 1 << 30


def a_pc(**different: object) -> Hardware:
    """An old PC that will do."""
    usual = Hardware(
        system=SystemFacts(
            system="windows",
            name="Windows 10 Pro",
            release="1809",
            build=17763,
            cpu="Pentium G2030",
            cores=2,
            ram_bytes=4 * GB - (100 << 20),
        ),
        disk=DiskFacts(kind=DiskKind.HDD, free_bytes=40 * GB, total_bytes=200 * GB),
        printers=Printers(1, has_default=True),
        power=Power(),
    )
    return replace(usual, **different)


def verdict(facts: Hardware) -> tuple[Weight, set[str]]:
    found = tuple(precheck.judge(facts))
    return precheck.worst(found), {one.what for one in found if one.weight is not Weight.GOOD}


def test_an_old_pc_with_windows_10_will_do():
    assert verdict(a_pc()) == (Weight.GOOD, set())


@pytest.mark.parametrize(
    ("different", "weight", "what"),
    [
        ({"freeze": ("Deep Freeze",)}, Weight.BAD, "freeze"),
        ({"is_clock_before_build": True}, Weight.WARN, "clock_behind"),
        ({"zone_minutes": 480}, Weight.WARN, "zone_wrong"),
        ({"printers": Printers(0, has_default=False)}, Weight.WARN, "printer_missing"),
        ({"printers": Printers(2, has_default=False)}, Weight.WARN, "printer_not_default"),
        ({"printers": Printers()}, Weight.WARN, "printer_unknown"),
        ({"system": replace(a_pc().system, build=15063)}, Weight.BAD, "windows_too_old"),
        ({"system": replace(a_pc().system, is_64_bit=False)}, Weight.BAD, "not_64_bit"),
        ({"system": replace(a_pc().system, ram_bytes=2 * GB)}, Weight.WARN, "memory_small"),
        ({"system": replace(a_pc().system, ram_bytes=GB)}, Weight.BAD, "memory_too_small"),
        ({"system": replace(a_pc().system, ram_bytes=0)}, Weight.WARN, "memory_unknown"),
        ({"disk": replace(a_pc().disk, free_bytes=GB)}, Weight.BAD, "disk_room_too_small"),
        ({"disk": replace(a_pc().disk, free_bytes=5 * GB)}, Weight.WARN, "disk_room_small"),
        ({"disk": replace(a_pc().disk, kind=DiskKind.USB)}, Weight.BAD, "disk_is_stick"),
        (
            {"disk": replace(a_pc().disk, health=DiskHealth.FAILING)},
            Weight.BAD,
            "disk_failing",
        ),
    ],
)
def test_what_is_wrong_with_a_pc_is_said_with_what_to_do(different, weight, what):
    facts = a_pc(**different)
    assert verdict(facts) == (weight, {what})
    assert words.FINDINGS[what].remedy


def test_every_finding_has_its_words_and_the_worst_stands_first(tmp_path):
    result = precheck.look(a_machine(), tmp_path, "Quầy 1")
    said = words.lines(replace(result, findings=tuple(precheck.judge(a_pc(freeze=("UWF",))))))
    assert said[1].startswith("✗ Có phần mềm đóng băng")
    assert len(said) == 10


def test_results_of_many_pcs_stand_in_one_table_and_write_nothing_else(tmp_path):
    first = precheck.look(a_machine(), tmp_path, "=Quầy\n1")
    other = replace(first, pc="00000001", facts=a_pc(), label="Quầy 2")
    precheck.keep(first, tmp_path / "stick")
    precheck.keep(first, tmp_path / "stick")
    precheck.keep(other, tmp_path / "stick")
    (tmp_path / "stick" / "may-x.json").write_text("{")
    assert precheck.kept(tmp_path / "stick") == (other, first)
    table = (tmp_path / "stick" / precheck.SUMMARY).read_text("utf-8-sig")
    assert "Quầy 1;" in table
    assert "=Quầy" not in table
    assert sorted(path.name for path in tmp_path.iterdir()) == ["stick"]


def test_the_command_says_and_keeps_it(tmp_path, capsys):
    parser = Parser()
    command.add_parser(parser.add_subparsers(dest="command"))
    args = parser.parse_args(["precheck", "--json", "--label", "Q1", "--out", str(tmp_path / "o")])
    assert command.run(args) in {0, 1}
    told = json.loads(capsys.readouterr().out)
    assert told["label"] == "Q1"
    assert BUILT.year <= int(told["at"][:4])
    assert command.run(parser.parse_args(["precheck"])) in {0, 1}
    assert "KẾT LUẬN:" in capsys.readouterr().out
