"""Attachments: whole or not at all, found again by their hash, missed with a sentence."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from app.store.blobs import MOST_BYTES
from app.store.faults import StoreFault
from app.system import disk
from tests.helpers.disk_search import looks_random
from tests.helpers.office import AnOffice
from tests.unit.test_scans import a_scan

SCAN = b"%PDF-1.4 " + "Giấy chứng sinh của Chẻo Tả Mẩy ".encode() * 9000


def files_of(office: AnOffice) -> list[Path]:
    return sorted(office.profile.files.iterdir())


def refused(ask: Callable[[], object]) -> str:
    with pytest.raises(StoreFault) as fault:
        ask()
    return fault.value.code


def test_a_file_is_found_again_by_its_hash_and_kept_once(office: AnOffice):
    files = office.store.files
    sha = files.keep(SCAN)
    assert files.keep(SCAN) == sha
    files.settle(sha)
    assert files.keep(SCAN) == sha
    assert files.read(sha) == SCAN
    (path,) = files_of(office)
    assert path.name == files.name(sha)
    assert sha not in path.name


@pytest.mark.parametrize("content", [b"", b"a", bytes(64 << 10), bytes((64 << 10) + 1)])
def test_every_length_comes_back(office: AnOffice, content: bytes):
    files = office.store.files
    assert files.read(files.keep(content)) == content


def test_no_byte_of_it_can_be_read_or_guessed(office: AnOffice):
    office.store.files.keep(SCAN)
    (path,) = files_of(office)
    assert looks_random(path.read_bytes())
    assert b"PDF" not in path.read_bytes()


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: data[:-1],
        lambda data: data[: 16 + (64 << 10) + 16],
        lambda data: data[:100] + bytes([data[100] ^ 1]) + data[101:],
        lambda _data: b"",
        lambda data: data + data[16:],
    ],
)
def test_whatever_was_changed_cut_or_added_is_reported(
    office: AnOffice, harm: Callable[[bytes], bytes]
):
    files = office.store.files
    sha = files.keep(SCAN)
    (path,) = files_of(office)
    path.write_bytes(harm(path.read_bytes()))
    assert refused(lambda: files.read(sha)) == "file_damaged"
    assert not files.is_sound(sha)
    assert files.keep(SCAN) == sha
    assert files.is_sound(sha)


def test_a_file_under_anothers_name_is_not_taken_for_it(office: AnOffice):
    files = office.store.files
    mine, other = files.keep(SCAN), files.keep(b"another")
    for sha in (mine, other):
        files.settle(sha)
    shutil.copyfile(
        office.profile.files / files.name(other), office.profile.files / files.name(mine)
    )
    assert refused(lambda: files.read(mine)) == "file_damaged"


def test_a_missing_file_breaks_no_dossier(office: AnOffice):
    dossier = keeps(office, SCAN)
    for path in files_of(office):
        path.unlink()
    office.reopens()
    assert len(office.reader.dossier(dossier).scans) == 1
    (scan,) = office.reader.dossier(dossier).scans
    assert refused(lambda: office.store.files.read(scan.said.file)) == "file_missing"


def test_what_no_event_names_is_gone_at_the_next_start_and_the_rest_stays(office: AnOffice):
    dossier = keeps(office, SCAN)  # its own name was not given to it: the power went
    office.store.files.keep(b"nobody records this")
    assert len(files_of(office)) == 2
    office.reopens()
    (path,) = files_of(office)
    (scan,) = office.reader.dossier(dossier).scans
    assert path.name == office.store.files.name(scan.said.file)
    assert office.store.files.read(scan.said.file) == SCAN


def test_scans_are_refused_before_the_disk_is_full_and_dossiers_are_not(
    office: AnOffice, monkeypatch: pytest.MonkeyPatch
):
    class Usage(NamedTuple):
        free: int

    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(499 << 20))
    assert refused(lambda: office.store.files.keep(SCAN)) == "no_room_for_scans"
    assert office.receives().number
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(501 << 20))
    assert office.store.files.keep(SCAN)
    assert office.store.files.room() is disk.Room.WARN


def test_a_file_beyond_reason_is_refused(office: AnOffice):
    assert refused(lambda: office.store.files.keep(bytes(MOST_BYTES + 1))) == "file_too_large"


def keeps(office: AnOffice, content: bytes) -> str:
    """The file and its event, and then the power goes before the file has its own name."""
    dossier = office.receives()
    sha = office.store.files.keep(content)
    with office.store.act(by=office.officer) as act:
        said = act.dossier(dossier.id).scan_paper(a_scan(file=sha, bytes=len(content)))
        act.record(dossier.id, said, seen=dossier.version, files=(sha,))
    return dossier.id
