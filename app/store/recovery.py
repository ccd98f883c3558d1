"""The office's recovery code: 120 bits in five groups, printed once and sealed in an envelope."""

import hashlib

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.store.faults import StoreFault

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
_READ_AS = str.maketrans("ILO", "110")
_GROUP = 5
ENTROPY_BYTES = 15


def code_from(random: bytes) -> str:
    """24 letters and a check letter, as `ABCDE-FGHJK-...`, from 15 random bytes."""
    number = int.from_bytes(random, "big")
    letters = "".join(_LETTERS[number >> shift & 31] for shift in range(115, -1, -5))
    whole = letters + _check(letters)
    return "-".join(whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))


def key_from(code: str, salt: bytes) -> bytes:
    """The wrapping key; raises `StoreFault('wrong_recovery_code')` for a slip of the pen."""
    letters = _read(code)
    return HKDF(SHA256(), 32, salt=salt, info=b"motcua recovery code").derive(letters.encode())


def _read(code: str) -> str:
    letters = "".join(code.split()).replace("-", "").upper().translate(_READ_AS)
    whole = len(letters) == 25 and set(letters) <= set(_LETTERS)
    if not whole or _check(letters[:-1]) != letters[-1]:
        raise StoreFault("wrong_recovery_code", "check letter")
    return letters[:-1]


def _check(letters: str) -> str:
    return _LETTERS[hashlib.sha256(letters.encode()).digest()[0] & 31]
