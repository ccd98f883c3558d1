"""The program's command line in a process of its own, as a technician runs it."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.helpers.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]


class Ran(NamedTuple):
    """What came of a command."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output."""
        return json.loads(self.out)


def motcua(*arguments: str | Path, timeout: float = PATIENCE, **environment: str) -> Ran:
    """Run a command to its end."""
    return run_from(ROOT, arguments, timeout, environment)


def run_from(
    root: Path, arguments: Sequence[str | Path], timeout: float, environment: Mapping[str, str]
) -> Ran:
    """The same with the source tree that is named."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "app", *map(str, arguments)],
        cwd=root,
        env={**os.environ, "PYTHONUTF8": "1", "QT_QPA_PLATFORM": "offscreen", **environment},
        capture_output=True,
        timeout=timeout,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def python(code: str) -> list[str]:
    """Run a line of Python in a fresh process and answer the words that it printed."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.split()
