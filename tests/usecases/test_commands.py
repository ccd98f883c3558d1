"""What commands say and how they end, with the desk of a test in place of a sign-in."""

import io
import sys
from contextlib import nullcontext
from typing import Any

import msgspec
import pytest

from app.cli import backup, bundle, device, hub, journal, sync
from app.cli.main import run
from app.store.held import NAME, Held
from app.ui.words.doctor import figure_of
from app.usecases import maintenance
from app.usecases.sync_hold import held_since
from app.usecases.synchronise import one_round
from sync.gateway.acts import Acts
from sync.protocol.bundle import MANIFEST, ROOT
from tests.helpers.command import Ran
from tests.helpers.desk import a_dossier


@pytest.fixture
def types(desk, monkeypatch, capsys):
    """Type a command of this office."""
    for room in (backup, bundle, device, hub, journal, sync):
        monkeypatch.setattr(room, "open_desk", lambda _args: nullcontext(desk))

    def typed(*words: Any, stdin: str = "") -> Ran:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        status = run([*map(str, words)])
        return Ran(status, *capsys.readouterr())

    return typed


@pytest.fixture
def revoked(enrolled, province):
    """The province has ended the word of this PC, and it has heard so."""
    one_round(enrolled)
    gateway = province.running.gateway
    Acts(gateway, "Cán bộ tỉnh").revoke(enrolled.store.device.device, "mất máy")
    a_dossier(enrolled)
    return enrolled


def test_a_revoked_pc_sends_what_it_wrote_and_is_told_that_it_counts_no_more(revoked, types):
    ran = types("sync", "once")
    assert (ran.status, ran.err[:6]) == (1, "MC-372")
    assert "Đã gửi" in ran.out
    assert types("device", "status").err.startswith("MC-372")
    told = types("device", "status", "--json")
    assert (told.status, told.json["error"]["code"]) == (1, "MC-372")
    assert told.json["enrolled"]
    again = types("sync", "once", "--json")
    assert (again.status, again.err, again.json["error"]["code"]) == (1, "", "MC-372")
    assert again.json["waiting"] == 0


def test_a_round_is_told_in_vietnamese(enrolled, types):
    a_dossier(enrolled)
    ran = types("sync", "once")
    assert (ran.status, ran.err) == (0, "")
    assert "còn chờ 0." in ran.out
    assert "sent" not in ran.out


def test_a_damaged_stick_is_a_failure_and_says_what_to_do(enrolled, types, tmp_path):
    a_dossier(enrolled)
    assert types("bundle", "export", tmp_path).status == 0
    assert types("bundle", "import", tmp_path).status == 0
    (manifest,) = (tmp_path / ROOT).rglob(MANIFEST)
    manifest.write_bytes(b"")
    ran = types("bundle", "import", tmp_path)
    assert ran.status == 1
    assert "MC-580" in ran.out
    assert "Ghi lại gói" in ran.out
    manifest.unlink()
    assert types("bundle", "import", tmp_path).status == 1


def test_a_volume_that_is_cut_off_is_a_failure_too(enrolled, types, tmp_path):
    a_dossier(enrolled)
    types("bundle", "export", tmp_path)
    (volume,) = (tmp_path / ROOT).rglob("V0001*")
    volume.write_bytes(volume.read_bytes()[:300])
    ran = types("bundle", "import", tmp_path, "--json")
    assert (ran.status, ran.json["bundles"][0]["troubles"][0][1]) == (1, "MC-538")


def test_a_server_that_cannot_listen_ends_and_says_why(types, monkeypatch):
    says = """print('{"fault": "hub_port_taken"}')"""
    monkeypatch.setattr("app.usecases.hub_host.program", lambda: [sys.executable, "-c", says])
    monkeypatch.setattr(hub, "_HEED", 0.02)
    ran = types("hub", "serve", "--port", "8475")
    assert (ran.status, ran.err[:6]) == (1, "MC-549")
    assert "--port" in ran.err


@pytest.mark.parametrize("port", ["80000", "-1", "x"])
@pytest.mark.parametrize("words", [("hub", "serve"), ("gateway", "serve", "--data", "x")])
def test_a_port_that_is_none_is_wrong_use(types, words, port):
    ran = types(*words, f"--port={port}")
    assert (ran.status, ran.err[:6]) == (2, "MC-801")


def test_after_a_restore_a_command_gives_the_answer_that_the_page_asks_for(enrolled, types):
    held = Held(reason="restored", until=enrolled.now())
    enrolled.store.preferences.put(NAME, msgspec.json.encode(held))
    refused = types("sync", "once")
    assert (refused.status, refused.err[:6]) == (1, "MC-254")
    assert "motcua sync confirm" in refused.err
    assert types("sync", "confirm").status == 2, "nobody answers"
    no = types("sync", "confirm", stdin="không\n")
    assert (no.status, "MC-234" in no.err) == (1, True)
    assert held_since(enrolled) is not None
    assert types("sync", "confirm", stdin="có\n").status == 0
    assert held_since(enrolled) is None
    assert types("sync", "confirm", "--json").json == {"was_held": False}
    assert types("sync", "once").status == 0


def test_verifying_and_copying_are_told_in_vietnamese(desk, types, tmp_path):
    a_dossier(desk)
    for words in (
        ("journal", "verify"),
        ("backup", "verify", maintenance.create_backup(desk).path),
    ):
        ran = types(*words)
        assert (ran.status, ran.err) == (0, "")
        assert "Không thấy chỗ nào sai." in ran.out
        assert types(*words, "--json").json["faults"] == []


def test_a_copy_takes_the_place_of_an_office_only_after_a_word(office, desk, types):
    path = maintenance.create_backup(desk).path
    before = office.profile.database.stat().st_ino
    secret = office.profile.path.parent / "password"
    secret.write_text("x", "utf-8")
    words = ("backup", "restore", path, "--profile", office.profile.path)
    ran = types(*words, "--officer", "x", "--password-file", secret)
    assert (ran.status, ran.err.splitlines()[-1][:6]) == (2, "MC-581")
    repair = ("journal", "repair", "--profile", office.profile.path, "--password-file", secret)
    assert types(*repair).status == 2
    assert office.profile.database.stat().st_ino == before


def test_a_folder_that_was_typed_is_there_or_nothing_is_written(desk, types, tmp_path):
    gone = tmp_path / "khongco"
    assert types("backup", "create", "--to", gone).err.startswith("MC-226")
    assert not gone.exists()
    for words in (("verify",), ("restore", "--profile", desk.profile.path)):
        assert types("backup", words[0], gone, *words[1:]).err.startswith("MC-592")
    file = tmp_path / "tep"
    file.write_text("x")
    assert types("journal", "repair", "--from", file).err.startswith("MC-583")
    there = tmp_path / "usb"
    there.mkdir()
    assert types("backup", "create", "--to", there).status == 0


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "khong phai dia chi", "https://", ""])
def test_what_is_no_address_is_said_to_be_none(desk, types, url):
    ran = types("device", "enrol", "--url", url, "--code", "AAAAAAAAAA")
    assert (ran.status, ran.err[:6]) == (1, "MC-590")


def test_a_pc_that_found_no_province_is_not_told_that_it_will_send_by_itself(desk, types):
    ran = types("device", "enrol", "--url", "https://127.0.0.1:9", "--code", "AAAAAAAAAA")
    assert (ran.status, ran.err[:6]) == (1, "MC-591")


def test_instants_are_told_in_the_offices_time():
    assert figure_of("2026-11-28T15:39+00:00") == "22:39 28/11/2026"
    assert figure_of("-") == "-"
