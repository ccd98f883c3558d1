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
from app.store.slots import OwnKey, PhoneSlot, Reset, Sealed, Slot, Slots
from app.system.secrets import Entropy
from sync.protocol import boxes
from sync.protocol.errors import Malformed

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
    """The key, or `StoreFault`: wrong_password, slot_damaged; the database is not touched."""
    return _opened(slots.read(profile.slots).of(officer_id), password)


def opened_by(file: Slots, officer_id: str, typed: str) -> Key:
    """As `unlock`, but the recovery code of the office opens too, for whomever."""
    try:
        return _opened(file.of(officer_id), typed)
    except StoreFault:
        if not recovery.looks_like_code(typed):
            raise
    secret = by_recovery_code(file, typed)
    known = [slot for slot in file.slots if slot.officer == officer_id] or [*file.slots]
    return Key(_officer(known[0]), secret, WEAKEST)


def change_password(profile: Profile, key: Key, new_password: str, entropy: Entropy) -> None:
    """Wrap the key anew for the officer who holds it."""
    add_officer(profile, key, key.officer, new_password, entropy)


def add_officer(
    profile: Profile, key: Key, officer: Officer, password: str, entropy: Entropy
) -> None:
    """Let an officer sign in here, or give a new password; done by somebody who is signed in."""
    keep_slot(profile, drafted_slot(profile, key, officer, password, entropy))


def drafted_slot(
    profile: Profile, key: Key, officer: Officer, password: str, entropy: Entropy
) -> Slot:
    """What `add_officer` will keep; it opens nothing before."""
    return wrapped_slot(key, officer, password, entropy, _resets(profile, officer.id))


def keep_slot(profile: Profile, slot: Slot) -> None:
    """Let it open this PC, in place of an older one of the same officer."""
    slots.write(profile.slots, slots.read(profile.slots).with_slot(slot))


def remove_officer(profile: Profile, officer_id: str) -> None:
    """Take an officer's slot away; the last one stays."""
    file = slots.read(profile.slots)
    kept = tuple(slot for slot in file.slots if slot.officer != officer_id)
    if len(kept) == len(file.slots):
        raise StoreFault("unknown_officer")
    if not any(slot.is_whole for slot in kept):
        raise StoreFault("last_officer")
    slots.write(profile.slots, msgspec.structs.replace(file, slots=kept))


def keep_recovery_code(profile: Profile, sealed: Sealed) -> None:
    """Put a code in force that is on paper already; the old one stops working."""
    file = slots.read(profile.slots)
    slots.write(profile.slots, msgspec.structs.replace(file, recovery=slots.checked(sealed)))


def first_slots(commune: str, device: str, slot: Slot, sealed: Sealed) -> Slots:
    """The slots file of a new profile."""
    return slots.headed(Slots(slots.VERSION, commune, device, sealed, (slot,)))


def wrapped_slot(
    key: Key, officer: Officer, password: str, entropy: Entropy, resets: tuple[Reset, ...] = ()
) -> Slot:
    """A way in by a password, with a new key pair for it."""
    own = new_own_key(key.derivation, officer.id, password, entropy)
    return slot_for(key.secret, officer, own, entropy, resets)


def new_own_key(derivation: Derivation, officer_id: str, password: str, entropy: Entropy) -> OwnKey:
    """A key pair for an officer, its private part under the password."""
    private, salt, nonce = entropy(boxes.KEY_BYTES), entropy(_SALT), entropy(_NONCE)
    public = boxes.public_key(private).hex()
    wrapping = derivation.key(password, salt)
    wrapped = ChaCha20Poly1305(wrapping).encrypt(nonce, private, _owner(officer_id, public))
    return OwnKey(public, derivation, salt.hex(), nonce.hex(), wrapped.hex())


def slot_for(
    secret: bytes, officer: Officer, own: OwnKey, entropy: Entropy, resets: tuple[Reset, ...] = ()
) -> Slot:
    """Seal this PC's data key for an officer whose key is known; no password is needed.

    Raises `StoreFault('slot_damaged')` for a key that is none.
    """
    try:
        box = boxes.seal(bytes.fromhex(own.public), _box(officer.id, resets), secret, entropy)
    except (Malformed, ValueError) as error:
        raise StoreFault("slot_damaged") from error
    return slots.checked(Slot(officer.id, officer.name, officer.role, own, box.hex(), resets))


