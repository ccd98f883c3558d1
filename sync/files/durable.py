"""Small files that are whole or absent, folders that stay, and private where they must be."""

import os
from pathlib import Path


def write(path: Path, content: bytes, *, private: bool = False) -> None:
    """Put `content` under `path`, durably and at once; a private file is its owner's alone.

    Windows has no mode bits: there the folder's inherited permissions guard the file.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o644)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    move(part, path)


def move(source: Path, target: Path) -> None:
    """Give a flushed file its name for good; both lie in one folder."""
    source.replace(target)
    settle(target.parent)


def folder(path: Path) -> None:
    """Make a folder and those above it, so that a power cut leaves them there."""
    if path.is_dir():
        return
    folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    settle(path.parent)


def settle(path: Path) -> None:
    """Make a folder's names durable; Windows journals names itself and opens no folders."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
