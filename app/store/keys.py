"""The profile's data key: wrapped per officer, and under the recovery code of the office."""

from dataclasses import dataclass, field

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from app.store import recovery, slots
from app.store.derivation import Derivation
from app.store.faults import StoreFault
from app.store.profile import Profile
from app.store.records import Officer
from app.store.slots import Sealed, Slot, Slots
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
    return Key(_officer(slot), _unwrap(slot, key, slot.officer, "wrong_password"), slot.derivation)


def change_password(profile: Profile, key: Key, new_password: str, entropy: Entropy) -> None:
    """Wrap the key anew for the officer who holds it."""
    add_officer(profile, key, key.officer, new_password, entropy)


def add_officer(
    profile: Profile, key: Key, officer: Officer, password: str, entropy: Entropy
) -> None:
    """Let an officer sign in here, or give a new password; done by somebody who is signed in."""
    file = slots.read(profile.slots)
    slot = wrapped_slot(key.secret, officer, password, key.derivation, entropy)
    slots.write(profile.slots, file.with_slot(slot))


def remove_officer(profile: Profile, officer_id: str) -> None:
    """Take an officer's slot away; the last one stays."""
    file = slots.read(profile.slots)
    going = file.of(officer_id)
    if len(file.slots) == 1:
        raise StoreFault("last_officer")
    kept = tuple(slot for slot in file.slots if slot is not going)
    slots.write(profile.slots, msgspec.structs.replace(file, slots=kept))


def reset_password(
    profile: Profile, officer_id: str, recovery_code: str, password: str, entropy: Entropy
) -> Key:
    """A forgotten password is replaced on the spot; the code goes on being valid.

    Raises `StoreFault('wrong_recovery_code')`.
    """
    file = slots.read(profile.slots)
    slot = file.of(officer_id)
    wrapping = recovery.key_from(recovery_code, bytes.fromhex(file.recovery.salt))
    secret = _unwrap(file.recovery, wrapping, "recovery", "wrong_recovery_code")
    key = Key(_officer(slot), secret, slot.derivation)
    change_password(profile, key, password, entropy)
    return key


def new_recovery_code(profile: Profile, key: Key, entropy: Entropy) -> str:
    """A fresh code to print and seal; the old one stops working."""
    code, sealed = sealed_recovery(key.secret, entropy)
    file = slots.read(profile.slots)
    slots.write(profile.slots, msgspec.structs.replace(file, recovery=sealed))
    return code


def first_slots(commune: str, device: str, slot: Slot, sealed: Sealed) -> Slots:
    """The slots file of a new profile."""
    return Slots(slots.VERSION, commune, device, sealed, (slot,))


def wrapped_slot(
    secret: bytes, officer: Officer, password: str, derivation: Derivation, entropy: Entropy
) -> Slot:
    """The data key wrapped under a password."""
    salt, nonce = entropy(_SALT), entropy(_NONCE)
    key = derivation.key(password, salt)
    wrapped = ChaCha20Poly1305(key).encrypt(nonce, secret, officer.id.encode())
    sealed = (salt.hex(), nonce.hex(), wrapped.hex())
    return Slot(officer.id, officer.name, officer.role, derivation, *sealed)


def sealed_recovery(secret: bytes, entropy: Entropy) -> tuple[str, Sealed]:
    """A new recovery code and the data key wrapped under it."""
    code = recovery.code_from(entropy(recovery.ENTROPY_BYTES))
    salt, nonce = entropy(_SALT), entropy(_NONCE)
    wrapped = ChaCha20Poly1305(recovery.key_from(code, salt)).encrypt(nonce, secret, b"recovery")
    return code, Sealed(salt.hex(), nonce.hex(), wrapped.hex())


def _unwrap(sealed: Slot | Sealed, key: bytes, owner: str, fault: str) -> bytes:
    try:
        nonce, wrapped = bytes.fromhex(sealed.nonce), bytes.fromhex(sealed.wrapped)
        return ChaCha20Poly1305(key).decrypt(nonce, wrapped, owner.encode())
    except InvalidTag as error:
        raise StoreFault(fault) from error
    except ValueError as error:
        raise StoreFault("slots_damaged") from error


def _officer(slot: Slot) -> Officer:
    return Officer(slot.officer, slot.name, slot.role)
