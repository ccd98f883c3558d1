"""PC, gateway, connector and province as processes that die: `make portal` is the large run."""

from pathlib import Path
from typing import Any

import pytest

from tests.portal.long_run import run

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("whole way")]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("way")
    return run(folder, dossiers=24, kills=3, faults="heavy", limit=240.0)


def test_each_dossier_is_there_once_with_its_last_state(told: Any) -> None:
    assert (told["dossiers"], told["acts"], told["at_the_province"]) == (24, 120, 24)
    wrong = ("missing", "added_not_once", "wrong_state", "wrong_rows", "numbers_twice")
    assert {name: told[name] for name in wrong} == dict.fromkeys(wrong, 0)


def test_every_row_is_there_once_and_in_order(told: Any) -> None:
    assert told["audit"]["rows_twice"] == 0
    assert told["audit"]["rows_out_of_order"] == 0
    assert told["audit"]["progress_rows"] > 70


def test_processes_died_and_requests_failed(told: Any) -> None:
    assert sum(told["kills"].values()) >= 2
    assert sum(told["faults"].values()) - told["faults"]["logins"] > 20


def test_after_a_day_without_the_connector_the_nearest_deadline_goes_first(tmp_path: Path) -> None:
    told = run(tmp_path, dossiers=16, kills=0, off=True, limit=120.0)
    assert told["in_order_of_deadlines"]
    assert (told["missing"], told["wrong_state"], told["wrong_rows"]) == (0, 0, 0)
