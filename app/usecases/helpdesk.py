"""The province's helpdesk: what is sealed for it here, nobody reads on the way.

Its public key came in the feed as the word of the province's own device.
"""

from typing import Final

from app.domain.errors import RuleViolation
from app.domain.helpdesk import helpdesk_key
from app.store.reader import Reader
from app.usecases.desk import Desk
from sync.protocol import boxes

HELPDESK: Final = "helpdesk"
"""The type of the entity by which the province names it."""
REPORT: Final = "report"
"""The purpose of a sealed report; another purpose does not open it."""


def key_of_helpdesk(reader: Reader) -> bytes | None:
    """The helpdesk's public key; None before the province has named one."""
    return helpdesk_key(deed for deeds in reader.deeds(HELPDESK) for deed in deeds)


def seal(desk: Desk, content: bytes, purpose: str = REPORT) -> bytes:
    """Seal bytes for the helpdesk alone; raises `RuleViolation('no_helpdesk_key')`."""
    key = key_of_helpdesk(desk.store.reader())
    if key is None:
        raise RuleViolation("no_helpdesk_key")
    return boxes.seal(key, purpose, content, desk.machine.entropy)
