"""Ai giữ hồ sơ: who holds a dossier's papers now, read off its history."""

from typing import NamedTuple

from app.domain.dossier import Dossier
from app.domain.events import Archived, Forwarded, Payload, Returned, StepAssigned, StepSentBack
from app.domain.events.whereabouts import OldNumberNoted, PapersPlaced
from app.domain.history import Outcome


class Holding(NamedTuple):
    """Who, where (may be empty), since when (UTC milliseconds)."""

    who: str
    where: str
    since: int


def paper_holder(dossier: Dossier) -> Holding | None:
    """The last word on who has the papers; None while they are where they were taken in.

    A hand-over, a step's owner, the archive, and what somebody noted count alike: the newest wins.
    """
    for entry in reversed(dossier.timeline):
        if entry.outcome is Outcome.APPLIED and isinstance(entry.said, Payload):
            told = _said(entry.said)
            if told is not None:
                return Holding(*told, entry.happened_at)
    return None


def _said(said: Payload) -> tuple[str, str] | None:
    found: tuple[str, str] | None = None
    match said:
        case Forwarded():
            found = said.to.name, said.to.unit
        case StepAssigned() | StepSentBack():
            found = said.to, ""
        case PapersPlaced():
            found = said.holder, said.where
        case OldNumberNoted() if said.holder:
            found = said.holder, said.unit
        case Archived():
            found = said.where, said.mark
        case Returned():
            found = said.receiver.name, ""
        case _:
            pass  # the papers stay where they are
    return found
