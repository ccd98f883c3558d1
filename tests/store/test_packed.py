"""Data that ships as many small files reads the same from an archive."""

import zipfile
from pathlib import Path

from app.system import packed
from app.system.paths import resources


def test_an_archive_reads_like_its_folder(tmp_path: Path):
    folder = resources() / "forms"
    with zipfile.ZipFile(packed.archive_of(tmp_path / "forms"), "w") as archive:
        for name, content in reversed(packed.files(folder).items()):
            archive.writestr(name, content)
    assert packed.files(tmp_path / "forms") == packed.files(folder)
    assert list(packed.files(tmp_path / "forms")) == list(packed.files(folder))
    name = "receipt/tt03-2025.1.json"
    assert packed.read(tmp_path / "forms", name) == packed.read(folder, name)
    assert name in packed.files(folder)
