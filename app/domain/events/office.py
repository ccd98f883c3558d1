"""Facts about the office and its devices, not about one dossier."""

from typing import ClassVar

from app.domain.events.parts import OfficerKey
from app.domain.events.payload import Payload
from app.domain.office_acts import OfficeAct
from app.domain.procedure import Override


class OfficeFounded(Payload, frozen=True, kw_only=True):
    """An office profile was made."""

    kind: ClassVar[str] = "office.founded"

    commune_code: str
    commune: str
    province_code: str
    province: str
    unit: str = ""  # name of the one-stop desk
    unit_code: str = ""  # mã định danh


class OfficerAdded(Payload, frozen=True, kw_only=True):
    """An officer may act here, in this role."""

    kind: ClassVar[str] = "office.officer_added"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.ADD_OFFICER

    name: str
    role: str
    position: str = ""
    phone: str = ""
    agency: str = ""  # code; empty: the commune's own
    until: str = ""  # ISO, the last day of temporary staff
    key: OfficerKey | None = None  # under the password that was given with it


class OfficerRemoved(Payload, frozen=True, kw_only=True):
    """An officer acts here no more."""

    kind: ClassVar[str] = "office.officer_removed"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.REMOVE_OFFICER

    name: str
    reason: str = ""


class ProcedureOverridden(Payload, frozen=True, kw_only=True):
    """The office set a limit, papers or a fee itself; who approved it, when, on what ground."""

    kind: ClassVar[str] = "office.procedure_overridden"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.OVERRIDE_PROCEDURE

    override: Override


class SlipsBurned(Payload, frozen=True, kw_only=True):
    """Blank slips were printed for the next outage: their numbers are used up."""

    kind: ClassVar[str] = "office.slips_burned"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.BURN_SLIPS

    numbers: tuple[str, ...]
    reason: str = ""
    template: str = ""


class RoundsLetGo(Payload, frozen=True, kw_only=True):
    """Somebody answered for it that the old PC runs no more: this one, put back, sends again."""

    kind: ClassVar[str] = "office.rounds_let_go"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.LET_ROUNDS_GO

    reason: str  # why rounds were held
    until: int  # UTC milliseconds, up to when the copy reached


class CopyReviewed(Payload, frozen=True, kw_only=True):
    """Somebody looked at what a copied or restored PC wrote on another branch, and dealt with it.

    `entries` are runs of that PC's numbers (epoch:first:marks, see `copy_reviews`). They stay kept
    and wait for nobody; another copy's entries under the same numbers do.
    """

    kind: ClassVar[str] = "office.copy_reviewed"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.REVIEW_COPY

    device: str
    entries: tuple[str, ...]


class EpochBegun(Payload, frozen=True, kw_only=True):
    """The device starts counting anew; it names the head that it had before, if it knows one."""

    kind: ClassVar[str] = "device.epoch_begun"

    reason: str
    old_epoch: str = ""
    old_n: int = 0
    old_chain: str = ""  # hex H(n)
    program: str = ""


class ClockConfirmed(Payload, frozen=True, kw_only=True):
    """An officer confirmed today's date after the clock was in doubt."""

    kind: ClassVar[str] = "device.clock_confirmed"

    day: str  # ISO, what the officer said
    time: str = ""  # HH:MM of the office
    shown: int  # UTC milliseconds, what the machine said
    fault: str = ""
