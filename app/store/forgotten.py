"""A forgotten password is replaced: by the recovery code, by telephone, or by two who vouch.

How it came about stands in the officer's slot, written with it at once and sealed with it: a power
cut keeps both or neither, and the next opening puts it into the journal. Wrong codes are slowed
down; what stops guessing is their length.
"""

import hmac
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from app.store import keys, recovery, slots, spent_codes
from app.store.faults import StoreFault
from app.store.keys import Key
from app.store.profile import Profile
from app.store.records import Officer
from app.store.slots import PhoneSlot, Reset, Slots, Spent, Tries
from app.system.secrets import Entropy

_FREE_TRIES = 3
_FIRST_WAIT = 30_000  # ms
_LONGEST_WAIT = 300_000
_SALT = 16


class Wish(NamedTuple):
    """Whose password becomes which, and how that came about."""

    officer: str
    password: str
    reset: Reset


def by_recovery_code(profile: Profile, wish: Wish, code: str, entropy: Entropy) -> Key:
    """The code goes on being valid until another one is on paper.

    Raises `StoreFault`: wrong_recovery_code, recovery_damaged, slot_damaged, too_many_tries.
    """
    file, secret = _tried(profile, wish.reset.at, lambda file: keys.by_recovery_code(file, code))
    return _replaced(profile, file, secret, wish, entropy)


def by_phone_code(profile: Profile, wish: Wish, code: str, entropy: Entropy) -> Key:
    """The code is used up by it, for this one officer.

    Raises `StoreFault`: wrong_phone_code, phone_code_damaged, phone_code_spent, too_many_tries.
    """
    letters = recovery.phone_letters(code)
    found: list[PhoneSlot] = []

    def opens(file: Slots) -> bytes:
        slot, secret = _fitting(file, letters)
        if spent_codes.was_spent(profile, secret, slot.number):  # an old slots file was put back
            raise StoreFault("phone_code_spent")
        found.append(slot)
        return secret

    file, secret = _tried(profile, wish.reset.at, opens)
    used = found[0]
    salt = entropy(_SALT)
    spent = Spent(used.number, salt.hex(), recovery.phone_mark(letters, salt).hex())
    kept = tuple(slot for slot in file.phone if slot.number != used.number)
    file = msgspec.structs.replace(file, phone=kept, spent=(*file.spent, spent))
    reset = msgspec.structs.replace(wish.reset, code=used.number)
    return _replaced(profile, file, secret, wish._replace(reset=reset), entropy)


def by_key(profile: Profile, key: Key, wish: Wish, entropy: Entropy) -> None:
    """Those who vouch have shown that they hold the key."""
    _replaced(profile, slots.read(profile.slots), key.secret, wish, entropy)


def next_phone_number(file: Slots) -> int:
    """The number of the code to ask the helpdesk for; 0 where none is left."""
    return min((slot.number for slot in file.phone if slot.is_whole), default=0)


def _fitting(file: Slots, letters: str) -> tuple[PhoneSlot, bytes]:
    whole = [slot for slot in file.phone if slot.is_whole]
    for slot in whole:
        try:
            return slot, keys.by_phone_code(slot, letters)
        except StoreFault as fault:
            if fault.code != "wrong_phone_code":
                raise
    if any(_is_spent(one, letters) for one in file.spent):
        raise StoreFault("phone_code_spent")
    if len(whole) < len(file.phone):
        raise StoreFault("phone_code_damaged")
    raise StoreFault("wrong_phone_code")


def _is_spent(spent: Spent, letters: str) -> bool:
    mark = recovery.phone_mark(letters, bytes.fromhex(spent.salt))
    return hmac.compare_digest(mark.hex(), spent.mark)


def _tried(profile: Profile, now: int, opens: Callable[[Slots], bytes]) -> tuple[Slots, bytes]:
    """Look at a code, unless too many were wrong just before; a slip of the pen does not count.

    A wait that lies far ahead was written under another clock, and holds nobody.
    """
    file = slots.read(profile.slots)
    if now < file.tries.until <= now + _LONGEST_WAIT:
        raise StoreFault("too_many_tries", f"{(file.tries.until - now) // 1000} s")
    try:
        secret = opens(file)
    except StoreFault as fault:
        if fault.detail != recovery.SLIP and fault.code != "recovery_damaged":
            slots.write(profile.slots, msgspec.structs.replace(file, tries=_more(file.tries, now)))
        raise
    return msgspec.structs.replace(file, tries=Tries()), secret


def _more(tries: Tries, now: int) -> Tries:
    count = tries.count + 1
    if count < _FREE_TRIES:
        return Tries(count, 0)
    wait = min(_LONGEST_WAIT, _FIRST_WAIT << min(count - _FREE_TRIES, 8))
    return Tries(count, now + wait)


def _replaced(profile: Profile, file: Slots, secret: bytes, wish: Wish, entropy: Entropy) -> Key:
    old = file.of(wish.officer)
    key = Key(Officer(old.officer, old.name, old.role), secret, old.own.derivation)
    resets = (*old.resets, wish.reset)
    new = keys.wrapped_slot(key, key.officer, wish.password, entropy, resets)
    slots.write(profile.slots, file.with_slot(new))
    return key
