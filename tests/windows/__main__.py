"""`python -m tests.windows [STEP ...]`: the steps of the trial in their order, or those named."""

import sys

from tests.windows import both_ways, lab, needs, neighbours, stick, suite, trial
from tests.windows.places import ROOT, Failed, built, home, tell
from tests.windows.running import python

IMPORTS = (
    "cryptography.hazmat.primitives.ciphers.aead, msgspec, sqlcipher3, sqlite_utils, zstandard, "
    "pypdfium2, python_calamine, zxingcpp, segno, xlsxwriter, requests, starlette, uvicorn, "
    "pyrage, PySide6.QtWidgets, PySide6.QtPrintSupport, app.cli.main, app.ui.application"
)


def try_imports() -> None:
    """Load every package that the program uses, and let the program check itself from source."""
    python("-c", f"import {IMPORTS}")
    python("-m", "app", "--self-check")
    tell("every package loads; the program checks itself from source")


def build() -> None:
    """Build the bundle by the same recipe as on a real Windows."""
    tell("the bundle")
    work = ("--distpath", built().relative_to(ROOT), "--workpath", home() / "build")
    words = ("--noconfirm", "--clean", "--log-level", "ERROR", *work, "build.spec")
    python("-m", "PyInstaller", *words)


def lay_stick() -> None:
    """Lay what a technician carries beside the bundle, and let its program look at this PC."""
    folder = stick.lay(built() / "motcua", trial.installer(), built() / "stick")
    trial.try_precheck(folder)
    tell(f"the stick: {folder.relative_to(ROOT)}")


STEPS = {
    "lab": lab.make,
    "imports": try_imports,
    "suite": suite.try_suite,
    "bundle": build,
    "needs": lambda: needs.check(built() / "motcua"),
    "self-check": trial.try_bundle,
    "neighbours": neighbours.try_neighbours,
    "installer": trial.make_installer,
    "stick": lay_stick,
    "install": trial.try_installer,
    "both-ways": both_ways.try_both_ways,
}


def main() -> int:
    """Take the steps until one fails."""
    try:
        for name in sys.argv[1:] or STEPS:
            STEPS[name]()
    except Failed as failure:
        tell(f"FAILED: {failure}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
