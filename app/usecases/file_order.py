"""Which of the files that are owed may go now, and how much of each at a time.

Acts go before all files, open dossiers before those that are over (`SentFiles.owed` orders them).
What is over and heavy for this line is left to the evening, to the stick and to a better line, so
that by day the line is there for people; whoever presses Gửi ngay sends it at once.
"""

from datetime import datetime, time

from app.domain.calendar import OFFICE_TIME
from app.store.preferences import Preferences
from app.usecases.link_profile import pace_of
from sync.files.slices import Slices

HEAVY_SECONDS = 600
"""A file that keeps the line busy for longer than ten minutes is heavy for it."""

_DAY = (time(6), time(19))


def is_for_the_evening(weight: int, slices: Slices, now: datetime) -> bool:
    """Whether a file of a dossier that is over had better wait for the evening."""
    begins, ends = _DAY
    is_day = begins <= now.astimezone(OFFICE_TIME).time() < ends
    return is_day and weight > slices.rate * HEAVY_SECONDS


class SlicesOfLines:
    """How large a slice each network takes, as this program has measured it since it began.

    The way home and the way by a telephone differ a hundredfold: a slice of the one would keep a
    new dossier waiting for half an hour on the other.
    """

    def __init__(self) -> None:
        self._known: dict[str, Slices] = {}

    def of(self, where: str, kept: Preferences) -> Slices:
        """What was measured here, or what rounds over this network have shown."""
        return self._known.get(where) or Slices.at(pace_of(kept, where).goodput)

    def note(self, where: str, slices: Slices) -> None:
        """Remember it for the next turn."""
        self._known[where] = slices
