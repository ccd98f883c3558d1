"""What a dossier's history shows: the timeline, conflicts, what waits, what was set aside."""

from enum import StrEnum
from typing import Final, NamedTuple

import msgspec

from app.domain.events import Gone, Payload, SlipPrinted, Unknown, Unreadable
from app.domain.states import State
from sync.protocol.event import Seen

ACT = "act"  # subject of a conflict between acts; every other subject is a field

Said = Payload | Unknown | Unreadable | Gone


class DossierVersion(NamedTuple):
    """The history that a screen showed; becomes the `seen` of the act that follows from it."""

    id: str
    heads: tuple[Seen, ...] = ()


class Outcome(StrEnum):
    """What became of an event; there is no fifth."""

    APPLIED = "applied"
    WAITING = "waiting"  # chờ dữ liệu trước đó
    CONFLICT = "conflict"  # waits for a person beside another value
    SET_ASIDE = "set_aside"  # kept with a reason, changes nothing


class Aside(StrEnum):
    """Why an event or a value changes nothing."""

    NOT_CERTIFIED = "not_certified"  # the device's certificate does not allow this prefix
    REVOKED = "revoked"  # above the head at which the device was revoked
    ROLE = "role"  # this role may not do that
    NEWER_PROGRAM = "newer_program"  # a kind or version that this program cannot read
    UNREADABLE = "unreadable"  # the payload does not say what its kind says
    NOT_OF_A_DOSSIER = "not_of_a_dossier"  # a kind that is about something else
    FORK = "fork"  # another event has the same name and stands
    IMMUTABLE = "immutable"  # would change what never changes
    UNKNOWN_FIELD = "unknown_field"
    SIDES_NOT_ORDERED = "sides_not_ordered"  # settled before both sides were ordered
    NO_SUCH_CONFLICT = "no_such_conflict"  # settled already (the first stands), or never was
    SETTLED_OTHERWISE = "settled_otherwise"  # a person decided for the other side
    DONE_TO_SINCE = "done_to_since"  # an import taken back of what somebody had worked on
    ERASED = "erased"  # the content is gone; nothing to apply


GRAVE: Final = frozenset({Aside.NOT_CERTIFIED, Aside.REVOKED, Aside.ROLE, Aside.UNREADABLE})
"""Reasons that no honest program gives cause for: somebody's work may be missing, or somebody
wrote who should not; a person must look."""


class TimelineEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One event as the history shows it; `at` is when it was recorded, `eff` when it happened.

    `state` is the dossier's state after it; `position` is None until the province ordered it.
    """

    id: str
    kind: str
    at: int
    clk: str
    by: str
    role: str
    outcome: Outcome
    state: State
    said: Said
    eff: int | None = None
    position: int | None = None
    reason: Aside | None = None
    files: tuple[str, ...] = ()

    @property
    def happened_at(self) -> int:
        """When it really happened (UTC milliseconds)."""
        return self.at if self.eff is None else self.eff

    @property
    def is_late(self) -> bool:
        """Recorded at another moment than it happened."""
        return self.eff is not None and self.eff != self.at

    @property
    def device(self) -> str:
        """The PC that recorded it."""
        return self.id.partition(":")[0]


class Side(msgspec.Struct, frozen=True, omit_defaults=True):
    """One of the values or acts that contradict each other, and who said it.

    `event` is empty for a value that no event of this dossier wrote; `value` is what it says, for
    an act its kind.
    """

    event: str
    value: object
    by: str
    role: str
    at: int
    clk: str
    eff: int | None = None
    position: int | None = None
    state: State | None = None  # where this act would lead


class Conflict(msgspec.Struct, frozen=True, omit_defaults=True):
    """Values or acts made without knowledge of each other; waits for a person, blocks nothing.

    `id` is the same on every PC; `subject` is a field of `app.domain.policy` or "act".
    """

    id: str
    subject: str
    stands: Side
    set_aside: tuple[Side, ...]
    printed: tuple[SlipPrinted, ...] = ()  # slips of acts set aside: "đã in phiếu ..."

    @property
    def is_ordered(self) -> bool:
        """Both sides have their place in the province's order; only then it can be settled."""
        return all(side.position is not None for side in (self.stands, *self.set_aside))


class Settled(msgspec.Struct, frozen=True, omit_defaults=True):
    """A conflict that a person decided."""

    conflict: Conflict
    by: str
    at: int
    event: str


class Waiting(msgspec.Struct, frozen=True, omit_defaults=True):
    """An event whose earlier history is not here yet (chờ dữ liệu trước đó)."""

    id: str
    kind: str
    by: str
    at: int
    missing: tuple[str, ...]  # ids that it builds on


class SetAside(msgspec.Struct, frozen=True, omit_defaults=True):
    """An event, or one field of it, that changes nothing, and why; stays for a person to see."""

    id: str
    kind: str
    reason: Aside
    by: str
    at: int
    field: str | None = None
