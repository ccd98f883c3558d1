"""The slots file: the data key, wrapped for each officer of this PC and for the recovery code.

Officers' names stand in it readable, since somebody has to be offered a name before there is a key.
Every part bears a checksum of its other fields: what is damaged is told from a wrong password.
"""

import hashlib
from pathlib import Path
from typing import TypeVar

import msgspec

from app.store.answering import store_faults
from app.store.derivation import Derivation
from app.store.faults import StoreFault
from app.system import durable
from sync.protocol.canonical import UNREADABLE

VERSION = 1
_CHECK = 16
"""Letters of a checksum: eight bytes of SHA-256."""


class Reset(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a forgotten password came to be a new one: `way`, who vouched, and when (UTC ms).

    It is sealed with the slot: the new password opens nothing once this line was changed.
    """

    id: str
    at: int
    way: str
    who: tuple[str, ...]
    code: int = 0


class Part(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What stands or falls by itself; fields at their default are not written and not counted."""

    check: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it is as it was written; no seal, since everybody could make it."""
        return self.check == _check(self)


P = TypeVar("P", bound=Part)


class OwnKey(msgspec.Struct, frozen=True):
    """An officer's key pair, its private part wrapped under the password; all bytes in hex.

    It travels in the journal, so that the same password opens every PC of the office.
    """

    public: str
    derivation: Derivation
    salt: str
    nonce: str
    wrapped: str


class Slot(Part, frozen=True, omit_defaults=True):
    """One officer's way in: the own key, and a box for it that holds this PC's data key (hex)."""

    officer: str
    name: str
    role: str
    own: OwnKey
    box: str
    resets: tuple[Reset, ...] = ()


class Sealed(Part, frozen=True, omit_defaults=True):
    """The data key under the recovery code, which is strong enough to need no slow derivation."""

    salt: str
    nonce: str
    wrapped: str
    made: int = 0
    """UTC milliseconds."""
    id: str = ""
    """Under which the change is in the journal; empty for the code of the founding."""
    keeper: str = ""


class PhoneSlot(Part, frozen=True, omit_defaults=True):
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
    check: str = ""
    """Of version, commune and device."""
    had: tuple[str, ...] = ()
    """What this PC was called before, or after: under its other keys."""

    def is_about(self, device: str) -> bool:
        """Whether these are the slots of that PC, whatever key it has now."""
        return device == self.device or device in self.had

    def of(self, officer: str) -> Slot:
        """An officer's slot; raises `StoreFault`: unknown_officer, slot_damaged."""
        for slot in self.slots:
            if slot.officer == officer and slot.is_whole:
                return slot
        is_spoilt = any(not slot.is_whole for slot in self.slots)
        raise StoreFault("slot_damaged" if is_spoilt else "unknown_officer")

    def with_slot(self, new: Slot) -> "Slots":
        """With that slot, in place of an older one of the same officer."""
        if any(slot.officer == new.officer for slot in self.slots):
            kept = tuple(new if slot.officer == new.officer else slot for slot in self.slots)
        else:
            kept = (*self.slots, new)
        return msgspec.structs.replace(self, slots=kept)


def checked(part: P) -> P:
    """With its checksum; whoever makes or changes a part calls this."""
    return msgspec.structs.replace(part, check=_check(part))


def headed(slots: Slots) -> Slots:
    """With the checksum of what stands at its head."""
    return msgspec.structs.replace(slots, check=_check_of_head(slots))


def follow(path: Path, device: str) -> None:
    """Name the PC by its present key; whoever had the file before knows it by `had`."""
    file = read(path)
    if file.device != device:
        write(path, headed(renamed(file, device)))


def renamed(slots: Slots, device: str) -> Slots:
    """The same PC under another name, its head not yet put right."""
    others = dict.fromkeys((*slots.had, slots.device))
    had = tuple(one for one in others if one != device)
    return msgspec.structs.replace(slots, device=device, had=had)


def read(path: Path) -> Slots:
    """The file as it stands, in which single parts may be damaged; raises `StoreFault`."""
    slots = read_as_it_is(path)
    if slots.check != _check_of_head(slots):
        raise StoreFault("slots_damaged")
    if slots.version > VERSION:
        raise StoreFault("newer_program", f"slots {slots.version}")
    return slots


def read_as_it_is(path: Path) -> Slots:
    """Whatever can be read, even under a damaged head: for whoever mends; raises `StoreFault`."""
    with store_faults():
        try:
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise StoreFault("no_profile") from error
    try:
        return msgspec.json.decode(data, type=Slots)
    except UNREADABLE as error:
        raise StoreFault("slots_damaged") from error


def for_a_copy(path: Path) -> bytes:
    """The file as a copy of the office takes it along: telephone codes open this PC alone."""
    kept = msgspec.structs.replace(read(path), phone=(), spent=(), tries=Tries())
    return msgspec.json.format(msgspec.json.encode(kept), indent=1)


def write(path: Path, slots: Slots) -> None:
    """Replace the file; a power cut leaves the old one or the new one."""
    with store_faults():
        durable.replace(path, msgspec.json.format(msgspec.json.encode(slots), indent=1))


def _check(part: Part) -> str:
    bare = msgspec.json.encode(msgspec.structs.replace(part, check=""))
    return hashlib.sha256(type(part).__name__.encode() + bare).hexdigest()[:_CHECK]


def _check_of_head(slots: Slots) -> str:
    head = " ".join((str(slots.version), slots.commune, slots.device, *slots.had))
    return hashlib.sha256(head.encode()).hexdigest()[:_CHECK]
