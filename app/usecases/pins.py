"""Quick change of officers by PIN, after the day's full sign-in (in memory only).

The counter is open, its key is in memory: a PIN opens nothing that is closed. Verifiers are never
written down; they end with the day, with the program, or with five wrong attempts.
"""

import hmac
import threading
from typing import NamedTuple

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from app.domain import pins
from app.store.records import Officer
from app.system.secrets import Entropy

_SALT = 16
_COST = 2**14  # 16 MB, about 50 ms on an old PC


class Verifier(NamedTuple):
    """What is kept of a PIN for one day (ISO)."""

    officer: Officer
    day: str
    salt: bytes
    digest: bytes


class Pins:
    """The PINs of the officers who signed in fully on this day, at this open counter."""

    def __init__(self) -> None:
        self._held: dict[str, Verifier] = {}
        self._wrong: dict[str, int] = {}
        self._lock = threading.Lock()

    def keep(self, officer: Officer, pin: str, day: str, entropy: Entropy) -> None:
        """Keep a PIN for the day; raises `RuleViolation` for a poor one."""
        pins.check(pin)
        salt = entropy(_SALT)
        with self._lock:
            self._held[officer.id] = Verifier(officer, day, salt, _digest(pin, salt))
            self._wrong.pop(officer.id, None)

    def has(self, officer_id: str, day: str) -> bool:
        """Say whether the officer may come in by PIN on that day."""
        with self._lock:
            held = self._held.get(officer_id)
            return held is not None and held.day == day

    def holders(self, day: str) -> frozenset[str]:
        """Answer the ids of all who may come in by PIN on that day."""
        with self._lock:
            return frozenset(one for one, held in self._held.items() if held.day == day)

    def opens(self, officer_id: str, pin: str, day: str) -> Officer | None:
        """Answer the officer whose PIN it is; after five wrong ones it is forgotten."""
        with self._lock:
            held = self._held.get(officer_id)
            if held is None or held.day != day:
                return None
            if hmac.compare_digest(_digest(pin, held.salt), held.digest):
                self._wrong.pop(officer_id, None)
                return held.officer
            self._wrong[officer_id] = self._wrong.get(officer_id, 0) + 1
            if self._wrong[officer_id] >= pins.MOST_ATTEMPTS:
                self._forget(officer_id)
            return None

    def forget(self, officer_id: str) -> None:
        """The officer is gone, or has another role."""
        with self._lock:
            self._forget(officer_id)

    def _forget(self, officer_id: str) -> None:
        self._held.pop(officer_id, None)
        self._wrong.pop(officer_id, None)


def _digest(pin: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(pin.encode())
