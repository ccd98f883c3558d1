"""Codes for the telephone: made here, sealed for the helpdesk, kept here as slots only."""

from typing import NamedTuple

import msgspec

from app.store import keys, recovery, slots
from app.store.profile import Profile
from app.store.slots import PhoneSlot
from app.system.secrets import Entropy

MADE_AT_ONCE = 8
FEW = 3
"""With fewer than these left, new ones are made."""
_SPENT_KEPT = 40


class PhoneCodes(NamedTuple):
    """New codes by number, and the slots that they will open."""

    codes: dict[int, str]
    slots: tuple[PhoneSlot, ...]


def are_few(profile: Profile) -> bool:
    """Whether it is time for new ones."""
    return sum(slot.is_whole for slot in slots.read(profile.slots).phone) < FEW


def drafted(secret: bytes, first: int, entropy: Entropy) -> PhoneCodes:
    """New codes, numbered from `first` on; nothing is written."""
    codes = {
        number: recovery.phone_code_from(entropy(recovery.PHONE_ENTROPY_BYTES))
        for number in range(first, first + MADE_AT_ONCE)
    }
    made = (keys.phone_slot(secret, number, code, entropy) for number, code in codes.items())
    return PhoneCodes(codes, tuple(made))


def keep(profile: Profile, made: PhoneCodes) -> None:
    """Let them open the office, once the journal holds their sealed twin for the helpdesk."""
    file = slots.read(profile.slots)
    phone, spent = (*file.phone, *made.slots), file.spent[-_SPENT_KEPT:]
    slots.write(profile.slots, msgspec.structs.replace(file, phone=phone, spent=spent))


def drop(profile: Profile, spent: set[int]) -> None:
    """Take away what was used up and came back with an old file."""
    file = slots.read(profile.slots)
    left = tuple(slot for slot in file.phone if slot.number not in spent)
    if left != file.phone:
        slots.write(profile.slots, msgspec.structs.replace(file, phone=left))


def highest(profile: Profile) -> int:
    """The highest number that the slots know."""
    file = slots.read(profile.slots)
    numbers = [one.number for one in file.phone] + [one.number for one in file.spent]
    return max(numbers, default=0)
