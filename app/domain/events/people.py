"""That two mentions on dossiers are one person, or are not: who said so, and why."""

from typing import ClassVar

from app.domain.events.payload import Payload
from app.domain.office_acts import OfficeAct


class PeopleLinked(Payload, frozen=True, kw_only=True):
    """Two mentions are one person (cùng một người).

    A mention is a dossier and a part in it, "0193...:owner"; no name stands here, so that what is
    erased on a dossier is erased. `taken_over` says that the officer chose the known person at
    the counter, and nobody had to give a reason.
    """

    kind: ClassVar[str] = "office.people_linked"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.LINK_PEOPLE

    one: str
    other: str
    reason: str = ""
    taken_over: bool = False


class PeopleParted(Payload, frozen=True, kw_only=True):
    """Two mentions are two people (khác người), or were linked by mistake (bỏ liên kết)."""

    kind: ClassVar[str] = "office.people_parted"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.LINK_PEOPLE

    one: str
    other: str
    reason: str = ""
