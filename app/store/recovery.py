"""Codes that stand for a password: the office's recovery code, and those read on the telephone.

The recovery code has 120 bits in five groups, printed once and sealed in an envelope; a code for
the telephone has 75 bits in four groups. The last letter of each checks the others.
"""

import hashlib

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.store.faults import StoreFault

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
_READ_AS = str.maketrans("ILO", "110")
_GROUP = 5
ENTROPY_BYTES = 15
PHONE_ENTROPY_BYTES = 10
_LETTERS_OF_CODE = 25
_LETTERS_ON_PHONE = 16
_PHONE_GROUP = 4
SLIP = "check letter"
"""The detail of a fault that is a slip of the pen, not a guess."""


def code_from(random: bytes) -> str:
    """24 letters and a check letter, as `ABCDE-FGHJK-...`, from 15 random bytes."""
    return _grouped(_letters(int.from_bytes(random, "big"), _LETTERS_OF_CODE - 1), _GROUP)


def phone_code_from(random: bytes) -> str:
    """15 letters and a check letter, as `ABCD-EFGH-...`, from 10 random bytes."""
    number = int.from_bytes(random, "big") >> 5
    return _grouped(_letters(number, _LETTERS_ON_PHONE - 1), _PHONE_GROUP)


def key_from(code: str, salt: bytes) -> bytes:
    """The wrapping key; raises `StoreFault('wrong_recovery_code')` for a slip of the pen."""
    letters = _read(code, _LETTERS_OF_CODE, "wrong_recovery_code")
    return _derived(letters, salt, b"motcua recovery code")


def looks_like_code(text: str) -> bool:
    """Whether a text has the length and the letters of a recovery code; a password may too."""
    letters = _plain(text)
    return len(letters) == _LETTERS_OF_CODE and set(letters) <= set(_LETTERS)


def phone_letters(code: str) -> str:
    """A code from the telephone as it is derived from; raises `StoreFault('wrong_phone_code')`."""
    return _read(code, _LETTERS_ON_PHONE, "wrong_phone_code")


def phone_mark(letters: str, salt: bytes) -> bytes:
    """By what a used code is known again."""
    return _derived(letters, salt, b"motcua spent code")


def _derived(letters: str, salt: bytes, use: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=salt, info=use).derive(letters.encode())


def _letters(number: int, count: int) -> str:
    return "".join(_LETTERS[number >> 5 * place & 31] for place in reversed(range(count)))


def _grouped(letters: str, size: int) -> str:
    whole = letters + _check(letters)
    return "-".join(whole[at : at + size] for at in range(0, len(whole), size))


def _read(code: str, count: int, fault: str) -> str:
    letters = _plain(code)
    whole = len(letters) == count and set(letters) <= set(_LETTERS)
    if not whole or _check(letters[:-1]) != letters[-1]:
        raise StoreFault(fault, SLIP)
    return letters[:-1]


def _plain(text: str) -> str:
    return "".join(text.split()).replace("-", "").upper().translate(_READ_AS)


def _check(letters: str) -> str:
    return _LETTERS[hashlib.sha256(letters.encode()).digest()[0] & 31]