def sealed_recovery(secret: bytes, entropy: Entropy, now: int = 0) -> tuple[str, Sealed]:
    """A new recovery code and the data key wrapped under it."""
    code = recovery.code_from(entropy(recovery.ENTROPY_BYTES))
    salt, nonce = entropy(_SALT), entropy(_NONCE)
    wrapped = ChaCha20Poly1305(recovery.key_from(code, salt)).encrypt(nonce, secret, b"recovery")
    return code, slots.checked(Sealed(salt.hex(), nonce.hex(), wrapped.hex(), now))


def by_recovery_code(file: Slots, code: str) -> bytes:
    """The data key; raises `StoreFault`: wrong_recovery_code, recovery_damaged."""
    if not file.recovery.is_whole:
        raise StoreFault("recovery_damaged")
    wrapping = recovery.key_from(code, _bytes(file.recovery.salt))
    return _unwrap(file.recovery, wrapping, b"recovery", "wrong_recovery_code")


def phone_slot(secret: bytes, number: int, code: str, entropy: Entropy) -> PhoneSlot:
    """The data key under one code for the telephone; its 75 bits need no more than the least."""
    salt, nonce = entropy(_SALT), entropy(_NONCE)
    wrapping = WEAKEST.key(recovery.phone_letters(code), salt)
    wrapped = ChaCha20Poly1305(wrapping).encrypt(nonce, secret, _phone_owner(number))
    return slots.checked(PhoneSlot(number, WEAKEST, salt.hex(), nonce.hex(), wrapped.hex()))


def by_phone_code(slot: PhoneSlot, letters: str) -> bytes:
    """The data key; raises `StoreFault('wrong_phone_code')`."""
    wrapping = slot.derivation.key(letters, _bytes(slot.salt))
    return _unwrap(slot, wrapping, _phone_owner(slot.number), "wrong_phone_code")


def _opened(slot: Slot, password: str) -> Key:
    own = slot.own
    wrapping = own.derivation.key(password, _bytes(own.salt))
    private = _unwrap(own, wrapping, _owner(slot.officer, own.public), "wrong_password")
    try:
        box = bytes.fromhex(slot.box)
        secret = boxes.unseal(private, _box(slot.officer, slot.resets), box)
    except (Malformed, ValueError) as error:
        raise StoreFault("slot_damaged") from error
    return Key(_officer(slot), secret, own.derivation)


def _bytes(text: str) -> bytes:
    """A salt; whoever changed one may have made its checksum anew."""
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise StoreFault("slots_damaged") from error


def _unwrap(sealed: OwnKey | Sealed | PhoneSlot, key: bytes, owner: bytes, fault: str) -> bytes:
    try:
        nonce, wrapped = bytes.fromhex(sealed.nonce), bytes.fromhex(sealed.wrapped)
        return ChaCha20Poly1305(key).decrypt(nonce, wrapped, owner)
    except InvalidTag as error:
        raise StoreFault(fault) from error
    except ValueError as error:
        raise StoreFault("slots_damaged") from error


def _resets(profile: Profile, officer_id: str) -> tuple[Reset, ...]:
    known = (one for one in slots.read(profile.slots).slots if one.officer == officer_id)
    return tuple(reset for slot in known if slot.is_whole for reset in slot.resets)


def _owner(officer: str, public: str) -> bytes:
    """Whose key it is, and which: sealed with its private part."""
    return f"{officer} {public}".encode()


def _box(officer: str, resets: tuple[Reset, ...]) -> str:
    """Whose box it is and how the password came about: who lacks the data key makes no other."""
    return f"slot {officer} " + msgspec.json.encode(resets).decode()


def _phone_owner(number: int) -> bytes:
    return f"phone {number}".encode()


def _officer(slot: Slot) -> Officer:
    return Officer(slot.officer, slot.name, slot.role)
