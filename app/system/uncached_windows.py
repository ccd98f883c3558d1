"""The Windows twin: FILE_FLAG_NO_BUFFERING, which wants whole sectors in a buffer at a page's edge.

An anonymous map begins at the edge of a page. What goes wrong on the way (a driver that knows no
such flag) is answered by an ordinary reading.
"""

import ctypes
import mmap
from importlib import import_module
from pathlib import Path
from typing import Any

_GENERIC_READ = 0x80000000
_SHARE_READ = 1
_OPEN_EXISTING = 3
_NO_BUFFERING = 0x20000000
_INVALID = ctypes.c_void_p(-1).value
_PIECE = 1 << 20


def read_uncached(path: Path) -> bytes:
    """The bytes of a flushed file."""
    try:
        content = _unbuffered(path)
    except OSError:
        return path.read_bytes()
    return content if len(content) == path.stat().st_size else path.read_bytes()


def _unbuffered(path: Path) -> bytes:
    kernel: Any = import_module("ctypes").WinDLL("kernel32", use_last_error=True)
    kernel.CreateFileW.restype = ctypes.c_void_p
    kernel.CreateFileW.argtypes = (
        ctypes.c_wchar_p,
        ctypes.c_uint32,
        ctypes.c_uint32,
        ctypes.c_void_p,
        ctypes.c_uint32,
        ctypes.c_uint32,
        ctypes.c_void_p,
    )
    kernel.ReadFile.argtypes = (
        ctypes.c_void_p,
        ctypes.c_void_p,
        ctypes.c_uint32,
        ctypes.c_void_p,
        ctypes.c_void_p,
    )
    kernel.CloseHandle.argtypes = (ctypes.c_void_p,)
    handle = kernel.CreateFileW(
        str(path), _GENERIC_READ, _SHARE_READ, None, _OPEN_EXISTING, _NO_BUFFERING, None
    )
    if handle in {None, _INVALID}:
        raise OSError("no unbuffered reading here")
    try:
        return _read(kernel, handle)
    finally:
        kernel.CloseHandle(handle)


def _read(kernel: Any, handle: int) -> bytes:  # noqa: ANN401 - a library of the system
    pieces: list[bytes] = []
    got = ctypes.c_uint32(0)
    with mmap.mmap(-1, _PIECE) as room:
        address = ctypes.addressof(ctypes.c_char.from_buffer(room))
        while True:
            if not kernel.ReadFile(handle, address, _PIECE, ctypes.byref(got), None):
                raise OSError("reading failed")
            if not got.value:
                return b"".join(pieces)
            pieces.append(ctypes.string_at(address, got.value))
            if got.value < _PIECE:
                return b"".join(pieces)
