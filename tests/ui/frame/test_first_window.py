"""The first window waits for nothing that it does not need."""

import os
import subprocess
import sys
from pathlib import Path

LATE = {
    "sqlite_utils",
    "requests",
    "tuf",
    "zeroconf",
    "xlsxwriter",
    "python_calamine",
    "segno",
    "zxingcpp",
    "pyrage",
    "asyncio",
    "pydantic",
    "numpy",
    "app.ui.printing",
    "app.ui.labels",
    "app.ui.shell.workspace",
    "app.ui.today.page",
    "app.usecases.lookup",
    "app.usecases.administration",
    "app.usecases.synchronise",
}
FOUND = """
import sys
from pathlib import Path
from app.domain.access import Role
from app.usecases import administration
from app.usecases.administration import NewOfficer
from tests.helpers.desk import FACTS
pc = administration.this_pc(Path(sys.argv[1]))
officer = NewOfficer("01937000-0000-7000-8000-0000000000aa", "Lò Thị Mai", Role.CLERK)
administration.found_office(pc, FACTS, officer, "mật khẩu của Mai")
"""
OPEN = """
import sys
from pathlib import Path
from app.ui import application
from app.ui.counter import Counter
from app.usecases import this_pc
app = application.build(["motcua"])
counter = Counter(app, this_pc.this_pc(Path(sys.argv[1])), application._places)
counter.begin()
while counter.window.shown is None:
    app.processEvents()
print("\\n".join(sorted(sys.modules)))
counter.close()
"""


def runs(program: str, folder: Path) -> set[str]:
    """Run a program of our own and answer the words that it printed."""
    told = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program, str(folder)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(told.stdout.split())


def test_what_is_heavy_is_not_loaded_before_the_first_window(tmp_path: Path):
    runs(FOUND, tmp_path / "office")
    loaded = runs(OPEN, tmp_path / "office")
    assert "app.ui.shell.main_window" in loaded
    assert loaded & LATE == set()
