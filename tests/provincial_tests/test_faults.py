"""How it misbehaves: each kind of fault, the same for the same seed, and never a lie of its own."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
import requests

from tests.helpers.clock import A_MORNING
from tests.helpers.patience import PATIENCE
from tests.helpers.provincial import UNIT, StandIn
from tests.provincial import words
from tests.provincial.faults import DONE_ALL_THE_SAME, PLANS, Fault, Plan, Window
from tests.provincial_tests.conftest import CODE, Caller, a_dossier, a_row

_HEAVY = PLANS["heavy"]


def what_comes_of(caller: Caller, **said: Any) -> str:
    try:
        told = caller.response("DongBoHoSoMC", **said)
    except requests.ConnectionError:
        return "cut"
    try:
        return f"{told.status_code} {told.json()['error_code']} {told.json()['message'][:12]}"
    except ValueError:
        return f"{told.status_code} {told.text[:12]}"


@pytest.mark.parametrize(
    ("fault", "comes"),
    [
        (Fault.LOST_BEFORE, "cut"),
        (Fault.LOST_AFTER, "cut"),
        (Fault.BAD_GATEWAY, "502 <html><head>"),
        (Fault.BAD_GATEWAY_AFTER, "502 <html><head>"),
        (Fault.GARBAGE, "200 <!DOCTYPE ht"),
        (Fault.TRUNCATED, '200 {"error_code'),
        (Fault.SESSION_ENDS, "200 2 Phiên làm vi"),
        (Fault.SLOW, "200 0 Đồng bộ hồ s"),
        (Fault.ODD_CODES, "200 00 Đồng bộ hồ s"),
    ],
)
def test_each_fault_shows_as_it_does_in_life(province, caller, fault, comes):
    province.misbehave(Plan(script={2: fault}, slow_seconds=0.01))
    assert what_comes_of(caller, isUpdating="False", data=[a_dossier()]) == comes
    assert (province.dossier(CODE) is not None) is (fault in DONE_ALL_THE_SAME)
    assert province.happened()[fault] == 1


def test_an_error_may_hide_behind_a_code_that_says_all_is_well(province, caller):
    province.misbehave(Plan(script={2: Fault.ERROR_IN_MESSAGE}))
    told = caller.add(a_dossier())
    assert told["error_code"] == 0
    assert told["message"] in words.SERVER_ERRORS
    assert province.dossier(CODE) is None


def test_what_exists_is_told_under_three_codes(province, caller):
    caller.add(a_dossier())
    province.misbehave(Plan(rates={Fault.ODD_CODES: 1.0}))
    told = [caller.add(a_dossier()) for _ in range(12)]
    assert {one["error_code"] for one in told} == {0, -3}
    assert all("đã tồn tại" in one["message"] for one in told)


def test_maintenance_lasts_and_is_told_in_two_ways(province, caller):
    province.misbehave(Plan(script={2: Fault.MAINTENANCE}, maintenance_requests=20))
    told = [caller.response("TraCuuHoSo", mahoso=CODE) for _ in range(20)]
    assert {one.status_code for one in told} == {200, 503}
    assert all("bảo trì" in one.content.decode() for one in told)
    assert caller.response("TraCuuHoSo", mahoso=CODE).json()["error_code"] == 0
    assert province.happened()["maintenance"] == 20


def test_maintenance_may_be_told_beforehand(province, caller):
    now = province.now()
    hour = timedelta(hours=1)
    province.misbehave(Plan(windows=(Window(now - hour, now + hour),)))
    assert "bảo trì" in caller.response("TraCuuHoSo", mahoso=CODE).content.decode()
    province.misbehave(Plan(windows=(Window(now + hour, now + 2 * hour),)))
    assert caller.add(a_dossier())["error_code"] == 0


def test_the_same_seed_meets_the_same_faults():
    def met(seed: int) -> list[Fault | None]:
        return [_HEAVY.meets(seed, n, A_MORNING) for n in range(1, 500)]

    assert met(7) == met(7)
    assert met(7) != met(8)


def test_a_heavy_plan_meets_every_kind():
    met = Counter(_HEAVY.meets(7, n, A_MORNING) for n in range(1, 3000))
    assert set(met) == {None, *Fault}
    assert met[None] > 1000


def test_two_runs_of_the_same_seed_end_the_same():
    def run() -> tuple[list[str], Any, Any]:
        with StandIn(seed=11, plan=_HEAVY) as province:
            caller = Caller(province)
            seen = []
            for n in range(60):
                if n % 10 == 0:
                    _log_in_somehow(caller)
                one = a_dossier(f"{UNIT}-261128-{n + 1:04d}")
                seen.append(what_comes_of(caller, isUpdating="False", data=[one]))
            caller.hang_up()
            return seen, province.audit(), province.happened()

    assert run() == run()


def _log_in_somehow(caller: Caller) -> None:
    for _ in range(40):
        try:
            if caller.log_in().get("session"):
                return
        except (requests.RequestException, KeyError):
            continue


def test_faults_are_switched_while_it_runs_and_a_wrong_plan_is_refused(province, caller):
    province.misbehave(PLANS["heavy"])
    province.misbehave(PLANS["none"])
    assert caller.add(a_dossier())["error_code"] == 0
    bad = requests.post(
        f"{province.url}/_stand-in/faults", json={"rates": {"earthquake": 1}}, timeout=PATIENCE
    )
    assert bad.status_code == 400
    good = requests.post(
        f"{province.url}/_stand-in/faults", json={"plan": "light"}, timeout=PATIENCE
    )
    assert good.json()["plan"]["rates"]["slow"] == 0.01


def test_rows_whose_answer_was_lost_are_seen_twice_when_they_are_just_sent_again(province, caller):
    caller.add(a_dossier())
    province.misbehave(Plan(script={3: Fault.LOST_AFTER}))
    with pytest.raises(requests.ConnectionError):
        caller.progress(a_row())
    caller.progress(a_row())
    assert province.audit()["rows_twice"] == 1


def test_nonsense_is_refused_politely(province, caller):
    path = province.connection()["integration_endpoint"]
    told = requests.post(province.url + path, data=b"{", timeout=PATIENCE).json()
    assert told["error_code"] == -1
