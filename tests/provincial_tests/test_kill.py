"""It is killed in the middle and still holds what it answered."""

import json
import subprocess
import sys

import pytest
import requests

from tests.helpers.patience import PATIENCE
from tests.helpers.provincial import UNIT, ChildStandIn, StandIn
from tests.provincial.faults import PLANS, Fault, Plan
from tests.provincial_tests.conftest import CODE, Caller, a_dossier, a_row


def test_what_was_answered_outlives_a_kill(tmp_path):
    with ChildStandIn(tmp_path / "province.db") as province:
        caller = Caller(province)
        caller.log_in()
        answered = []
        for n in range(1, 26):
            code = f"{UNIT}-261128-{n:04d}"
            assert "thành công" in caller.add(a_dossier(code))["message"]
            assert "thành công" in caller.progress(a_row(code))["message"]
            answered.append(code)
            if n % 8 == 0:
                province.kill()
                with pytest.raises(requests.ConnectionError):
                    caller.ask("TraCuuHoSo", mahoso=code)
                province.again()
                caller.hang_up()
                assert caller.ask("TraCuuHoSo", mahoso=code)["error_code"] == 2
                caller.log_in()
        held = province.held()
        caller.hang_up()
    assert [one["code"] for one in held["dossiers"]] == answered
    assert held["audit"]["progress_rows"] == 25
    assert held["audit"]["rows_twice"] == 0


def test_numbers_requests_faults_and_the_plan_go_on_where_they_were(tmp_path):
    with ChildStandIn(tmp_path / "province.db") as province:
        caller = Caller(province)
        caller.log_in()
        first = caller.ask("GetNextValue", code=UNIT)["result"][0]["value"]
        province.changes_procedure("1.001193", TENTTHC="Đăng ký khai sinh (mới)")
        province.misbehave(Plan(script={4: Fault.GARBAGE}))
        province.kill()
        province.again()
        caller.hang_up()
        caller.log_in()
        assert "html" in caller.response("TraCuuHoSo", mahoso=CODE).text
        second = caller.ask("GetNextValue", code=UNIT)["result"][0]["value"]
        (birth,) = caller.ask("LayThuTuc", maTTHC="1.001193")["result"]
        caller.hang_up()
        assert province.held()["requests"] == 6
    assert (first[-4:], second[-4:]) == ("0001", "0002")
    assert birth["TENTTHC"] == "Đăng ký khai sinh (mới)"


def test_it_ends_when_nobody_needs_it_and_says_where_it_is(tmp_path):
    command = [sys.executable, "-m", "tests.provincial", "--until-stdin-closes", "--seed", "3"]
    ran = subprocess.run(  # noqa: S603 - our own program
        command, input="", capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    said = json.loads(ran.stdout)
    assert said["url"].startswith("http://127.0.0.1:")
    assert said["connection"]["madonvi"] == UNIT


def test_it_shows_what_it_holds_when_it_is_asked_by_a_line(tmp_path):
    page = tmp_path / "province.html"
    command = [sys.executable, "-m", "tests.provincial", "--until-stdin-closes"]
    ran = subprocess.run(  # noqa: S603 - our own program
        [*command, "--leave", str(page)],
        input="\n",
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    _where, held = map(json.loads, ran.stdout.splitlines())
    assert held["dossiers"] == []
    assert "Chưa có hồ sơ nào" in page.read_text("utf-8")


def test_it_ends_after_its_time():
    command = [sys.executable, "-m", "tests.provincial", "--seconds", "0.1"]
    ran = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=True)  # noqa: S603
    assert ran.returncode == 0


def test_a_cut_line_comes_back_at_the_same_place():
    with StandIn(plan=PLANS["none"]) as province:
        caller = Caller(province)
        caller.log_in()
        caller.add(a_dossier())
        url = province.url
        province.cut()
        with pytest.raises(requests.ConnectionError):
            caller.add(a_dossier())
        province.restore()
        assert province.url == url
        assert caller.add(a_dossier())["error_code"] == 3
        caller.hang_up()
