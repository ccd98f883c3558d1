"""The profile's data key: wrapped per officer, and under the recovery code of the office."""

from dataclasses import dataclass, field

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from app.store import recovery, slots
from app.store.derivation import WEAKEST, Derivation
from app.store.faults import StoreFault
from app.store.profile import Profile
from app.store.records import Officer
from app.store.slots import PhoneSlot, Reset, Sealed, Slot, Slots
from app.system.secrets import Entropy

_SALT = 16
_NONCE = 12


@dataclass(frozen=True)
class Key:
    """The data key in the hands of the officer who unlocked it; never written anywhere."""

    officer: Officer
    secret: bytes = field(repr=False)
    derivation: Derivation


def officers(profile: Profile) -> list[Officer]:
    """Who can sign in on this PC; readable without a password."""
    return [_officer(slot) for slot in slots.read(profile.slots).slots]


def unlock(profile: Profile, officer_id: str, password: str) -> Key:
    """The key, or `StoreFault('wrong_password')`; the database is not touched."""
    slot = slots.read(profile.slots).of(officer_id)
    key = slot.derivation.key(password, bytes.fromhex(slot.salt))
    return Key(
        _officer(slot),
        _unwrap(slot, key, _owner(slot.officer, slot.resets), "wrong_password"),
        slot.derivation,
    )


def change_password(profile: Profile, key: Key, new_password: str, entropy: Entropy) -> None:
    """Wrap the key anew for the officer who holds it."""
    add_officer(profile, key, key.officer, new_password, entropy)


def add_officer(
    profile: Profile, key: Key, officer: Officer, password: str, entropy: Entropy
) -> None:
    """Let an officer sign in here, or give a new password; done by somebody who is signed in."""
    file = slots.read(profile.slots)
    resets = tuple(r for slot in file.slots if slot.officer == officer.id for r in slot.resets)
    slot = wrapped_slot(key, officer, password, entropy, resets)
    slots.write(profile.slots, file.with_slot(slot))


def remove_officer(profile: Profile, officer_id: str) -> None:
    """Take an officer's slot away; the last one stays."""
    file = slots.read(profile.slots)
    going = file.of(officer_id)
    if len(file.slots) == 1:
        raise StoreFault("last_officer")
    kept = tuple(slot for slot in file.slots if slot is not going)
    slots.write(profile.slots, msgspec.structs.replace(file, slots=kept))


def keep_recovery_code(profile: Profile, sealed: Sealed) -> None:
    """Put a code in force that is on paper already; the old one stops working."""
    file = slots.read(profile.slots)
    slots.write(profile.slots, msgspec.structs.replace(file, recovery=sealed))


def first_slots(commune: str, device: str, slot: Slot, sealed: Sealed) -> Slots:
    """The slots file of a new profile."""
    return Slots(slots.VERSION, commune, device, sealed, (slot,))


def wrapped_slot(
    key: Key, officer: Officer, password: str, entropy: Entropy, resets: tuple[Reset, ...] = ()
) -> Slot:
    """The data key wrapped under a password."""
    salt, nonce = entropy(_SALT), entropy(_NONCE)
    wrapping = key.derivation.key(password, salt)
    owner = _owner(officer.id, resets)
    wrapped = ChaCha20Poly1305(wrapping).encrypt(nonce, key.secret, owner)
    sealed = (salt.hex(), nonce.hex(), wrapped.hex())
    return Slot(officer.id, officer.name, officer.role, key.derivation, *sealed, resets)


def sealed_recovery(secret: bytes, entropy: Entropy, now: int = 0) -> tuple[str, Sealed]:
    """A new recovery code and the data key wrapped under it."""
    code = recovery.code_from(entropy(recovery.ENTROPY_BYTES))
    salt, nonce = entropy(_SALT), entropy(_NONCE)
    wrapped = ChaCha20Poly1305(recovery.key_from(code, salt)).encrypt(nonce, secret, b"recovery")
    return code, Sealed(salt.hex(), nonce.hex(), wrapped.hex(), now)


def by_recovery_code(file: Slots, code: str) -> bytes:
    """The data key; raises `StoreFault('wrong_recovery_code')`."""
    wrapping = recovery.key_from(code, bytes.fromhex(file.recovery.salt))
    return _unwrap(file.recovery, wrapping, b"recovery", "wrong_recovery_code")


def phone_slot(secret: bytes, number: int, code: str, entropy: Entropy) -> PhoneSlot:
    """The data key under one code for the telephone; its 75 bits need no more than the least."""
    salt, nonce = entropy(_SALT), entropy(_NONCE)
    wrapping = WEAKEST.key(recovery.phone_letters(code), salt)
    wrapped = ChaCha20Poly1305(wrapping).encrypt(nonce, secret, _phone_owner(number))
    return PhoneSlot(number, WEAKEST, salt.hex(), nonce.hex(), wrapped.hex())


def by_phone_code(slot: PhoneSlot, letters: str) -> bytes:
    """The data key; raises `StoreFault('wrong_phone_code')`."""
    wrapping = slot.derivation.key(letters, bytes.fromhex(slot.salt))
    return _unwrap(slot, wrapping, _phone_owner(slot.number), "wrong_phone_code")


def _unwrap(sealed: Slot | Sealed | PhoneSlot, key: bytes, owner: bytes, fault: str) -> bytes:
    try:
        nonce, wrapped = bytes.fromhex(sealed.nonce), bytes.fromhex(sealed.wrapped)
        return ChaCha20Poly1305(key).decrypt(nonce, wrapped, owner)
    except InvalidTag as error:
        raise StoreFault(fault) from error
    except ValueError as error:
        raise StoreFault("slots_damaged") from error


def _owner(officer: str, resets: tuple[Reset, ...]) -> bytes:
    """Whose slot it is and how its password came about: both are sealed with the key."""
    return officer.encode() + (msgspec.json.encode(resets) if resets else b"")


def _phone_owner(number: int) -> bytes:
    return f"phone {number}".encode()


def _officer(slot: Slot) -> Officer:
    return Officer(slot.officer, slot.name, slot.role)
