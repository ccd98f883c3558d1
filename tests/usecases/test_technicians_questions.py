"""`motcua due`, `card` and `catalogue`: the answers that technicians and their scripts rely on."""

import io
import json
from datetime import date

import pytest

from app.cli.main import run
from app.system.paths import resources
from app.usecases.catalogue import Catalogue, trusted_keys

CARD = "012090001234|045123456|Giàng A Pó|31011990|Nam|Sì Lở Lầu, Phong Thổ, Lai Châu|02052021"


@pytest.fixture
def ask(capsys):
    """Run a command and answer its status and what it said as JSON."""

    def _ask(*arguments):
        status = run([*map(str, arguments), "--json"])
        return status, json.loads(capsys.readouterr().out)

    return _ask


def test_due_tells_the_moment_the_rule_and_the_days_off(ask):
    status, answer = ask("due", "--procedure", "1.004873", "--accepted", "2026-11-23T08:40")
    assert status == 0
    assert answer["accepted"] == "2026-11-23T08:40:00+07:00"
    assert answer["due"] == "2026-11-27T08:40:00+07:00"
    assert (answer["rule"], answer["skipped"]) == ("working_days", ["2026-11-24"])
    assert answer["limit"] == {"value": 3, "unit": "working_day"}


@pytest.mark.parametrize(
    ("accepted", "due"),
    [
        ("2026-11-23T15:00:00+07:00", "2026-11-23T17:00:00+07:00"),
        ("2026-11-23T08:01:00Z", "2026-11-25T17:00:00+07:00"),  # 15:01 here
        ("2026-11-24", "2026-11-25T17:00:00+07:00"),
    ],
)
def test_due_counts_in_the_offices_time(ask, accepted, due):
    status, answer = ask(
        "due", "--procedure", "1.001193", "--accepted", accepted, "--channel", "post"
    )
    assert (status, answer["due"]) == (0, due)


@pytest.mark.parametrize(
    "arguments",
    [
        ("due", "--procedure", "9.999999", "--accepted", "2026-11-23T08:40"),
        ("due", "--procedure", "1.001193", "--accepted", "hôm qua"),
        ("due", "--procedure", "2.000815", "--accepted", "2026-11-23", "--channel", "online"),
        ("card", "https://vneid.gov.vn/x"),
        ("card", "GD4|4cc3bd205468e1bb8b|x"),
    ],
)
def test_what_cannot_be_answered_has_a_code_and_a_sentence(ask, arguments):
    status, answer = ask(*arguments)
    assert status == 1
    assert set(answer["error"]) == {"code", "message"}


def test_card_tells_what_the_card_says(ask):
    status, answer = ask("card", CARD)
    assert status == 0
    assert answer == {
        "id": "012090001234",
        "old_id": "045123456",
        "name": "Giàng A Pó",
        "birth_date": "1990-01-31",
        "sex": "Nam",
        "address": "Sì Lở Lầu, Phong Thổ, Lai Châu",
        "issued": "2021-05-02",
        "warnings": [],
    }


def test_a_card_with_controls_in_it_is_read_from_standard_input(ask, monkeypatch):
    scanned = io.TextIOWrapper(io.BytesIO(CARD.replace("|", "\0|").encode() + b"\r\n"))
    monkeypatch.setattr("sys.stdin", scanned)
    status, answer = ask("card", "-")
    assert (status, answer["name"]) == (0, "Giàng A Pó")


def test_what_the_card_does_not_say_is_null(ask):
    _, answer = ask("card", "012090001234")
    assert answer["name"] is None
    assert answer["warnings"] == []


def test_without_json_the_answers_are_lines(capsys):
    assert run(["due", "--procedure", "1.004873", "--accepted", "2026-11-23T08:40"]) == 0
    assert run(["card", CARD]) == 0
    assert run(["catalogue", "check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "08:40 27/11/2026"
    assert lines[1].startswith("012090001234 | Giàng A Pó")
    assert "572 procedures" in lines[2]


def test_a_technician_builds_checks_and_installs_a_package(ask, tmp_path):
    source = resources() / "catalogue" / "source"
    out, key = tmp_path / "out", tmp_path / "release.key"
    build = ("catalogue", "build", "--source", source, "--out", out, "--version", "2026.12.1")
    dates = ("--valid-from", "2026-11-01", "--valid-to", "2027-12-31")
    status, built = ask(*build, *dates, "--new-key", key)
    assert status == 0
    assert built["counts"]["procedures"] == 572
    again = ask(*build, *dates, "--key", key)
    assert again == (status, built)
    held = Catalogue([out], trusted_keys(out), date(2026, 11, 24))
    assert held.version == "2026.12.1"


def test_the_shipped_package_may_be_installed_again(ask, tmp_path):
    shipped = next((resources() / "catalogue").glob("*.mcp"))
    status, answer = ask("--profile", tmp_path, "catalogue", "install", shipped)
    assert (status, answer["version"]) == (0, "2026.11.1")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("catalogue", "build", "--version", "1", "--valid-from", "2026-11-01"), 2),
        (("catalogue", "build", "--version", "1"), 2),
        (("due", "--procedure", "1.001193"), 2),
        (("card",), 2),
        (("catalogue", "check", resources() / "catalogue" / "keys.json"), 1),
        (("catalogue", "check", resources() / "no-such-file.mcp"), 1),
    ],
)
def test_wrong_use_and_failure_are_told_apart(ask, arguments, status):
    assert ask(*arguments)[0] == status


def test_a_date_that_is_none_is_refused_before_anything_is_written(ask, tmp_path):
    status, _ = ask(
        *("catalogue", "build", "--out", tmp_path, "--version", "1", "--valid-from", "mai"),
        *("--new-key", tmp_path / "k"),
    )
    assert status == 1
    assert list(tmp_path.iterdir()) == []
