"""Operators' passwords: kept as Argon2id in the usual text form, compared at the same cost."""

import threading
import unicodedata

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

SHORTEST = 12
SALT_BYTES = 16
_KEY_BYTES = 32
_PASSES = 3
_LANES = 1
_MEMORY_KIB = 32 * 1024
_AT_ONCE = threading.Semaphore(2)
"""Each takes 32 MB and a core for a moment: a crowd of guesses must not starve the offices."""


def hashed(password: str, salt: bytes) -> str:
    """What is kept of a password; `salt` are 16 random bytes, handed in."""
    with _AT_ONCE:
        return _derivation(salt[:SALT_BYTES]).derive_phc_encoded(_signs(password))


def is_right(password: str, kept: str) -> bool:
    """Whether this is the password; takes as long for nobody (`kept` empty) as for somebody."""
    with _AT_ONCE:
        try:
            Argon2id.verify_phc_encoded(_signs(password), kept or _nobody())
        except InvalidKey:
            return False
        return bool(kept)


def _signs(password: str) -> bytes:
    """The same bytes for the same password, however a console or a keyboard composes its signs."""
    return unicodedata.normalize("NFC", password).encode()


def _derivation(salt: bytes) -> Argon2id:
    return Argon2id(
        salt=salt, length=_KEY_BYTES, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KIB
    )


def _nobody() -> str:
    """Parameters of a real one around a key that no password has."""
    return f"$argon2id$v=19$m={_MEMORY_KIB},t={_PASSES},p={_LANES}${'A' * 22}${'A' * 43}"
