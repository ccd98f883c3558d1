"""One password on every PC of the office: an officer's key travels in the journal.

Its private part is under the password. Each PC that is unlocked seals its own data key to the
public part, so that whoever was added, or changed the password, on one PC signs in on the others
with the same password, offline, as soon as the entry has come.
"""

import logging

from app.domain.events import OfficerKey, OfficerKeyGiven
from app.domain.fold.office import heads
from app.domain.officers import OfficerRecord, fold_officer
from app.domain.text import fold
from app.store import keys, slots
from app.store.derivation import Derivation
from app.store.faults import StoreFault
from app.store.records import Officer
from app.store.slots import OwnKey, Slot
from app.usecases.desk import Desk
from app.usecases.staff import OFFICER, own_id, staff

LOG = logging.getLogger(__name__)


def told(own: OwnKey) -> OfficerKey:
    """The key as the journal says it."""
    how = own.derivation
    return OfficerKey(
        public=own.public,
        memory_kib=how.memory_kib,
        passes=how.passes,
        lanes=how.lanes,
        salt=own.salt,
        nonce=own.nonce,
        wrapped=own.wrapped,
    )


def give(desk: Desk, slot: Slot) -> None:
    """Record one's own new key; before the slot is kept, so that no PC has what none can tell."""
    officer = slot.officer
    with desk.store.act(by=desk.officer) as act:
        said = OfficerKeyGiven(key=told(slot.own))
        act.record_office(officer, OFFICER, said, seen=heads(act.deeds(officer)))


def record_own(desk: Desk) -> None:
    """After signing in: tell the key that a forgotten password was replaced by, if it is news.

    A full disk locks nobody out: the next sign-in tries again.
    """
    officer = own_id(desk)
    known = fold_officer(officer, desk.store.reader().deeds_of(officer))
    slot = slots.read(desk.profile.slots).of(officer)
    if known is None or known.has_had(slot.own.public):
        return
    try:
        give(desk, slot)
    except StoreFault as fault:
        LOG.warning("a new key is not in the journal yet: %s", fault.code)


def let_in(desk: Desk) -> int:
    """Let in whom the office knows by a key that this PC has no slot for; says how many.

    A name that is here under another id stays as it is: entries name officers by their names, and
    two who are called alike at one sign-in page would be one too many.
    """
    today = desk.now().date().isoformat()
    here = slots.read(desk.profile.slots).slots
    made = [
        _slot(desk, one, one.key)
        for one in staff(desk)
        if one.key is not None and one.works_on(today) and _is_news(one, one.key, here)
    ]
    for slot in made:
        keys.keep_slot(desk.profile, slot)
    return len(made)


def _is_news(one: OfficerRecord, key: OfficerKey, here: tuple[Slot, ...]) -> bool:
    """A key that is newer than the slot's; a slot that the journal does not know is newer still."""
    own = next((slot for slot in here if slot.officer == one.id), None)
    if own is None:
        return all(fold(slot.name) != fold(one.name) for slot in here)
    return own.own.public != key.public and one.has_had(own.own.public)


def _slot(desk: Desk, one: OfficerRecord, key: OfficerKey) -> Slot:
    how = Derivation(key.memory_kib, key.passes, key.lanes)
    own = OwnKey(key.public, how, key.salt, key.nonce, key.wrapped)
    return desk.store.slot_for(Officer(one.id, one.name, one.role.value), own)
