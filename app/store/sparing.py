"""How much memory the database may take on this PC: an old one has other things to hold."""

from app.store.connection import USUAL_CACHE
from app.store.profile import Profile
from app.system import settings

SPARING_CACHE = 4_000
"""KiB. With 100,000 dossiers a search takes as long as with four times as much."""


def cache_of(profile: Profile) -> int:
    """KiB of pages that each connection keeps; the setting counts from the next opening on."""
    return SPARING_CACHE if settings.read(profile.settings).spares_memory else USUAL_CACHE
