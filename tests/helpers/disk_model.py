"""A disk that keeps only what was flushed, and by chance some of the rest.

What a power cut leaves of a recorded run: bytes that were written and not flushed are there, not
there, or torn at a sector; names that were made, moved or removed in a folder are there up to some
moment since the folder was flushed. A file's flush says nothing about its name.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.helpers.disk_record import Cut, Flushed, Made, Moved, Removed, Said, Step, Wrote

SECTOR = 512


class Chance(NamedTuple):
    """How much of what was under way survives."""

    random: Random
    kept: float = 0.5
    torn: float = 0.2

    def keeps(self) -> bool:
        """Whether this one is there."""
        return self.random.random() < self.kept

    def tears(self) -> bool:
        """Whether only some of its sectors are."""
        return 0 < self.kept < 1 and self.random.random() < self.torn


NOTHING = Chance(Random(0), kept=0.0)  # noqa: S311
EVERYTHING = Chance(Random(0), kept=1.0)  # noqa: S311


class File:
    """Flushed bytes, and changes under way."""

    def __init__(self, data: bytes = b"") -> None:
        self._flushed = bytearray(data)
        self._now = bytearray(data)
        self._underway: list[tuple[int, Wrote | Cut]] = []

    def change(self, number: int, step: Wrote | Cut) -> None:
        if isinstance(step, Wrote) and step.at is None:
            step = step._replace(at=len(self._now))
        _apply(self._now, step)
        self._underway.append((number, step))

    def flush(self, since: int) -> None:
        while self._underway and self._underway[0][0] < since:
            _apply(self._flushed, self._underway.pop(0)[1])

    def left(self, chance: Chance) -> bytes:
        content = bytearray(self._flushed)
        for _, step in self._underway:
            if chance.keeps():
                for part in _sectors(step, chance) if chance.tears() else (step,):
                    _apply(content, part)
        return bytes(content)


class Folder:
    """Names that are on the disk, names as they are now, and what lies between the two."""

    def __init__(self) -> None:
        self._flushed: dict[str, Node] = {}
        self._underway: list[tuple[int, dict[str, Node | None]]] = []
        self.now: dict[str, Node] = {}

    def change(self, number: int, names: "dict[str, Node | None]") -> None:
        _rename(self.now, names)
        self._underway.append((number, names))

    def flush(self, since: int) -> None:
        while self._underway and self._underway[0][0] < since:
            _rename(self._flushed, self._underway.pop(0)[1])

    def left(self, chance: Chance) -> "dict[str, Node]":
        """Names are kept in order: a later change never survives an earlier one."""
        names = dict(self._flushed)
        for _, change in self._underway:
            if not chance.keeps():
                break
            _rename(names, change)
        return names


Node = File | Folder


class Disk:
    """One folder and all below it."""

    def __init__(self, begun: Path, folder: Path) -> None:
        """`begun` is a copy of the folder as it was before the run, all of it flushed."""
        self._top = str(folder.resolve())
        self._root = _read(begun)

    def take(self, number: int, step: Step) -> None:
        """The next step of the recorded run."""
        match step:
            case Wrote(path) | Cut(path):
                self._file(path).change(number, step)
            case Made(path, is_folder):
                folder, name = self._place(path)
                if name not in folder.now:
                    folder.change(number, {name: Folder() if is_folder else File()})
            case Removed(path):
                folder, name = self._place(path)
                folder.change(number, {name: None})
            case Moved(source, target):
                self._move(number, source, target)
            case Flushed(path, since):
                self._node(path).flush(since)
            case Said():
                pass

    def left(self, target: Path, chance: Chance) -> None:
        """Write the folder as the power cut leaves it."""
        _write(self._root, target, chance)

    def _move(self, number: int, source: str, target: str) -> None:
        there, name = self._place(target)
        here, old = self._place(source)
        node = here.now[old]
        if here is there:
            here.change(number, {old: None, name: node})
        else:
            there.change(number, {name: node})
            here.change(number, {old: None})

    def _file(self, path: str) -> File:
        node = self._node(path)
        return node if isinstance(node, File) else File()

    def _node(self, path: str) -> Node:
        if path == self._top:
            return self._root
        folder, name = self._place(path)
        return folder.now.get(name, File())  # one that is deleted and still open

    def _place(self, path: str) -> tuple[Folder, str]:
        folder: Node = self._root
        *folders, name = Path(path).relative_to(self._top).parts
        for each in folders:
            folder = folder.now[each] if isinstance(folder, Folder) else folder
        if isinstance(folder, File):
            raise NotADirectoryError(path)
        return folder, name


def _read(folder: Path) -> Folder:
    found = Folder()
    for path in folder.iterdir():
        node = _read(path) if path.is_dir() else File(path.read_bytes())
        found.change(-1, {path.name: node})
    found.flush(0)
    return found


def _write(folder: Folder, target: Path, chance: Chance) -> None:
    target.mkdir(parents=True)
    for name, node in folder.left(chance).items():
        if isinstance(node, Folder):
            _write(node, target / name, chance)
        elif not name.endswith("-shm"):  # memory that only looks like a file
            (target / name).write_bytes(node.left(chance))


def _rename(names: dict[str, Node], change: dict[str, Node | None]) -> None:
    for name, node in change.items():
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


def _apply(content: bytearray, step: Wrote | Cut) -> None:
    end = step.size if isinstance(step, Cut) else step.at or 0
    content.extend(bytes(max(0, end - len(content))))
    if isinstance(step, Cut):
        del content[end:]
    else:
        content[end : end + len(step.data)] = step.data


def _sectors(step: Wrote | Cut, chance: Chance) -> Iterator[Wrote | Cut]:
    """Some of the sectors that a write touches."""
    if isinstance(step, Cut):
        return
    start, at = step.at or 0, 0
    while at < len(step.data):
        end = min(len(step.data), at + SECTOR - (start + at) % SECTOR)
        if chance.random.random() < 0.5:
            yield Wrote(step.path, start + at, step.data[at:end])
        at = end
