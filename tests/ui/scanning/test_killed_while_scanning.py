"""The power goes while a scan is kept: it is in the store, or still where the scanner put it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.store import keys
from app.store.profile import Profile
from app.store.store import Store
from app.ui.bench.papers import a_pdf, text_page
from tests.helpers.desk import a_desk, a_dossier
from tests.helpers.office import MAI, PASSWORD, AnOffice, a_machine, an_office
from tests.helpers.patience import PATIENCE
from tests.ui.dossier.clerk import BROUGHT, MARITAL


def scans_until(tmp_path: Path, point: str) -> tuple[int, str, Path]:
    """Let the clerk scan until the power goes; answers how it ended."""
    office = an_office(tmp_path)
    dossier = a_dossier(a_desk(office), MARITAL, papers=(BROUGHT,))
    office.closes()
    folder = tmp_path / "scanner"
    folder.mkdir()
    (folder / "scan.pdf").write_bytes(a_pdf([text_page()]))
    where = [str(office.profile.path), dossier.id, str(folder)]
    child = subprocess.run(  # noqa: S603 - our own test program
        [sys.executable, "-m", "tests.ui.scanning.killed_child", *where],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "MOTCUA_CRASH_AT": point},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert child.returncode in {0, -signal.SIGKILL}, child.stderr
    return child.returncode, dossier.id, folder


def kept(tmp_path: Path, dossier_id: str) -> int:
    """How many scans count after the next start; every one of them can be read."""
    profile = Profile(tmp_path / "office")
    key = keys.unlock(profile, MAI.id, PASSWORD)
    office = AnOffice(Store.open(profile, key, a_machine(seed=1)), key, "")
    scans = office.reader.dossier(dossier_id).scans
    assert all(office.store.files.is_sound(scan.said.file) for scan in scans)
    assert len(list(profile.files.iterdir())) == len(scans)
    office.closes()
    return len(scans)


@pytest.mark.parametrize(
    ("point", "count"),
    [
        ("file.kept", 0),
        ("save.before_commit", 0),
        ("save.after_commit", 1),
        ("file.before_settled", 1),
    ],
)
def test_the_scan_is_in_the_store_or_still_in_the_scanner_folder(
    qapp: object, tmp_path: Path, point: str, count: int
):
    code, dossier, folder = scans_until(tmp_path, point)
    assert code == -signal.SIGKILL
    assert kept(tmp_path, dossier) == count
    assert (folder / "scan.pdf").exists()


def test_without_a_power_cut_the_scan_is_kept_and_its_file_goes(qapp: object, tmp_path: Path):
    code, dossier, folder = scans_until(tmp_path, "")
    assert code == 0
    assert kept(tmp_path, dossier) == 1
    assert list(folder.iterdir()) == []
