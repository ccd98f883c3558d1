"""Đợt lưu động: a plan, the PCs that are on it, and what was taken in there."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from app.domain.errors import RuleViolation
from app.domain.events.rounds import RoundBegun, RoundEnded, RoundPlanned
from app.domain.fold.office import Deed
from app.domain.text import fold


class RoundState(StrEnum):
    """How far a round has got."""

    PLANNED = "planned"  # chưa đi
    UNDER_WAY = "under_way"  # đang đi
    OVER = "over"  # đã về


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """One round; days are ISO, `devices` the PCs that are on it now."""

    id: str
    place: str
    first: str
    last: str
    team: str = ""
    note: str = ""
    devices: tuple[str, ...] = ()
    went: bool = False
    closing_note: str = ""

    @property
    def state(self) -> RoundState:
        """Planned until a PC leaves, over when the last one is back."""
        if self.devices:
            return RoundState.UNDER_WAY
        return RoundState.OVER if self.went else RoundState.PLANNED

    def is_on(self, device: str) -> bool:
        """Is that PC on it now?"""
        return device in self.devices


def fold_round(entity: str, deeds: Iterable[Deed]) -> Round | None:
    """The round that these events make; None before it was planned."""
    made: Round | None = None
    for deed in deeds:
        if isinstance(deed.said, RoundPlanned):
            made = _planned(entity, made, deed.said)
        elif made is not None:
            made = msgspec.structs.replace(made, **_changes(made, deed))
    return made


def checked(said: RoundPlanned, before: Round | None = None) -> RoundPlanned:
    """Raise `RuleViolation` for a plan without a place, or with its days in the wrong order.

    The place stays while a PC is on the round: slips already name it.
    """
    if before is not None and before.devices and before.place != said.place:
        raise RuleViolation("round_place_fixed", before.place)
    if not said.place.strip():
        raise RuleViolation("round_place_missing")
    if not said.first or said.last < said.first:
        raise RuleViolation("round_days_wrong")
    return said


_PREFIXES = ("thon ", "ban ", "xom ", "to dan pho ", "khu ", "ap ", "buon ", "lang ")


def is_same_village(one: str, other: str) -> bool:
    """Do two people mean the same village? Without marks and without its kind, word by word."""
    return bool(_bare(one)) and _bare(one) == _bare(other)


def _bare(village: str) -> str:
    bare = " ".join(fold(village).split())
    for prefix in _PREFIXES:
        bare = bare.removeprefix(prefix)
    return bare


def _planned(entity: str, made: Round | None, said: RoundPlanned) -> Round:
    base = made or Round(id=entity, place="", first="", last="")
    return msgspec.structs.replace(
        base,
        place=said.place,
        first=said.first,
        last=said.last,
        team=said.team,
        note=said.note,
    )


def _changes(made: Round, deed: Deed) -> dict[str, object]:
    others = tuple(one for one in made.devices if one != deed.device)
    if isinstance(deed.said, RoundBegun):
        return {"devices": (*others, deed.device), "went": True}
    if isinstance(deed.said, RoundEnded):
        return {"devices": others, "closing_note": deed.said.note or made.closing_note}
    return {}
