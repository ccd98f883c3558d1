"""What the store is told and what it answers, as frozen records."""

from datetime import datetime

import msgspec


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

    kind: str  # "dossier", "office", "level", "draft", "setting"
    ids: tuple[str, ...]


class DossierRow(msgspec.Struct, frozen=True):
    """One line of a list; the whole dossier is folded only when it is opened."""

    id: str
    state: int
    code: str  # official if there is one, else provisional
    provisional_code: str
    official_code: str
    procedure: str
    procedure_name: str
    owner: str
    submitter: str
    accepted: datetime | None
    due: datetime | None
    closed: datetime | None
    level: int  # 0..3, see sync.md 5
    waiting: bool  # events wait for earlier ones
    conflicts: int
    refused: bool  # the province did not record it


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which dossiers a list shows; what is left out does not narrow."""

    states: tuple[int, ...] = ()
    procedure: str = ""
    text: str = ""
    accepted_from: datetime | None = None
    accepted_until: datetime | None = None
    due_from: datetime | None = None
    due_until: datetime | None = None
    open_only: bool = False
    below_level: int | None = None
    troubled_only: bool = False  # in conflict, waiting or refused by the province


class TodayCounts(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of the screen Hôm nay."""

    received_today: int = 0
    returned_today: int = 0
    due_today: int = 0
    overdue: int = 0
    due_soon: int = 0  # within three days, today left out
    waiting_supplement: int = 0
    results_to_return: int = 0
    in_progress: int = 0
    troubled: int = 0
    waiting_to_be_sent: int = 0


class KnownPerson(msgspec.Struct, frozen=True):
    """Somebody who was here before, as last written down."""

    dossier: str
    part: str  # "owner" or "submitter"
    person: dict[str, object]
