"""The main job, end to end, in a process of its own: what it shows and what it leaves."""

import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from app.domain.states import State
from app.usecases.levels import Level
from tests.helpers.command import ROOT, motcua, run_from
from tests.helpers.patience import PATIENCE

pytestmark = pytest.mark.xdist_group("demo")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "out"
    ran = motcua("demo", "--offscreen", "--out", folder, timeout=4 * PATIENCE, MOTCUA_LOG="stderr")
    assert ran.status == 0, ran.err[-3000:]
    return folder


@pytest.fixture(scope="module")
def summary(out: Path) -> Any:
    return json.loads((out / "summary.json").read_text("utf-8"))


def text_of(path: Path) -> str:
    pages = (page.extract_text() for page in PdfReader(path).pages)
    return " ".join(" ".join(pages).split())


def test_three_real_procedures_end_where_the_story_leaves_them(summary):
    told = {one["procedure"]: (one["state"], one["level"]) for one in summary["dossiers"]}
    assert told == {
        "1.001193": (State.RETURNED, Level.PROVINCE_RECORDED),
        "1.004873": (State.ACCEPTED, Level.PROVINCE_RECORDED),
        "1.001612": (State.ACCEPTED, Level.PROVINCE_RECORDED),
    }


def test_every_dossier_has_the_official_code_that_the_province_gave(summary):
    codes = [one["code"] for one in summary["dossiers"]]
    assert len(set(codes)) == 3
    assert all(code.startswith("H35.112.03-") for code in codes)
    assert sorted(codes) == [one["code"] for one in summary["province"]["dossiers"]]


def test_the_province_holds_each_once_in_its_state_with_its_progress_in_order(summary):
    held = {one["code"]: one for one in summary["province"]["dossiers"]}
    for one in summary["dossiers"]:
        assert held[one["code"]]["state"] == str(one["state"])
        assert held[one["code"]]["adds"] == 1
    audit = summary["province"]["audit"]
    assert (audit["rows_twice"], audit["rows_out_of_order"]) == (0, 0)
    assert summary["province"]["refusals"] == []
    birth = held[summary["dossiers"][0]["code"]]
    assert [row["TrangThai"] for row in birth["rows"]] == ["2", "4", "9", "10"]


def test_the_provinces_own_page_is_left_to_be_looked_at(out, summary):
    page = (out / summary["province"]["page"]).read_text("utf-8")
    for one in summary["dossiers"]:
        assert one["code"] in page
        assert one["owner"] in page


def test_submitter_and_owner_of_the_birth_differ(summary):
    birth = summary["dossiers"][0]
    assert (birth["applicant"], birth["owner"]) == ("Tẩn A Lở", "Tẩn Mẩy Sử")


def test_every_step_has_its_picture(out, summary):
    screens = [step["screen"] for step in summary["steps"]]
    assert len(screens) >= 20
    assert screens == sorted(path.name for path in out.glob("screen-*.png"))
    assert all((out / screen).stat().st_size > 10_000 for screen in screens)


def test_every_accepted_dossier_has_its_slip_and_the_result_its_receipt(out, summary):
    slips = " ".join(text_of(path) for path in sorted(out.glob("receipt-*.pdf")))
    for one in summary["dossiers"]:
        assert one["provisional_code"] in slips
        assert one["owner"] in slips
    (receipt,) = out.glob("result_receipt-*.pdf")
    assert "Giấy khai sinh" in text_of(receipt)


def test_the_round_trips_are_few_and_measured(summary):
    sync = summary["sync"]
    assert sync["bytes_up"] > 0
    assert sync["bytes_down"] > 0
    assert 0 < sync["round_trips"] <= 6


def test_the_office_can_be_opened_by_command_afterwards(summary):
    known = ("--profile", summary["profile"], "--officer", summary["officer"])
    ran = motcua("journal", "verify", "--json", *known, "--password-file", summary["password_file"])
    assert ran.status == 0
    assert ran.json["dossiers"] == 3


def test_a_second_demo_replaces_the_first_and_nothing_else(out, tmp_path):
    mine = tmp_path / "holiday pictures"
    mine.mkdir()
    (mine / "tết.png").write_bytes(b"x")
    ran = motcua("demo", "--offscreen", "--out", mine)
    assert ran.status == 2
    assert [path.name for path in mine.iterdir()] == ["tết.png"]


def test_a_program_without_the_provincial_system_says_so_and_ends_at_the_gateway(tmp_path):
    program = tmp_path / "program"
    program.mkdir()
    for part in ("app", "sync", "resources"):
        (program / part).symlink_to(ROOT / part, target_is_directory=True)
    folder = tmp_path / "out"
    ran = run_from(program, ("demo", "--offscreen", "--out", folder), 110, {})
    assert ran.status == 0, ran.err[-3000:]
    assert "không có hệ thống tỉnh thử nghiệm" in ran.out
    told = json.loads((folder / "summary.json").read_text("utf-8"))
    assert [one["level"] for one in told["dossiers"]] == [2, 2, 3]
    assert told["province"] is None
