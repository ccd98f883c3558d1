"""The slots file: the data key, wrapped for each officer of this PC and for the recovery code.

Officers' names stand in it readable, since somebody has to be offered a name before there is a key.
"""

from pathlib import Path

import msgspec

from app.store.answering import store_faults
from app.store.derivation import Derivation
from app.store.faults import StoreFault
from app.system import durable

VERSION = 1


class Reset(msgspec.Struct, frozen=True):
    """How a forgotten password came to be a new one: `way`, who vouched, and when (UTC ms).

    It is sealed with the slot: the new password opens nothing once this line was changed.
    """

    id: str
    at: int
    way: str
    who: tuple[str, ...]
    code: int = 0


class Slot(msgspec.Struct, frozen=True):
    """One officer's wrapping of the data key; all bytes in hex."""

    officer: str
    name: str
    role: str
    derivation: Derivation
    salt: str
    nonce: str
    wrapped: str
    resets: tuple[Reset, ...] = ()


class Sealed(msgspec.Struct, frozen=True):
    """The data key under the recovery code, which is strong enough to need no slow derivation."""

    salt: str
    nonce: str
    wrapped: str
    made: int = 0
    """UTC milliseconds."""
    id: str = ""
    """Under which the change is in the journal; empty for the code of the founding."""
    keeper: str = ""


class PhoneSlot(msgspec.Struct, frozen=True):
    """The data key under one of the codes that the province's helpdesk reads out; used once."""

    number: int
    derivation: Derivation
    salt: str
    nonce: str
    wrapped: str


class Spent(msgspec.Struct, frozen=True):
    """What tells a code that was used from a wrong one; opens nothing."""

    number: int
    salt: str
    mark: str


class Tries(msgspec.Struct, frozen=True):
    """Wrong codes in a row, and until when (UTC ms) no further one is looked at."""

    count: int = 0
    until: int = 0


class Slots(msgspec.Struct, frozen=True):
    """The whole file; `commune` and `device` tell whose profile it is before any password."""

    version: int
    commune: str
    device: str
    recovery: Sealed
    slots: tuple[Slot, ...]
    phone: tuple[PhoneSlot, ...] = ()
    spent: tuple[Spent, ...] = ()
    tries: Tries = Tries()

    def of(self, officer: str) -> Slot:
        """An officer's slot; raises `StoreFault('unknown_officer')`."""
        for slot in self.slots:
            if slot.officer == officer:
                return slot
        raise StoreFault("unknown_officer")

    def with_slot(self, new: Slot) -> "Slots":
        """With that slot, in place of an older one of the same officer."""
        if any(slot.officer == new.officer for slot in self.slots):
            kept = tuple(new if slot.officer == new.officer else slot for slot in self.slots)
        else:
            kept = (*self.slots, new)
        return msgspec.structs.replace(self, slots=kept)


def read(path: Path) -> Slots:
    """The file as it stands; raises `StoreFault`."""
    with store_faults():
        try:
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise StoreFault("no_profile") from error
    try:
        slots = msgspec.json.decode(data, type=Slots)
    except msgspec.DecodeError as error:
        raise StoreFault("slots_damaged") from error
    if slots.version > VERSION:
        raise StoreFault("newer_program", f"slots {slots.version}")
    return slots


def for_a_copy(path: Path) -> bytes:
    """The file as a copy of the office takes it along: telephone codes open this PC alone."""
    kept = msgspec.structs.replace(read(path), phone=(), spent=(), tries=Tries())
    return msgspec.json.format(msgspec.json.encode(kept), indent=1)


def write(path: Path, slots: Slots) -> None:
    """Replace the file; a power cut leaves the old one or the new one."""
    with store_faults():
        durable.replace(path, msgspec.json.format(msgspec.json.encode(slots), indent=1))
