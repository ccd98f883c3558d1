"""Damaged slots come back out of the copies, part by part; whole parts stay as they are."""

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from app.store import keys, slots
from app.store import manifest as manifests
from app.store.backups import Backup
from app.store.faults import StoreFault
from app.store.keys import Key
from app.store.profile import Profile
from app.store.slots import Sealed, Slot, Slots

LOG = logging.getLogger(__name__)

_NOT_HERE = frozenset(
    {
        "slots_damaged",
        "slot_damaged",
        "recovery_damaged",
        "no_profile",
        "unknown_officer",
        "folder_read_only",
    }
)


def unlocked(profile: Profile, copies: Iterable[Backup], officer: str, typed: str) -> Key:
    """The key by this PC's slots, else by those of the newest copy that can be read.

    `typed` is a password or the recovery code. Where a slot is whole and does not open, the
    password is wrong, and no older copy is asked: `StoreFault('wrong_password')`.
    """
    try:
        return keys.opened_by(slots.read_as_it_is(profile.slots), officer, typed)
    except StoreFault as fault:
        if fault.code not in _NOT_HERE:
            raise
        first = fault
    for copy in copies:
        try:
            key = keys.opened_by(slots.read(copy.path / "slots"), officer, typed)
            manifests.check_seal(copy.manifest, key.secret)
        except StoreFault as fault:
            LOG.warning("no key by %s: %s", copy.path.name, fault.code)
        else:
            return key
    raise first


def mend(profile: Profile, commune: str, device: str, copies: Iterable[Path]) -> bool:
    """Put right what is damaged in this PC's slots; answers whether anything was.

    What no copy has is left as it lies: an officer who is signed in can give a new password.
    """
    there = [file for copy in copies if (file := _readable(copy / "slots")) is not None]
    here = _readable(profile.slots)
    if here is not None and not _is_of(here, commune, device):
        here = None
    if here is None and not there:
        return False
    found = here or there[0]
    mended = msgspec.structs.replace(
        slots.renamed(found, device) if found.is_about(device) else found,
        version=slots.VERSION,
        commune=commune,
        device=device,
        slots=tuple(_slot(slot, there) for slot in found.slots),
        recovery=_recovery(found, there),
        phone=tuple(slot for slot in found.phone if slot.is_whole),
    )
    mended = slots.headed(mended)
    if mended == here:
        return False
    slots.write(profile.slots, mended)
    return True


def _is_of(here: Slots, commune: str, device: str) -> bool:
    """Whether it is this PC's, be its head damaged or not."""
    ours = msgspec.structs.replace(here, commune=commune, device=device)
    return here.is_about(device) or here.check == slots.headed(ours).check


def _slot(slot: Slot, there: Sequence[Slots]) -> Slot:
    if slot.is_whole:
        return slot
    known = (one for file in there for one in file.slots if one.is_whole and _same(one, slot))
    return next(known, slot)


def _same(one: Slot, spoilt: Slot) -> bool:
    """Whose name is damaged is known by the salt."""
    return one.officer == spoilt.officer or one.own.salt == spoilt.own.salt


def _recovery(found: Slots, there: Sequence[Slots]) -> Sealed:
    known = (one.recovery for one in (found, *there) if one.recovery.is_whole)
    return next(known, found.recovery)


def _readable(path: Path) -> Slots | None:
    try:
        return slots.read_as_it_is(path)
    except StoreFault:
        return None
