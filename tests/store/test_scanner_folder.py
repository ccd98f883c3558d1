"""What a scanner puts into a folder is taken when it is finished, and removed when it is safe."""

import os
from pathlib import Path

import pytest

from app.system.scanner_folder import ScannerFolder, as_it_is, remove


def put(folder: Path, name: str, content: bytes, at: int = 1) -> Path:
    path = folder / name
    path.write_bytes(content)
    os.utime(path, (at, at))
    return path


def test_a_file_is_ready_when_two_looks_see_the_same(tmp_path: Path):
    folder = ScannerFolder(tmp_path)
    put(tmp_path, "b.pdf", b"one", at=5)
    put(tmp_path, "a.PDF", b"two", at=9)
    assert folder.look() == ((), 2)
    ready, growing = folder.look()
    assert [one.path.name for one in ready] == ["b.pdf", "a.PDF"]
    assert growing == 0


def test_a_file_that_still_grows_is_waited_for(tmp_path: Path):
    folder = ScannerFolder(tmp_path)
    for size in (1, 2, 3):
        put(tmp_path, "scan.pdf", b"x" * size, at=size)
        assert folder.look() == ((), 1)
    assert len(folder.look().ready) == 1


def test_an_empty_file_and_other_things_are_passed_over(tmp_path: Path):
    folder = ScannerFolder(tmp_path)
    put(tmp_path, "scan.pdf", b"")
    put(tmp_path, "Thumbs.db", b"something")
    (tmp_path / "folder.pdf").mkdir()
    folder.look()
    assert folder.look() == ((), 0)


def test_only_what_is_as_it_was_taken_is_removed(tmp_path: Path):
    path = put(tmp_path, "scan.pdf", b"first")
    taken = as_it_is(path)
    assert taken is not None
    put(tmp_path, "scan.pdf", b"another paper under the same name", at=7)
    assert not remove(taken)
    assert path.exists()
    again = as_it_is(path)
    assert again is not None
    assert remove(again)
    assert remove(again)  # gone is gone
    assert not path.exists()


def test_a_folder_that_is_gone_is_said(tmp_path: Path):
    with pytest.raises(OSError, match="nowhere"):
        ScannerFolder(tmp_path / "nowhere").look()
