"""After use nobody can be found in any byte of the folder: nor in logs, nor in temporary files."""

import logging
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import RuleViolation
from app.store import bulk
from app.store.crowd import invented
from app.store.records import Draft, Filter
from app.system import log, settings
from tests.helpers.disk_search import findings, looks_random
from tests.helpers.dossiers import a_person
from tests.helpers.office import MAI, AnOffice
from tests.unit.test_scans import a_scan

LOG = logging.getLogger("app.store.test")
NEEDLES = (
    *("Chẻo Tả Mẩy", "Tả Mẩy", "012191000123", "0900000001", "Bản Sì Choang"),
    *("Giấy chứng sinh", "Đăng ký khai sinh", "TAM-1-"),
)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this process would put temporary files, Python's and SQLite's."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture
def used(office: AnOffice, temporary: Path) -> Iterator[AnOffice]:
    """A day's work: receptions, search, drafts, a fault that is logged, a backup, lists anew."""
    handler = log.start(office.profile.logs)
    dossier = office.receives(submitter=a_person("Chẻo Tả Mẩy"))
    bulk.record_many(office.store, office.officer, invented(40))
    office.store.drafts.save(Draft("d", "form", MAI.id, "Tả Mẩy", office.clock.now(), b"Ban Si"))
    office.reader.search("cheo ta may")
    office.reader.dossiers(Filter(), "owner", 0, 200)
    settings.write(office.profile.settings, settings.WindowSettings())
    LOG.info("received %s by %s", dossier.id, "Chẻo Tả Mẩy")
    try:
        _refuses("Chẻo Tả Mẩy 012191000123")
    except RuleViolation:
        LOG.exception("the act was refused")
    _scans(office, dossier.id)
    office.store.back_up()
    office.store.rebuild()
    office.forwards(dossier)
    yield office
    log.stop(handler)


def _scans(office: AnOffice, dossier_id: str) -> None:
    """One scan with its facts, one that no event names, and one looked at."""
    content = b"%PDF-1.4 " + "Chẻo Tả Mẩy 012191000123 ".encode() * 5000
    sha = office.store.files.keep(content)
    office.store.files.keep(b"%PDF " + "Giấy chứng sinh ".encode() * 500)
    with office.store.act(by=office.officer) as act:
        said = act.dossier(dossier_id).scan_paper(a_scan(file=sha, bytes=len(content)))
        act.record(dossier_id, said, files=(sha,))
    office.store.files.settle(sha)
    assert office.store.files.read(sha) == content


def _refuses(detail: str) -> None:
    raise RuleViolation("person_name_missing", detail)


def test_nobody_is_found_while_the_office_is_open(used: AnOffice):
    assert findings(used.profile.path, NEEDLES) == []
    assert (used.profile.path / "office.db-wal").stat().st_size > 0


def test_nobody_is_found_after_it_was_closed(used: AnOffice):
    used.closes()
    assert findings(used.profile.path, NEEDLES) == []
    names = {path.name for path in used.profile.path.iterdir() if path.is_file()}
    assert {name for name in names if not name.startswith("last-acts")} == {
        "office.db",
        "slots",
        "slip-journal",
        "lock",
        "clock.json",
        "settings.json",
    }


def test_nothing_is_left_in_temporary_folders(used: AnOffice, temporary: Path):
    used.reader.dossiers(Filter(text="a"), "-owner", 0, 300)
    assert list(temporary.iterdir()) == []


def test_the_log_tells_what_happened_to_which_id_and_not_to_whom(used: AnOffice):
    text = (used.profile.logs / "motcua.log").read_text("utf-8")
    (row,) = used.reader.search("cheo ta may")
    assert f"received {row.id} by [withheld]" in text
    assert "RuleViolation person_name_missing" in text


def test_a_plain_database_would_be_found(used: AnOffice):
    path = used.profile.path / "office.db"
    used.closes()
    path.unlink()
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE dossier (name TEXT)")
    plain.execute("INSERT INTO dossier VALUES ('Chẻo Tả Mẩy')")
    plain.commit()
    plain.close()
    assert any("office.db: holds" in finding for finding in findings(used.profile.path, NEEDLES))
    assert "office.db: is neither readable by right nor random" in findings(used.profile.path, ())


@pytest.mark.parametrize("name", ["spool", "files/" + "ab" * 32, "logs/motcua.log", "slip-journal"])
def test_a_compressed_spool_would_be_found_wherever_it_lies(used: AnOffice, name: str):
    used.closes()
    pages = "\n".join(f"Chẻo Tả Mẩy {number}" for number in range(9000))
    (used.profile.path / name).write_bytes(zlib.compress(pages.encode(), 9)[2:])
    found = findings(used.profile.path, ())
    assert found == [f"{name}: is neither readable by right nor random"]


def test_encrypted_bytes_look_random_and_text_does_not(used: AnOffice):
    assert looks_random(used.store.machine.entropy(200_000))
    assert not looks_random(("Chẻo Tả Mẩy " * 500).encode())
    assert not looks_random(zlib.compress(bytes(range(256)) * 50))
