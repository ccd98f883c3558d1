"""The devices that this PC was and that have handed their place over to it."""

from app.domain.events import KeyReplaced
from app.usecases.desk import Desk


def former_selves(desk: Desk) -> tuple[str, ...]:
    """List them. A copy that took a key of its own by a code is none: the original lives on."""
    before = desk.store.device.mine[1:]
    if not before:
        return ()
    facts = desk.store.reader().facts("device")
    handed = {fact.event.id.device for fact in facts if isinstance(fact.said, KeyReplaced)}
    return tuple(one for one in before if one in handed)
