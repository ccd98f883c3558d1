"""Folders of shipped files: plain from source, one archive a folder in a bundle."""

import zipfile
from pathlib import Path


def files(folder: Path) -> dict[str, bytes]:
    """Read every file of a shipped folder by its path in it, in the order of their names."""
    if folder.is_dir():
        found = (path for path in folder.rglob("*") if path.is_file())
        read = {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
    else:
        with zipfile.ZipFile(archive_of(folder)) as packed:
            read = {name: packed.read(name) for name in packed.namelist()}
    return dict(sorted(read.items()))


def read(folder: Path, name: str) -> bytes:
    """Read one file of a shipped folder."""
    if folder.is_dir():
        return (folder / name).read_bytes()
    with zipfile.ZipFile(archive_of(folder)) as packed:
        return packed.read(name)


def archive_of(folder: Path) -> Path:
    """Name the archive that stands for a folder in a bundle."""
    return folder.with_name(f"{folder.name}.zip")
