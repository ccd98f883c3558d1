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
    "segno",
    "zxingcpp",
    "pyrage",
    "asyncio",
    "pydantic",
    "numpy",
    "app.ui.printing",
    "app.ui.reception.page",
}
PROGRAM = """
import sys
from pathlib import Path
from app.ui import application
from app.ui.counter import Counter
from app.usecases import administration, shipped
app = application.build(["motcua"])
counter = Counter(app, administration.this_pc(Path(sys.argv[1])), shipped.places)
counter.begin()
app.processEvents()
print("\\n".join(sorted(sys.modules)))
counter.close()
"""


def test_what_is_heavy_is_not_loaded_before_the_first_window(tmp_path: Path):
    told = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM, str(tmp_path / "office")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(told.stdout.split())
    assert "app.ui.shell.main_window" in loaded
    assert loaded & LATE == set()
