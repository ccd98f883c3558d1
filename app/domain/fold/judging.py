"""Reading an event and asking whether it may count at all, before any order is known."""

from app.domain.access import is_permitted
from app.domain.devices import Certificates
from app.domain.events import KINDS, Erased, Gone, Payload, Unknown, Unreadable, read
from app.domain.history import Aside, Said
from app.domain.states import STEPS, Act
from sync.protocol.event import Event, Seen

# What still moves a dossier, or takes it out of the lists, when its content was erased.
_HOLD_WITHOUT_CONTENT = STEPS - {Act.REPORT_STATE} | {Act.WITHDRAW_IMPORT}


class Told:
    """One event as the fold works on it.

    `objection` is why it changes nothing whatever the state. Once placed it has its `bit`, and in
    `closure` the bits of everything that its author had seen.
    """

    __slots__ = ("at", "bit", "closure", "event", "name", "objection", "said")

    def __init__(self, event: Event, certificates: Certificates | None) -> None:
        self.event = event
        self.said: Said = read(event)
        self.name: Seen = event.seen_as
        self.objection = _objection(event, self.said, certificates)
        self.bit = 0
        self.closure = 0
        eff = event.envelope.eff
        self.at = event.envelope.at if eff is None else eff  # when it happened

    @property
    def id(self) -> str:
        """Its name, device:epoch:n."""
        return str(self.event.id)


def act_of(said: Said) -> Act | None:
    """What was done, also where the content is gone or unreadable."""
    if isinstance(said, Payload):
        return said.act
    kind = KINDS.get(said.kind)
    return kind.act if kind else None


def _objection(event: Event, said: Said, certificates: Certificates | None) -> Aside | None:
    """The first reason that holds, or None."""
    if certificates is not None and (reason := certificates.objection(event)) is not None:
        return reason
    if isinstance(said, Unknown):
        return Aside.NEWER_PROGRAM
    if isinstance(said, Unreadable):
        return Aside.UNREADABLE
    return _objection_of_a_dossier(event.envelope.role, said)


def _objection_of_a_dossier(role: str, said: Payload | Gone) -> Aside | None:
    """Is it about a dossier, from somebody who may, and still there?"""
    act = act_of(said)
    if act is None:
        return None if isinstance(said, Erased) else Aside.NOT_OF_A_DOSSIER
    if not is_permitted(role, said):
        return Aside.ROLE
    if isinstance(said, Gone) and act not in _HOLD_WITHOUT_CONTENT:
        return Aside.ERASED
    return None
