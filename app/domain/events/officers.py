"""Who works at the centre: changes, absences with deputies, the agencies that share it."""

from typing import ClassVar

from app.domain.events.parts import OfficerKey
from app.domain.events.payload import Payload
from app.domain.office_acts import OfficeAct


class OfficerChanged(Payload, frozen=True, kw_only=True):
    """What is known of an officer changed; None keeps, an empty text removes.

    `until` is the last day of temporary staff (ISO).
    """

    kind: ClassVar[str] = "office.officer_changed"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.CHANGE_OFFICER

    role: str | None = None
    position: str | None = None
    phone: str | None = None
    agency: str | None = None
    until: str | None = None
    reason: str = ""


class OfficerKeyGiven(Payload, frozen=True, kw_only=True):
    """An officer has a new password, and so a new key; only their own word on it counts."""

    kind: ClassVar[str] = "office.officer_key_given"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.CHANGE_OWN_PASSWORD

    key: OfficerKey


class AbsenceNoted(Payload, frozen=True, kw_only=True):
    """An officer is away from the first to the last day (ISO, both included).

    `deputy` is the id of who does the work meanwhile; `with_rights` hands the absent officer's
    rights over to them for that time (ủy quyền).
    """

    kind: ClassVar[str] = "office.absence_noted"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.NOTE_ABSENCE

    first: str
    last: str
    deputy: str = ""
    with_rights: bool = False
    paper: str = ""  # số, ngày văn bản ủy quyền
    reason: str = ""


class AbsenceEnded(Payload, frozen=True, kw_only=True):
    """The officer is back before the last day, or it was noted by mistake; `of` names the note."""

    kind: ClassVar[str] = "office.absence_ended"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.NOTE_ABSENCE

    of: str
    reason: str = ""


class AgencyNamed(Payload, frozen=True, kw_only=True):
    """An agency has a counter at the centre (tư pháp, đất đai, công an, thuế, bảo hiểm xã hội).

    `fields` are the fields of procedures (lĩnh vực) that are its own; `closed` says that it has no
    counter here any more.
    """

    kind: ClassVar[str] = "office.agency_named"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.KEEP_AGENCY

    code: str
    name: str
    fields: tuple[str, ...] = ()
    closed: bool = False
