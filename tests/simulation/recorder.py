"""Records what SQLCipher really writes and flushes, and what would be left if the power failed now.

A SIGKILL never loses a write that was not flushed: the system still has it. So the file layer of
the very library that the program uses is listened to, and un-flushed writes are dropped.
"""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import sqlcipher3

_POINTER = ctypes.c_void_p
_OPEN = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, _POINTER, _POINTER, ctypes.c_int, _POINTER)
_WRITE = ctypes.CFUNCTYPE(
    ctypes.c_int, _POINTER, ctypes.POINTER(ctypes.c_ubyte), ctypes.c_int, ctypes.c_int64
)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, ctypes.c_int)


class _FileSystem(ctypes.Structure):
    """The head of `sqlite3_vfs`."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("path_size", ctypes.c_int),
        ("next", _POINTER),
        ("name", ctypes.c_char_p),
        ("data", _POINTER),
        ("open", _POINTER),
    )


class _Methods(ctypes.Structure):
    """`sqlite3_io_methods`; only three of them are replaced."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("close", _POINTER),
        ("read", _POINTER),
        ("write", _POINTER),
        ("truncate", _POINTER),
        ("sync", _POINTER),
        ("others", _POINTER * 13),
    )


class Change(NamedTuple):
    """One write, or a new length when there are no bytes."""

    at: int
    data: bytes | None


class Recorder:
    """What is on the disk for certain, and what is only on its way, for each file."""

    def __init__(self) -> None:
        self.flushed: dict[str, bytearray] = {}
        self.underway: dict[str, list[Change]] = {}
        self._names: dict[int, str] = {}
        self._kept: dict[int, _Methods] = {}
        self._callbacks: list[Any] = []

    def image(self, path: Path, survives: Callable[[], bool] = lambda: False) -> bytes:
        """The file after a power cut now; un-flushed writes are there only if they `survive`."""
        content = bytearray(self.flushed.get(str(path), b""))
        for change in self.underway.get(str(path), []):
            if survives():
                _apply(content, change)
        return bytes(content)

    def opened(self, file: int, name: str) -> None:
        """Listen to a file that was just opened."""
        place = _POINTER.from_address(file)
        if place.value is None:
            return
        self._names[file] = name
        self.flushed.setdefault(name, bytearray(Path(name).read_bytes()))
        if place.value not in self._kept:
            self._kept[place.value] = self._listening(_Methods.from_address(place.value))
        place.value = ctypes.addressof(self._kept[place.value])

    def keep(self, callback: Any) -> Any:
        """Callbacks must live as long as connections do."""
        self._callbacks.append(callback)
        return callback

    def _listening(self, right: _Methods) -> _Methods:
        write, truncate, sync = _WRITE(right.write), _TRUNCATE(right.truncate), _SYNC(right.sync)

        def on_write(file: int, data: Any, size: int, at: int) -> int:
            self._note(file, Change(at, ctypes.string_at(data, size)))
            return int(write(file, data, size, at))

        def on_truncate(file: int, size: int) -> int:
            self._note(file, Change(size, None))
            return int(truncate(file, size))

        def on_sync(file: int, flags: int) -> int:
            code = int(sync(file, flags))
            self._flush(self._names[file])
            return code

        listening = _Methods.from_buffer_copy(right)
        for name, kind, listen in (
            ("write", _WRITE, on_write),
            ("truncate", _TRUNCATE, on_truncate),
            ("sync", _SYNC, on_sync),
        ):
            setattr(listening, name, ctypes.cast(self.keep(kind(listen)), _POINTER))
        self._callbacks += [write, truncate, sync]
        return listening

    def _note(self, file: int, change: Change) -> None:
        self.underway.setdefault(self._names[file], []).append(change)

    def _flush(self, name: str) -> None:
        for change in self.underway.pop(name, []):
            _apply(self.flushed[name], change)


_ALIVE: list[Recorder] = []  # connections may outlive a recording


@contextmanager
def recording() -> Iterator[Recorder]:
    """Listen to every database file that is opened inside."""
    library = ctypes.CDLL(_library())
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_FileSystem)
    system = library.sqlite3_vfs_find(None).contents
    recorder, right = Recorder(), system.open
    _ALIVE.append(recorder)
    call = _OPEN(right)

    def on_open(vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        code = int(call(vfs, name, file, flags, out))  # SQLite keeps the very pointer
        if code == 0 and name:
            recorder.opened(file, ctypes.string_at(name).decode())
        return code

    system.open = ctypes.cast(recorder.keep(_OPEN(on_open)), _POINTER)
    recorder.keep(call)
    try:
        yield recorder
    finally:
        system.open = right


def _library() -> str:
    (found,) = Path(sqlcipher3.__file__).parent.glob("_sqlite3*")
    return str(found)


def _apply(content: bytearray, change: Change) -> None:
    if change.data is None:
        del content[change.at :]
        return
    content.extend(bytes(max(0, change.at - len(content))))
    content[change.at : change.at + len(change.data)] = change.data
