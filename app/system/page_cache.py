"""What the system's memory holds of files: to forget it, as after switching on, and to look.

Linux alone gives both to everybody. What a running program has mapped stays, and of a file that is
neither its own nor writable a user is told that all of it is held.
"""

import ctypes
import mmap
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

_NO_MAP = ctypes.c_void_p(-1).value


class Held(NamedTuple):
    """Bytes of some files, and how many of them are still in memory."""

    size: int
    kept: int


def forget(files: Iterable[Path]) -> Held:
    """Let the system forget what it holds of these files; answers what it still holds."""
    os.sync()  # what is not on the disk yet stays in memory
    size = kept = 0
    for path in files:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            length = os.fstat(handle).st_size
            size, kept = size + length, kept + _held(handle, length)
        finally:
            os.close(handle)
    return Held(size, kept)


def _held(handle: int, length: int) -> int:
    if not length:
        return 0
    system = ctypes.CDLL(None)
    system.mmap.restype = ctypes.c_void_p
    system.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
    system.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
    system.mincore.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p]
    place = system.mmap(None, length, mmap.PROT_READ, mmap.MAP_SHARED, handle, 0)
    if place == _NO_MAP:
        return length
    pages = ctypes.create_string_buffer((length + mmap.PAGESIZE - 1) // mmap.PAGESIZE)
    try:
        if system.mincore(place, length, pages):
            return length
    finally:
        system.munmap(place, length)
    return min(length, mmap.PAGESIZE * sum(page & 1 for page in pages.raw))
