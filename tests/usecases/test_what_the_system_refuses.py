"""A path, a disk or a terminal that the system refuses: a code, what it means, and the path."""

import errno
import io
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import __main__ as door
from app.cli import gateway_data
from app.cli.main import run
from app.cli.system_faults import SystemRefused, named
from sync.gateway import copies
from sync.gateway.faults import CopyFailed
from sync.gateway.folder import Folder
from tests.helpers.clock import FrozenClock

COMMUNE = "03562"


@pytest.fixture
def types(capsys, monkeypatch):
    """Type a command; answers its status, the code, and all that was said."""

    def typed(*words):
        monkeypatch.setattr("sys.stdin", io.StringIO(""))
        status = run([*map(str, words)])
        out, err = capsys.readouterr()
        return status, err[:6], out + err

    return typed


@pytest.fixture
def gateway(types, tmp_path):
    folder = tmp_path / "gateway"
    assert types("gateway", "init", "--data", folder)[0] == 0
    return folder


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "tep.txt"
    path.write_text("x")
    return path


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOENT, "path_missing"),
        (errno.ENOTDIR, "path_of_other_kind"),
        (errno.EEXIST, "path_taken"),
        (errno.EROFS, "path_closed"),
        (errno.ENAMETOOLONG, "path_too_long"),
        (errno.EIO, "path_failed"),
        (errno.ENOSPC, "no_room"),
    ],
)
def test_what_the_system_says_has_its_code_and_the_path(number, code):
    told = named(OSError(number, "no", "/x"))
    assert isinstance(told, SystemRefused)
    assert (told.code, told.detail) == (code, "/x")
    bare = OSError(number, "no")
    assert named(bare) is bare or code == "no_room"


def test_a_file_in_place_of_a_folder_is_named(types, file, gateway):
    for words in (
        ("gateway", "init", "--data", file),
        ("precheck", "--out", file),
        ("gateway", "restore", "--data", gateway, "--copy", gateway),
    ):
        status, code, said = types(*words)
        assert (status, code) in {(1, "MC-583"), (1, "MC-584")}
        assert str(file) in said or str(gateway) in said
    assert types("gateway", "status", "--data", "x" * 300)[:2] == (1, "MC-586")


def test_a_copy_that_is_none_is_not_taken_for_a_gateway_that_is_missing(types, tmp_path):
    words = ("gateway", "restore", "--data", tmp_path / "new", "--copy", tmp_path)
    assert types(*words)[:2] == (1, "MC-589")


def test_a_code_that_is_no_communes_is_refused(types, gateway):
    words = ("gateway", "invite", "--data", gateway, "--commune", "../../x", "--commune-name", "x")
    assert types(*words)[:2] == (1, "MC-595")


def test_a_copy_that_found_no_room_leaves_nothing_of_what_citizens_told(
    gateway, tmp_path, monkeypatch
):
    def full(_database: Path, to: Path) -> None:
        to.write_bytes(b"half")
        raise CopyFailed("full")

    monkeypatch.setattr(copies, "_copy", full)
    with pytest.raises(CopyFailed):
        copies.back_up(gateway, tmp_path / "copy")
    assert list((tmp_path / "copy").rglob("*")) == []


def test_a_server_whose_clock_is_before_the_program_makes_no_certificate(
    types, tmp_path, monkeypatch
):
    clock = FrozenClock(datetime(2009, 1, 1, tzinfo=UTC))
    monkeypatch.setattr(gateway_data, "SystemClock", lambda: clock)
    folder = tmp_path / "gateway"
    assert types("gateway", "init", "--data", folder)[:2] == (1, "MC-598")
    assert not folder.exists()


def test_codes_are_made_only_once_the_file_has_a_place(types, tmp_path, gateway):
    plan = tmp_path / "plan.json"
    plan.write_text("{}")
    words = ("prepare", "office", "--from", plan, "--data", gateway)
    assert types(*words, "--out", tmp_path / "a.motcua")[:2] == (2, "MC-594")
    assert types("prepare", "office", "--from", tmp_path, "--out", "x")[:2] == (1, "MC-583")
    assert types(*words, "--out", "x", "--pcs", "100000")[:2] == (2, "MC-801")
    assert types(*words, "--out", "x", "--pcs", "-3")[:2] == (2, "MC-801")
    assert types("gateway", "stick", "recovery", plan, "--data", gateway)[:2] == (1, "MC-584")
    assert Folder(gateway).recovery() == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_output_is_told_in_a_line_and_not_tried_again(types, gateway, monkeypatch):
    for more in ((), ("--json",)):
        with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - a device
            monkeypatch.setattr("sys.stdout", full)
            status, code, said = types("gateway", "status", "--data", gateway, *more)
        assert (status, code, said.count("\n")) == (1, "MC-588", 1)


def test_a_closed_input_is_an_empty_one(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    door._say_nowhere()
    with sys.stdin as nowhere:
        assert nowhere.read() == ""
