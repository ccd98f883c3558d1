"""The province's helpdesk, as the province itself named it."""

import re
from collections.abc import Iterable

from app.domain.events import HelpdeskNamed
from app.domain.fold.office import Deed

_KEY = re.compile(r"[0-9a-f]{64}", re.ASCII)


def helpdesk_key(named: Iterable[Deed]) -> bytes | None:
    """The public key that was named last; None where there is none, or where it is no key."""
    said = [deed.said.public_key for deed in named if isinstance(deed.said, HelpdeskNamed)]
    return bytes.fromhex(said[-1]) if said and _KEY.fullmatch(said[-1]) else None
