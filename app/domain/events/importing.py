"""Taking over, on the first day, what the province's system already holds (hồ sơ đang giải quyết).

Such a dossier was received there before: it is carried over and never received here, and the
province has recorded it up to its import.
"""

from typing import ClassVar

from app.domain.events.parts import ProcedureRef, Promise
from app.domain.events.payload import Payload
from app.domain.person import Person
from app.domain.procedure import Channel
from app.domain.states import Act
from sync.protocol.bounds import Moment


class Imported(Payload, frozen=True, kw_only=True):
    """A dossier as the province's export has it: one row of a file.

    `state` is one of `IMPORTED_STATES`; `promise` has the source "province", and no moment where
    the file names none. `source` is the file's SHA-256 (hex) and `row` its line there, from 1.
    """

    kind: ClassVar[str] = "office.imported"
    act: ClassVar[Act | None] = Act.IMPORT

    code: str  # mã số hồ sơ, as the province gave it
    procedure: ProcedureRef
    submitter: Person
    accepted_at: Moment
    promise: Promise
    state: int
    batch: str
    source: str
    row: int
    channel: Channel = Channel.DIRECT
    owner: Person | None = None  # None when the submitter owns the dossier
    held_by: str = ""  # đơn vị, người đang xử lý
    note: str = ""


class ImportWithdrawn(Payload, frozen=True, kw_only=True):
    """The import was a mistake: nothing was done to the dossier yet, and it is shown no more."""

    kind: ClassVar[str] = "office.import_withdrawn"
    act: ClassVar[Act | None] = Act.WITHDRAW_IMPORT

    batch: str
    reason: str = ""
