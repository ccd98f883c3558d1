"""Every measurement, on a tiny office: the figures are there, and ratios are to what they say.

No time is asserted: these tests run beside others on whatever machine there is.
"""

import json
import sys

import pytest

from app.cli import bench_gateway, bench_report, bench_save, bench_search, bench_sync
from app.cli.bench_figures import Figure, Figures, middle, percentile
from app.cli.main import run

FEW = 12


def told_by(figures: Figures) -> dict[str, dict[str, float | str]]:
    return {name: figure.as_json() for name, figure in figures.items()}


def test_the_first_window_is_compared_with_a_bare_one(capsys: pytest.CaptureFixture[str]):
    asked = ["bench", "startup", "--dossiers", str(FEW), "--runs", "1", "--json"]
    assert run(asked) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["bench"] == "startup"
    assert said["machine"]
    for name in ("first_window", "first_window_memory", "first_window_work"):
        figure = said["figures"][name]
        assert figure["ratio"] == pytest.approx(figure["value"] / figure["reference"], abs=0.01)
    today = said["figures"]["usable_today"]
    assert "reference" not in today
    assert today["unit"] == "ms"


def test_searches_are_asked_of_the_jump_the_list_and_the_people():
    told = told_by(bench_search.measure(FEW, 1))
    assert {"p95", "median", "list_p95", "people_p95", "today_p95"} <= told.keys()
    assert told["questions"]["value"] == bench_search.ASKED
    assert told["dossiers"]["value"] == FEW


def test_synchronising_counts_every_byte_of_the_line():
    figures = bench_sync.measure(0, 1, dossiers=2)
    for aim in ("change_packed", "idle_day_bytes"):  # bytes are the same on every machine
        assert figures[aim].value <= (figures[aim].reference or 0), figures[aim]
    told = told_by(figures)
    value = {name: float(figure["value"]) for name, figure in told.items()}
    assert value["bytes"] == value["bytes_up"] + value["bytes_down"]
    assert value["bytes"] > value["body_bytes"] > 0  # TLS is in the first alone
    assert value["round_trips"] == value["connections"] == 1
    assert value["events"] == 2 * 6
    assert told["bytes"]["ratio"] == pytest.approx(
        value["bytes"] / float(told["bytes"]["reference"]), abs=0.01
    )


def test_a_save_says_its_time_and_what_it_wrote():
    told = told_by(bench_save.measure(FEW, 1, saves=3))
    assert {"receive_p95", "receive_median", "written_per_receive", "rebuild"} <= told.keys()


def test_reports_are_compared_with_reading_the_same_rows():
    told = told_by(bench_report.measure(FEW, 1))
    assert told["rows"]["value"] == FEW
    for name in ("report", "register"):
        assert float(told[name]["reference"]) > 0
    assert {"quiet_day", "form", "register_xlsx", "report_per_dossier"} <= told.keys()


@pytest.mark.skipif(sys.platform != "linux", reason="cores and memory are read as Linux tells them")
def test_a_gateway_is_measured_with_a_short_log_and_a_long_one():
    told = told_by(bench_gateway.measure(800, "", measured=240, short=200))
    for size in (200, 800):
        for name in ("in", "in_small", "saves", "idle", "out", "memory"):
            assert float(told[f"{name}_at_{size}"]["value"]) > 0


def test_a_figure_without_a_reference_has_no_ratio():
    assert Figure(3, "ms").as_json() == {"value": 3, "unit": "ms"}
    assert middle([1, 5, 2], "ms", [4]).as_json() == {
        "value": 2,
        "unit": "ms",
        "reference": 4,
        "ratio": 0.5,
        "low": 1,
        "high": 5,
    }
    assert "0.50 times 4.00" in str(middle([2], "ms", [4]))


def test_the_95th_percentile_leaves_five_in_a_hundred_above():
    assert percentile(list(range(100)), 0.95) == 95
    assert percentile([7.0], 0.95) == 7
