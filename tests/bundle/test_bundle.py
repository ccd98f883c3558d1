"""The one-folder bundle proves itself: `make bundle` builds it, then these tests may run."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.bundle import of_debian

FOLDER = Path(__file__).parents[2] / "dist" / "motcua"
PROGRAM = FOLDER / ("motcua.exe" if sys.platform == "win32" else "motcua")

pytestmark = [
    pytest.mark.frozen,
    pytest.mark.skipif(not PROGRAM.exists(), reason="no bundle: build it with `make bundle`"),
]


def bundled(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the bundled program without a screen and without this project's Python around it."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return subprocess.run(  # noqa: S603 - our own program
        [PROGRAM, *arguments],
        env=kept | {"QT_QPA_PLATFORM": "offscreen"},
        cwd=FOLDER,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_bundle_opens_an_office_receives_and_draws():
    done = bundled("--self-check")
    assert done.returncode == 0, done.stdout + done.stderr
    for step in (
        "resources",
        "office founded",
        "dossier received",
        "slip drawn",
        "screen drawn",
        "code read",
    ):
        assert f"ok  {step}" in done.stdout


def test_the_bundle_knows_the_catalogue():
    done = bundled("due", "--procedure", "1.004873", "--accepted", "2026-11-23T08:40", "--json")
    assert '"due"' in done.stdout, done.stderr


def test_the_bundle_reads_pdfs_and_pictures():
    done = bundled("bench", "scan", "--json")
    assert '"pdf_page"' in done.stdout, done.stderr
    names = {path.stem.lower() for path in FOLDER.rglob("*")} | licensed()
    for plugin in ("qjpeg", "qtiff", "qwebp"):
        assert names & {plugin, f"lib{plugin}"}, plugin
    assert "pdfium" in names  # the licence of PDFium


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt has it inside")
def test_the_bundle_finds_the_printers_of_debian():
    (plugin,) = FOLDER.rglob("plugins/printsupport/libcupsprintersupport.so")
    assert "libcups.so.2" in of_debian.asked_by(plugin)


def test_the_bundle_ships_licences_and_nothing_of_development():
    names = {path.name.lower() for path in FOLDER.rglob("*")}
    assert {"license", "lgpl-3.0.txt", "gpl-3.0.txt"} <= names
    assert not {"numpy", "holidays", "vietnamadminunits", "pytest"} & (names | licensed())
    assert {"msgspec", "cryptography", "pypdfium2"} <= licensed()


def licensed() -> set[str]:
    """The packages and parts whose licences are in the archive."""
    (archive,) = FOLDER.rglob("licences/packages.zip")
    with zipfile.ZipFile(archive) as packed:
        return {Path(part).stem.lower() for name in packed.namelist() for part in Path(name).parts}
