"""What the store is told and what it answers, as frozen records."""

from datetime import datetime

import msgspec

from app.domain.history import Said
from app.domain.person import Person
from app.domain.states import State
from sync.protocol.event import Event


class Office(msgspec.Struct, frozen=True):
    """Whose profile this is; fixed when the office is founded on this PC."""

    commune: str  # five-figure code of the commune; names the log
    commune_name: str
    province: str
    province_name: str
    slot: int = 1  # which PC of the office this is: part of provisional numbers


class Officer(msgspec.Struct, frozen=True):
    """Who acts: name and role go into the event as they are at that moment."""

    id: str
    name: str
    role: str


class Touched(msgspec.Struct, frozen=True):
    """After a commit: what kind of thing changed, and which ones. Screens read again."""

    kind: str  # a type of entity ("dossier", "officer", "slips" ...), or "level"
    ids: tuple[str, ...]


class DossierRow(msgspec.Struct, frozen=True):
    """One line of a list; the whole dossier is folded only when it is opened."""

    id: str
    state: State
    code: str  # official if there is one, else provisional
    provisional_code: str
    official_code: str
    procedure: str
    procedure_name: str
    owner: str
    submitter: str
    holder: str  # to whom it was forwarded last
    accepted: datetime | None
    due: datetime | None
    ended: datetime | None  # done, refused, closed or withdrawn
    returned: datetime | None
    level: int  # 0..3, see sync.md 5
    waiting: bool  # events wait for earlier ones
    conflicts: int
    refused: bool  # the province did not record it
    doubtful: int = 0  # entries that change nothing and wait for a person to look


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which dossiers a list shows; what is left out does not narrow. Ends of spans are excluded."""

    states: tuple[State, ...] = ()
    procedure: str = ""
    text: str = ""
    accepted_from: datetime | None = None
    accepted_before: datetime | None = None
    due_from: datetime | None = None
    due_before: datetime | None = None
    returned_from: datetime | None = None
    returned_before: datetime | None = None
    work: str = ""  # what waits inside the commune, by `app.domain.duties.DutyKind`
    work_before: datetime | None = None  # and only where its moment has come
    open_only: bool = False
    unsent_only: bool = False  # something in it has no signed acknowledgement
    unscanned_only: bool = False  # a paper handed in has no file yet
    troubled_only: bool = False  # in conflict, waiting, refused or doubtful
    to_tell_only: bool = False  # the citizen is to be told something
    hidden_fields: tuple[str, ...] = ()  # folded fields of procedures that are not shown


class TodayCounts(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of the screen Hôm nay; due times count only while the clock runs."""

    received_today: int
    returned_today: int
    to_forward: int
    due_today: int
    overdue: int
    supplement: int
    to_return: int
    troubled: int
    unsent: int  # dossiers


class KnownPerson(msgspec.Struct, frozen=True):
    """Somebody who was here before, as last written down."""

    person: Person
    dossiers: int
    last: datetime | None  # when the newest of them was accepted
    mention: str  # where the newest writing stands, see `app.domain.people_links.Mention`


class PersonMention(msgspec.Struct, frozen=True, kw_only=True):
    """One place where a person stands."""

    mention: str
    person: Person
    dossier_id: str
    part: str  # submitter or owner
    code: str
    procedure_name: str
    accepted: datetime | None


class Draft(msgspec.Struct, frozen=True):
    """What was typed and not yet taken in; `body` is the caller's own text."""

    id: str
    kind: str
    officer: str
    title: str
    saved: datetime
    body: bytes


class Audited(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the audit: who did what, when, on which PC; `code` names a dossier."""

    place: int
    at: datetime
    happened: datetime
    by: str
    role: str
    kind: str
    entity: str
    entity_type: str
    code: str
    device: str


class Fact(msgspec.Struct, frozen=True):
    """One event about the office, as it stands in the journal."""

    event: Event
    said: Said
