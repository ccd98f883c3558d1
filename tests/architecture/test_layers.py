"""The layer contracts hold, and each of them can fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# contract id -> (the file that breaks it, the line that does)
BREACHES = {
    "packages": ("sync/protocol/breach.py", "import app.domain"),
    "app-layers": ("app/domain/breach.py", "import app.usecases"),
    "sync-layers": ("sync/protocol/breach.py", "import sync.gateway"),
    "acyclic": ("app/domain/breach_a.py", "import app.domain.breach_b"),
    "pure": ("app/domain/breach.py", "import logging"),
    "qt-in-screens": ("app/usecases/breach.py", "import PySide6.QtCore"),
    "sql-in-its-rooms": ("app/ui/breach.py", "import sqlite3"),
    "http-out": ("app/store/breach.py", "import requests"),
    "http-in": ("app/usecases/breach.py", "import starlette"),
    "screens": ("app/ui/breach.py", "import app.store"),
}


def contracts_of(folder: Path) -> tuple[bool, str]:
    """Say whether the contracts hold in the folder, and what the linter said."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as c; c()",
            "--no-cache",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """Give the code of both packages in a folder where it may be broken."""
    folder = tmp_path_factory.mktemp("layers")
    for package in ("app", "sync"):
        shutil.copytree(
            ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_every_contract_holds(copied):
    holds, said = contracts_of(copied)
    assert holds, said


def test_every_contract_has_a_breach_that_it_is_tried_with(copied):
    named = [
        line.split('"')[1]
        for line in (copied / "pyproject.toml").read_text("utf-8").splitlines()
        if line.startswith("id = ")
    ]
    assert sorted(named) == sorted(BREACHES)


@pytest.mark.parametrize("contract", BREACHES)
def test_a_breach_is_refused(copied, contract):
    place, line = BREACHES[contract]
    breach = copied / place
    other = copied / "app/domain/breach_b.py"
    breach.write_text(f"{line}\n", "utf-8")
    other.write_text("import app.domain.breach_a\n" if contract == "acyclic" else "", "utf-8")
    try:
        holds, said = contracts_of(copied)
    finally:
        breach.unlink()
        other.unlink()
    assert not holds, said
    assert "Contracts: " in said, "the linter must have judged, not stumbled"
    assert ", 0 broken" not in said


def test_an_unlisted_new_room_is_refused(copied):
    room = copied / "app" / "helpers_of_all_kinds"
    room.mkdir()
    (room / "__init__.py").write_text("", "utf-8")
    try:
        holds, _ = contracts_of(copied)
    finally:
        shutil.rmtree(room)
    assert not holds
