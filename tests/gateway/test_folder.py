"""What lies in the gateway's folder, and who may read it."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from sync.gateway.ca import Authority
from sync.gateway.faults import NewerDatabase, StorageFailed
from sync.gateway.folder import Folder
from sync.gateway.storage.schema import COMMUNE
from sync.gateway.storage.sqlite import SqliteFile
from sync.gateway.storage.tables import Table
from tests.helpers.gateway_world import START, World

DAY = 24 * 3600 * 1000
NOW = datetime.fromtimestamp(START / 1000, UTC)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")
def test_keys_are_their_owners_alone(world):
    keys = list(world.path.rglob("*.key"))
    assert len(keys) == 5
    assert {key.stat().st_mode & 0o077 for key in keys} == {0}
    assert world.path.stat().st_mode & 0o077 == 0
    assert (world.path / "gateway.json").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")
def test_databases_are_their_owners_alone_in_whatever_folder(tmp_path):
    world = World(tmp_path / "gateway")
    files = [path for path in world.path.rglob("*.db*") if path.is_file()]
    assert len(files) >= 3
    assert {path.stat().st_mode & 0o077 for path in files} == {0}


def test_no_half_written_file_stays(world):
    world.enrols(1)
    assert not list(world.path.rglob("*.part"))


def test_certificates_begin_in_the_past_because_clocks_are_behind():
    leaf = Authority.make("Tỉnh", START).issue(["localhost", "127.0.0.1"], START)
    certificate = x509.load_pem_x509_certificate(leaf.certificate)
    assert certificate.not_valid_before_utc == NOW - timedelta(days=30)
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    assert len(names.get_values_for_type(x509.IPAddress)) == 1


def test_an_authority_is_the_same_after_it_was_kept():
    made = Authority.make("Tỉnh", START)
    kept = Authority.load(made.certificate_pem, made.key_pem)
    assert kept.certificate_pem == made.certificate_pem


def test_a_certificate_is_renewed_in_good_time_and_the_authority_stays(world):
    folder = Folder(world.path)
    before = folder.server_files(START)[0].read_bytes()
    assert folder.server_files(START + 600 * DAY)[0].read_bytes() == before
    after = folder.server_files(START + 700 * DAY)[0].read_bytes()
    assert after != before
    x509.load_pem_x509_certificate(after).verify_directly_issued_by(
        x509.load_pem_x509_certificate(folder.authority_pem())
    )


def test_a_file_of_a_newer_program_is_left_alone(tmp_path):
    database = SqliteFile(tmp_path / "log.db", COMMUNE)
    with database.writing() as db:
        db.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(NewerDatabase):
        SqliteFile(tmp_path / "log.db", COMMUNE)


def test_a_file_of_an_older_program_gets_what_is_new_and_keeps_what_it_had(tmp_path):
    first, second = Table("old", "a TEXT", key="a"), Table("new", "b TEXT", key="b")
    database = SqliteFile(tmp_path / "log.db", ((first,),))
    with database.writing() as db:
        db.execute("INSERT INTO old VALUES ('kept')")
    database.close()
    database = SqliteFile(tmp_path / "log.db", ((first,), (second,)))
    with database.reading() as db:
        assert db.execute("SELECT a FROM old").fetchall() == [("kept",)]
        assert db.execute("SELECT b FROM new").fetchall() == []
    database.close()


def test_every_commit_waits_for_the_disk(tmp_path):
    with SqliteFile(tmp_path / "log.db", ()).reading() as db:
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)


def test_a_full_disk_is_named_and_nothing_of_the_transaction_stays(tmp_path):
    pieces = Table("pieces", "piece BLOB NOT NULL, n INTEGER NOT NULL", key="n")
    database = SqliteFile(tmp_path / "log.db", ((pieces,),))
    with database.reading() as db:
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StorageFailed), database.writing() as db:
        db.executemany("INSERT INTO pieces VALUES (?, ?)", [(b"small", 1), (bytes(1_000_000), 2)])
    with database.reading() as db:
        assert db.execute("SELECT count(*) FROM pieces").fetchone() == (0,)
    database.close()
