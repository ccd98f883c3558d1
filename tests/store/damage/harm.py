"""What can befall the files of an office; each takes the folder and another office's folder."""

import os
import shutil
import struct
from collections.abc import Callable
from pathlib import Path

from app.store import secrets
from app.store.keys import unlock
from app.store.pages import Pages, _cells, _record
from app.store.profile import Profile
from tests.helpers.office import MAI, PASSWORD

PAGE = 4096
_COLUMNS_OF_AN_ACT = 9
Harm = Callable[[Path, Path], None]


def flip(name: str, at: int | float = 0.5) -> Harm:
    """One bit in the middle, or anywhere."""

    def harm(folder: Path, _other: Path) -> None:
        path = found(folder, name)
        data = bytearray(path.read_bytes())
        data[int(at * len(data)) if isinstance(at, float) else at] ^= 1
        path.write_bytes(data)

    return harm


def spoil(name: str, after: bytes) -> Harm:
    """One letter behind the last of some words."""

    def harm(folder: Path, _other: Path) -> None:
        path = found(folder, name)
        data = bytearray(path.read_bytes())
        data[data.rindex(after) + len(after)] ^= 1
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


def every_beside_the_acts(page: int) -> Harm:
    """The same, but a page that holds an act is spared: no copy would be left of what it says."""

    def harm(folder: Path, _other: Path) -> None:
        path = folder / "office.db"
        acts = pages_with_acts(folder)
        data = bytearray(path.read_bytes())
        for number in range(page, len(data) // PAGE, page):
            if number + 1 not in acts:
                data[number * PAGE + 300] ^= 1
        path.write_bytes(data)

    return harm


def pages_with_acts(folder: Path) -> set[int]:
    """Numbers of the pages in which rows of the journal lie."""
    key = secrets.database_key(unlock(Profile(folder), MAI.id, PASSWORD).secret)
    pages = Pages(folder / "office.db", key)
    return {
        number
        for number, page in pages._authentic()
        if any(_is_an_act(pages, page, cell) for cell in _cells(page, number))
    }


def _is_an_act(pages: Pages, page: bytes, cell: tuple[int, int, int]) -> bool:
    try:
        row = _record(pages._whole(page, *cell))
    except (IndexError, ValueError, struct.error):
        return False
    return len(row) >= _COLUMNS_OF_AN_ACT and isinstance(row[7], bytes)


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
