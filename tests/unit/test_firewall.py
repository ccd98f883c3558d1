"""What Windows' own lines about its firewall come to for the program that listens."""

import sys
from pathlib import Path

import pytest

from app.system import firewall_windows
from app.system.firewall import Inward, firewall, inward

PROGRAM = Path("C:/Motcua/motcua-cli.exe")


def rule(action: str, *kinds: str, app: str = "C:/MOTCUA/motcua-cli.exe", **other: str) -> str:
    said = {"Action": action, "Active": "TRUE", "Dir": "In", "Protocol": "6", **other}
    parts = [f"{name}={value}" for name, value in said.items()]
    parts += [f"Profile={kind}" for kind in kinds]
    return "|".join(("v2.31", *parts, f"App={app}", "Name=motcua-cli.exe", ""))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], Inward.NO_RULE),
        ([rule("Allow")], Inward.OPEN),
        ([rule("Allow", "Private", "Public")], Inward.OPEN),
        ([rule("Allow", "Private")], Inward.PRIVATE_ONLY),
        ([rule("Allow", "Private"), rule("Block", "Public")], Inward.PRIVATE_ONLY),
        ([rule("Allow", "Public")], Inward.NO_RULE),
        ([rule("Block", "Private", "Public")], Inward.BLOCKED),
        ([rule("Allow"), rule("Block", "Private")], Inward.BLOCKED),
        ([rule("Allow", Dir="Out")], Inward.NO_RULE),
        ([rule("Allow", Active="FALSE")], Inward.NO_RULE),
        ([rule("Allow", Protocol="17")], Inward.NO_RULE),
        ([rule("Block", app="C:/Other/other.exe"), "not a rule"], Inward.NO_RULE),
    ],
)
def test_a_rule_that_blocks_goes_first_and_no_rule_is_no_yes(lines, expected):
    assert inward(PROGRAM, lines, is_on=True) is expected


def test_without_a_firewall_nothing_stands_in_between_and_what_cannot_be_read_is_not_guessed():
    assert inward(PROGRAM, [rule("Block")], is_on=False) is Inward.OPEN
    assert inward(PROGRAM, [], is_on=None) is Inward.UNKNOWN


@pytest.mark.skipif(sys.platform != "win32", reason="asks Windows")
def test_windows_says_how_its_firewall_stands_and_no_key_that_is_missing_stops_us():
    is_on, lines = firewall_windows.read()
    assert is_on in {True, False, None}
    assert all(isinstance(line, str) for line in lines)
    assert firewall(PROGRAM).program == "motcua-cli.exe"
