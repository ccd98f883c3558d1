"""The province's helpdesk: what is sealed for it here, nobody reads on the way.

Its public key came in the feed as the word of the province's own device. It is noted beside the
database too, so that a report made before the sign-in is sealed as any other.
"""

from contextlib import suppress
from typing import Final

from app.domain.helpdesk import helpdesk_key
from app.store.profile import Profile
from app.store.reader import Reader
from app.system import durable
from app.system.machine import Machine
from sync.protocol import boxes
from sync.protocol.errors import Malformed

HELPDESK: Final = "helpdesk"
"""The type of the entity by which the province names it."""
REPORT: Final = "report"
"""The purpose of a sealed report; another purpose does not open it."""


def key_of_helpdesk(reader: Reader) -> bytes | None:
    """The helpdesk's public key; None before the province has named one."""
    return helpdesk_key(deed for deeds in reader.deeds(HELPDESK) for deed in deeds)


def keep_note(profile: Profile, key: bytes) -> None:
    """Note the key, which is public, for a look before the sign-in."""
    with suppress(OSError):
        if noted_key(profile) != key:
            durable.replace(profile.helpdesk, key)


def noted_key(profile: Profile) -> bytes | None:
    """The key as it was noted; None where there is none, or no key."""
    try:
        noted = profile.helpdesk.read_bytes()
        boxes.seal(noted, REPORT, b"", bytes)  # a trial alone: not every 32 bytes are a key
    except (OSError, Malformed):  # it is not there, or damaged: a file that anybody can write
        return None
    return noted


def seal(key: bytes, machine: Machine, content: bytes) -> bytes:
    """Seal bytes for the helpdesk alone."""
    return boxes.seal(key, REPORT, content, machine.entropy)
