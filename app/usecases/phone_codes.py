"""Codes that the helpdesk reads out over the telephone: made here, sealed, and sent with the rest.

The helpdesk's twin of a code goes into the journal first, the slot after it: a code that opens this
PC was told to the helpdesk, never the other way round.
"""

from app.domain.events import PhoneCodesMade
from app.domain.fold.office import Deed, heads
from app.store import phone_codes as kept
from app.store.spent_codes import spent_in
from app.usecases.desk import Desk
from app.usecases.helpdesk import keep_note, key_of_helpdesk
from sync.protocol import boxes, phone_codes
from sync.protocol.errors import Malformed
from sync.protocol.phone_codes import Codes

PHONE_CODES = "phone_codes"


def refill(desk: Desk) -> int:
    """Make new codes where few are left or the helpdesk has another key; say how many were made.

    Nothing is made before the province has named its helpdesk.
    """
    reader, device = desk.store.reader(), desk.store.device
    kept.drop(desk.profile, spent_in(reader, device.device))
    key = key_of_helpdesk(reader)
    if key is not None:
        keep_note(desk.profile, key)
    entity = phone_codes.entity_of(device.device)
    told = reader.deeds_of(entity)
    if key is None or not (kept.are_few(desk.profile) or not _is_for(key, told)):
        return 0
    first = max([kept.highest(desk.profile), *(one.last for one in _said(told))]) + 1
    made = desk.store.phone_codes(first)
    content = phone_codes.write(Codes(device.office.commune, device.device, made.codes))
    box = boxes.seal(key, phone_codes.PURPOSE, content, desk.machine.entropy)
    said = PhoneCodesMade(first=first, last=max(made.codes), box=box.hex())
    with desk.store.act(by=desk.officer) as act:
        act.record_office(entity, PHONE_CODES, said, seen=heads(act.deeds(entity)))
    kept.keep(desk.profile, made)
    return len(made.codes)


def _said(told: tuple[Deed, ...]) -> list[PhoneCodesMade]:
    return [deed.said for deed in told if isinstance(deed.said, PhoneCodesMade)]


def _is_for(key: bytes, told: tuple[Deed, ...]) -> bool:
    """Whether the last codes were sealed for the helpdesk's present key."""
    said = _said(told)
    try:
        return bool(said) and boxes.addressed_to(bytes.fromhex(said[-1].box)) == boxes.name_of(key)
    except (Malformed, ValueError):
        return False
