"""How a password becomes a key: Argon2id, as slow as this PC bears."""

import unicodedata

import msgspec
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.store.faults import StoreFault
from app.system.clock import Clock

_MOST_MEMORY = 64 * 1024  # KiB; a PC with 2 GB can spare it for half a second
_LEAST_MEMORY = 19 * 1024
_AIM = 0.4  # seconds
_MOST_PASSES = 12


class Derivation(msgspec.Struct, frozen=True):
    """Parameters of Argon2id, kept with each slot so that they may rise later."""

    memory_kib: int
    passes: int
    lanes: int = 1

    def key(self, password: str, salt: bytes) -> bytes:
        """32 bytes that only this password gives, however its letters were typed.

        Raises `StoreFault('slots_damaged')` for what nobody ever wrote: it might ask for more
        memory than there is.
        """
        if max(self.memory_kib >> 20, self.passes >> 6, self.lanes >> 4) > 0:
            raise StoreFault("slots_damaged")
        try:
            kdf = Argon2id(
                salt=salt,
                length=32,
                iterations=self.passes,
                lanes=self.lanes,
                memory_cost=self.memory_kib,
            )
        except (ValueError, OverflowError) as error:
            raise StoreFault("slots_damaged") from error
        return kdf.derive(unicodedata.normalize("NFC", password).encode())


WEAKEST = Derivation(_LEAST_MEMORY, 2)


def calibrated(clock: Clock) -> Derivation:
    """As much work as answers in about 0.4 s here; never less than 19 MiB and two passes."""
    memory = _MOST_MEMORY
    while memory > _LEAST_MEMORY and _seconds(Derivation(memory, 1), clock) > _AIM / 2:
        memory = max(_LEAST_MEMORY, memory // 2)
    once = _seconds(Derivation(memory, 1), clock)
    if once == 0:
        return WEAKEST  # a clock that stands still measures nothing
    return Derivation(memory, min(_MOST_PASSES, max(WEAKEST.passes, int(_AIM / once))))


def _seconds(derivation: Derivation, clock: Clock) -> float:
    started = clock.monotonic()
    derivation.key("measure", b"salt for measuring")
    return clock.monotonic() - started
