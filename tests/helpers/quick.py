"""Keys from passwords and codes that cost next to nothing, for tests about something else."""

from functools import cache
from typing import Any

import pytest
from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from tests.helpers.office import QUICK


def derives_quickly(patch: pytest.MonkeyPatch) -> None:
    """What a key must cost at least is said, and tried, in `tests/store/test_keys.py`."""
    for room in ("app.store.derivation", "app.store.keys"):
        patch.setattr(f"{room}.WEAKEST", QUICK)


def passwords_hashed_once(patch: pytest.MonkeyPatch) -> None:
    """At the full cost, but the same password under the same salt once in a run."""
    patch.setattr("sync.gateway.page.passwords.Argon2id", _Remembered)


class _Remembered:
    """Argon2id that knows what it has found out already."""

    def __init__(self, **how: Any) -> None:
        self._how = tuple(how.items())

    def derive_phc_encoded(self, password: bytes) -> str:
        return _derived(self._how, password)

    @staticmethod
    def verify_phc_encoded(password: bytes, kept: str) -> None:
        if not _fits(password, kept):
            raise InvalidKey


@cache
def _derived(how: tuple[tuple[str, Any], ...], password: bytes) -> str:
    return Argon2id(**dict(how)).derive_phc_encoded(password)


@cache
def _fits(password: bytes, kept: str) -> bool:
    try:
        Argon2id.verify_phc_encoded(password, kept)
    except InvalidKey:
        return False
    return True
