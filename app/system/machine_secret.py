"""Bytes that only this machine can read again: what a stolen profile alone must not give away.

Windows keeps the key itself (DPAPI, of the machine and not of an account: every account of this PC
reads it, so does whoever starts programs on it). Elsewhere the key is a file that only its owner
may read, outside the profile. Neither stops somebody who has the whole disk in hand and knows the
trade; disk encryption (BitLocker, LUKS) does. After Windows is installed anew, or on another PC,
nothing opens any more: what is protected here must have a second way in.
"""

import os
import sys
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from app.system import durable
from app.system.secrets import system_entropy

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

_KEY, _NONCE = 32, 12
_LOCAL_MACHINE, _NO_WINDOW = 0x4, 0x1


class NotOfThisMachine(Exception):
    """The bytes were protected elsewhere, for another purpose, or are damaged."""


def protect(secret: bytes, purpose: str, keys: Path | None = None) -> bytes:
    """Wrap bytes so that this machine alone opens them, for this purpose; raises `OSError`.

    `keys` is the folder of the machine's key where the system keeps none; tests name their own.
    """
    if sys.platform == "win32":
        return _ask_windows("CryptProtectData", secret, purpose)
    nonce = system_entropy(_NONCE)
    key = ChaCha20Poly1305(_machine_key(keys or key_folder()))
    return nonce + key.encrypt(nonce, secret, purpose.encode())


def unprotect(wrapped: bytes, purpose: str, keys: Path | None = None) -> bytes:
    """Answer what was protected here; raises `NotOfThisMachine`."""
    try:
        if sys.platform == "win32":
            return _ask_windows("CryptUnprotectData", wrapped, purpose)
        key = ChaCha20Poly1305(_known_key(keys or key_folder()))
        return key.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], purpose.encode())
    except (OSError, ValueError, InvalidTag) as error:
        raise NotOfThisMachine from error


def key_folder() -> Path:
    """Where the machine's key lies when the system keeps none: never in a profile."""
    base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base) / "motcua"


def _machine_key(folder: Path) -> bytes:
    """The key of this machine, made the first time it is needed."""
    try:
        return _known_key(folder)
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_for_owner(folder / "machine-key", system_entropy(_KEY))
        return _known_key(folder)


def _known_key(folder: Path) -> bytes:
    return (folder / "machine-key").read_bytes()


def _write_for_owner(path: Path, data: bytes) -> None:
    """Nobody else may read it at any moment; who was quicker has made the key that counts."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        durable.remove(part)


if sys.platform == "win32":

    class _Blob(ctypes.Structure):
        """Windows' counted bytes."""

        _fields_ = (("size", wintypes.DWORD), ("data", ctypes.POINTER(ctypes.c_char)))

    def _ask_windows(name: str, data: bytes, purpose: str) -> bytes:
        """Hand bytes to DPAPI and take its answer; raises `OSError`."""
        answer = _Blob()
        flags = _LOCAL_MACHINE | _NO_WINDOW
        call = getattr(ctypes.WinDLL("crypt32", use_last_error=True), name)
        given, bound = _blob(data), _blob(purpose.encode())
        done = call(
            ctypes.byref(given), None, ctypes.byref(bound), None, None, flags, ctypes.byref(answer)
        )
        if not done:
            raise ctypes.WinError(ctypes.get_last_error())
        try:
            return ctypes.string_at(answer.data, answer.size)
        finally:
            free = ctypes.WinDLL("kernel32").LocalFree
            free.argtypes = (ctypes.c_void_p,)
            free(answer.data)

    def _blob(data: bytes) -> _Blob:
        return _Blob(
            len(data),
            ctypes.cast(
                ctypes.create_string_buffer(data, len(data)), ctypes.POINTER(ctypes.c_char)
            ),
        )
