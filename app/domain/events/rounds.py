"""Đợt lưu động: the desk goes to a village (Luật Hộ tịch 2014; 1.003583, 1.000593, 1.000419)."""

from typing import ClassVar

from app.domain.events.payload import Payload
from app.domain.office_acts import OfficeAct


class RoundPlanned(Payload, frozen=True, kw_only=True):
    """Where to, when (ISO days, both included), who goes; said again it is a change."""

    kind: ClassVar[str] = "office.round_planned"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.KEEP_ROUND

    place: str
    first: str
    last: str
    team: str = ""
    note: str = ""


class RoundBegun(Payload, frozen=True, kw_only=True):
    """A PC has left with it: what it takes in from now on is of the round."""

    kind: ClassVar[str] = "office.round_begun"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.KEEP_ROUND

    counter: str = ""


class RoundEnded(Payload, frozen=True, kw_only=True):
    """That PC is back; `note` says what is to be done afterwards."""

    kind: ClassVar[str] = "office.round_ended"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.KEEP_ROUND

    note: str = ""
