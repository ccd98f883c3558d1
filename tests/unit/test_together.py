"""A test that takes its process along is one failure, and the run ends."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.patience import PATIENCE

ROOT = Path(__file__).parents[2]
CONFTEST = """
from tests.helpers.together import Together


def pytest_xdist_make_scheduler(config, log):
    return Together(config, log)
"""
TESTS = """
import os

import pytest


@pytest.mark.parametrize("number", range(40))
def test_numbers(number):
    if number == {deadly}:
        os._exit(11)
"""


@pytest.mark.parametrize("processes", [1, 3])
@pytest.mark.parametrize("deadly", [0, 20, 38, 39])
def test_a_process_that_dies_costs_one_test(tmp_path: Path, processes: int, deadly: int) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST, "utf-8")
    (tmp_path / "test_numbers.py").write_text(TESTS.format(deadly=deadly), "utf-8")
    told = _pytest(tmp_path, "-n", str(processes), "--dist", "loadgroup")
    assert re.findall(r"\d+ (?:passed|failed)", told) == ["1 failed", "39 passed"]


def _pytest(folder: Path, *arguments: str) -> str:
    of_its_own = {
        name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")
    }
    told = subprocess.run(  # noqa: S603 - this very Python
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            f"--rootdir={folder}",
            *arguments,
            ".",
        ],
        cwd=folder,
        env={**of_its_own, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return told.stdout
