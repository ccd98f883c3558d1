"""What can befall the files of an office; each takes the folder and another office's folder."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

PAGE = 4096
Harm = Callable[[Path, Path], None]


def flip(name: str, at: int | float = 0.5) -> Harm:
    """One bit in the middle, or anywhere."""

    def harm(folder: Path, _other: Path) -> None:
        path = found(folder, name)
        data = bytearray(path.read_bytes())
        data[int(at * len(data)) if isinstance(at, float) else at] ^= 1
        path.write_bytes(data)

    return harm


def zero(name: str, first: float, last: float) -> Harm:
    """A stretch of zeroes, in whole pages."""

    def harm(folder: Path, _other: Path) -> None:
        path = found(folder, name)
        data = bytearray(path.read_bytes())
        begin, end = (int(len(data) * part) // PAGE * PAGE for part in (first, last))
        data[begin:end] = bytes(end - begin)
        path.write_bytes(data)

    return harm


def cut(name: str, keep: float) -> Harm:
    """The end is gone."""
    return _rewrite(name, lambda data: data[: int(len(data) * keep)])


def missing(*names: str) -> Harm:
    """Deleted."""

    def harm(folder: Path, _other: Path) -> None:
        for name in names:
            path = found(folder, name)
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    return harm


def filled(name: str, content: bytes) -> Harm:
    """Something else stands there."""
    return _rewrite(name, lambda _data: content)


def grown(name: str) -> Harm:
    """Garbage behind the end."""
    return _rewrite(name, lambda data: data + b"\xaa" * 5000)


def foreign(name: str) -> Harm:
    """The same file of another office."""

    def harm(folder: Path, other: Path) -> None:
        shutil.copy(found(other, name), found(folder, name))

    return harm


def every(page: int, name: str = "office.db") -> Harm:
    """A bit in every so many pages."""

    def harm(folder: Path, _other: Path) -> None:
        path = found(folder, name)
        data = bytearray(path.read_bytes())
        for at in range(page * PAGE + 300, len(data), page * PAGE):
            data[at] ^= 1
        path.write_bytes(data)

    return harm


def swapped(folder: Path, _other: Path) -> None:
    """Two pages have changed places."""
    path = folder / "office.db"
    data = bytearray(path.read_bytes())
    a, b = 3 * PAGE, 7 * PAGE
    data[a : a + PAGE], data[b : b + PAGE] = data[b : b + PAGE], data[a : a + PAGE]
    path.write_bytes(data)


def put_back_old(folder: Path, _other: Path) -> None:
    """Somebody copies last hour's database over the present one."""
    shutil.copy(found(folder, "backups/*/office.db"), folder / "office.db")
    for name in ("office.db-wal", "office.db-shm"):
        (folder / name).unlink(missing_ok=True)


def left_half_way(folder: Path, _other: Path) -> None:
    """A repair or restore that was cut off, and a copy that was never finished."""
    (folder / "office.db.restoring").write_bytes(os.urandom(5000))
    part = folder / "backups" / f"{found(folder, 'backups/motcua-2*').name}.part"
    part.mkdir()
    (part / "office.db").write_bytes(b"half")


def both(*harms: Harm) -> Harm:
    """One after the other."""

    def harm(folder: Path, other: Path) -> None:
        for one in harms:
            one(folder, other)

    return harm


def found(folder: Path, name: str) -> Path:
    """A file by its name, or the first that a pattern finds."""
    return min(folder.glob(name)) if "*" in name else folder / name


def _rewrite(name: str, change: Callable[[bytes], bytes]) -> Harm:
    def harm(folder: Path, _other: Path) -> None:
        path = found(folder, name)
        path.write_bytes(change(path.read_bytes() if path.exists() else b""))

    return harm
