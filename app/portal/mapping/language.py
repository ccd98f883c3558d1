"""What a generation of interfaces must be able to say, whatever its words are.

The connector knows these records and no service, key or date format. A generation is one module
that has a `Language`.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

import msgspec

from app.domain.dossier_record import DossierRecord
from app.domain.history import TimelineEntry
from app.domain.procedure_changes import Told

Plain = Mapping[str, Any]


class Call(NamedTuple):
    """One request: where to, and the body without the session.

    The body is an object or a list, told as JSON; with `is_form` an object of texts, as a form.
    """

    endpoint: str
    body: Any
    headers: Mapping[str, str] = {}
    is_form: bool = False


class Meaning(StrEnum):
    """What an answer comes to."""

    DONE = "done"
    EXISTS = "exists"  # đã tồn tại
    UNKNOWN = "unknown"  # hồ sơ không tồn tại
    SESSION_OVER = "session_over"
    REFUSED = "refused"  # business: a person must do something
    PROCEDURE_REFUSED = "procedure_refused"  # mã thủ tục, mã lĩnh vực không khớp danh mục
    TROUBLED = "troubled"  # its server failed: try again
    MAINTENANCE = "maintenance"
    NOT_ADMITTED = "not_admitted"  # this account may not use it, session or not
    NOT_UNDERSTOOD = "not_understood"  # no such address or service: our configuration, or theirs


class Answer(NamedTuple):
    """A meaning, the words that came with it, and what was asked for."""

    meaning: Meaning
    message: str = ""
    code: str = ""
    result: tuple[Plain, ...] = ()


class FileLink(msgspec.Struct, frozen=True):
    """A file of a dossier that may be fetched for a while."""

    scan: str  # the event that told of it
    name: str
    component: str
    address: str
    reused: bool = False
    is_result: bool = False


class FeeFacts(msgspec.Struct, frozen=True):
    """A fee (phí, lệ phí) as the province's catalogue codes it; `amount` may be untold."""

    code: str
    name: str = ""
    amount: int | None = None


class ProcedureFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the province's catalogue says of a procedure that the dossier must repeat."""

    code: str
    name: str = ""
    field_code: str = ""
    field_name: str = ""
    papers: Mapping[str, str] = {}  # name -> mã thành phần hồ sơ
    fees: tuple[FeeFacts, ...] = ()


class Listed(msgspec.Struct, frozen=True):
    """A line of the province's list of procedures; `version` is empty where none is told."""

    code: str
    name: str = ""
    version: str = ""


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a mapping may speak of."""

    dossier: DossierRecord
    code: str
    agency: str
    procedure: ProcedureFacts
    links: tuple[FileLink, ...] = ()


class Problem(NamedTuple):
    """A field that cannot be told as it stands, in the words of the province's form."""

    field: str
    why: str


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """What a look-up says of a dossier; `rows` is None where it does not tell them readably."""

    rows: tuple[Plain, ...] | None = None


class InboundKind(StrEnum):
    """What came online."""

    DOSSIER = "dossier"
    SUPPLEMENT = "supplement"
    STATE = "state"
    PAYMENT = "payment"


class InboundFile(msgspec.Struct, frozen=True):
    """A file of a message: its content where that came along, else where it can be fetched."""

    name: str
    component: str = ""
    address: str = ""
    content: bytes = b""


class Inbound(msgspec.Struct, frozen=True, kw_only=True):
    """One message of the province's system; instants are UTC milliseconds, money đồng."""

    item: str
    kind: InboundKind
    code: str
    at: int | None = None
    procedure_code: str = ""
    procedure_name: str = ""
    submitter: str = ""
    owner: str = ""
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    request: str = ""
    note: str = ""
    files: tuple[InboundFile, ...] = ()
    state: int = 0
    by_whom: str = ""
    unit: str = ""
    amount: int = 0
    reference: str = ""


class Language(Protocol):
    """One generation's words. Nothing in it asks the network, the clock or the disk."""

    most_rows: int
    """Progress rows in one call."""

    def login(self, username: str, password: str) -> Call:
        """Ask for a session."""
        ...

    def session_of(self, answer: Plain) -> str:
        """The session that a login brought; empty where it was refused."""
        ...

    def with_session(self, call: Call, session: str) -> Call:
        """The call as it travels."""
        ...

    def problems(self, content: Content) -> tuple[Problem, ...]:
        """Whatever the interface would not take of a dossier, before anything is sent."""
        ...

    def record(self, content: Content, *, known: bool) -> Call:
        """Record a dossier: add it, or update one that is known there."""
        ...

    def row(self, content: Content, entry: TimelineEntry) -> dict[str, Any]:
        """One progress row."""
        ...

    def progress(self, rows: Sequence[Plain]) -> Call:
        """Tell at most `most_rows` rows, in order."""
        ...

    def look_up(self, code: str) -> Call | None:
        """Ask whether a dossier is held; None where nobody can be asked."""
        ...

    def held(self, result: Sequence[Plain]) -> Held | None:
        """What a look-up brought; None where the dossier is not there."""
        ...

    def row_identity(self, row: Plain) -> tuple[str, ...]:
        """What makes two progress rows the same, of ours and of those that are held."""
        ...

    def next_number(self, service: str, unit: str) -> Call:
        """Ask for an official number."""
        ...

    def number_of(self, result: Sequence[Plain]) -> str:
        """The number that came; empty where none did."""
        ...

    def list_inbound(self, service: str) -> Call:
        """Ask for what came online and was not acknowledged yet."""
        ...

    def inbound(self, result: Sequence[Plain]) -> tuple[Inbound, ...]:
        """Read what came; what cannot be read is left out and told again next time."""
        ...

    def acknowledge(self, service: str, items: Sequence[str]) -> Call:
        """Say that these are kept for good."""
        ...

    def list_procedures(self) -> Call | None:
        """Ask for the catalogue's list; None where there is no such service."""
        ...

    def listed(self, result: Sequence[Plain]) -> tuple[Listed, ...]:
        """The lines of the list; one without a code is left out."""
        ...

    def procedure(self, code: str) -> Call | None:
        """Ask for one procedure; None where there is no such service."""
        ...

    def told_procedure(self, result: Sequence[Plain]) -> Told | None:
        """All that it says of a procedure, and what of it could not be read; None for nothing."""
        ...

    def procedure_facts(self, result: Sequence[Plain]) -> ProcedureFacts | None:
        """What a dossier repeats of it."""
        ...

    def answer(self, status: int, body: Plain, *, writes: bool) -> Answer:
        """What an HTTP answer means; `writes` says that success must be said in words."""
        ...
