"""One code on two dossiers (mã bị cấp trùng): who keeps it, and who is to get a new one.

It comes of a disk that was put back whole from an image, with everything that this program keeps
beside the database. Who keeps it follows from the events alone, so that every PC says the same: a
code of the province's before one of this office, then what was ordered first.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.domain.dossier_record import DossierRecord
from app.domain.events import (
    CodeGiven,
    CodeReplaced,
    EnteredByHand,
    Imported,
    Received,
)
from app.domain.history import Outcome, TimelineEntry

_LAST = 1 << 53
"""Behind everything that has a place in the order."""


class Claim(NamedTuple):
    """A dossier bears a code, since that event; `is_former`: it has got another one since.

    `is_ours`: the office gave it, and may replace it.
    """

    code: str
    is_former: bool
    is_ours: bool
    position: int
    event: str


def claims(dossier: DossierRecord) -> Iterator[Claim]:
    """The codes that stand on this dossier's slips: the present ones, and replaced ones."""
    former = {str(getattr(one.said, "instead_of", "")) for one in dossier.replaced_codes}
    for code in dict.fromkeys((dossier.number, dossier.official_code or "", *former)):
        entry = _giving(dossier, code)
        if entry is not None:
            is_former = code in former - {dossier.number, dossier.official_code}
            is_ours = isinstance(entry.said, Received | CodeReplaced) and code == dossier.number
            position = _LAST if entry.position is None else entry.position
            yield Claim(code, is_former, is_ours, position, entry.id)


def first_of(present: Iterable[Claim]) -> Claim:
    """Of those that bear one code now, the one that keeps it."""
    return min(present, key=lambda one: (one.is_ours, one.position, one.event))


def _giving(dossier: DossierRecord, code: str) -> TimelineEntry | None:
    """The first act that gave this code and holds."""
    given = (
        entry
        for entry in dossier.timeline
        if code and entry.outcome is Outcome.APPLIED and _given_by(entry.said) == code
    )
    return next(given, None)


def _given_by(said: object) -> str:
    """The code that an act gives; empty for those that only name one."""
    match said:
        case Received() | CodeReplaced():
            return said.number
        case CodeGiven() | EnteredByHand() | Imported():
            return said.code
        case _:
            return ""
