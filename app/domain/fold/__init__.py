"""Events in, dossier out: one pure function, the same on every PC (sync.md 3).

`judging` reads and asks who may; `placing` orders; `merging` keeps fields; `story` is what is
known so far; `steps`, `deeds` and `settling` apply one event; `showing` makes the record. Reads
nothing but events: no clock, catalogue, calendar or setting. Imports only this layer and the
envelope of `sync.protocol`.
"""

from collections.abc import Iterable

from app.domain.devices import Certificates
from app.domain.dossier import Dossier
from app.domain.events import ConflictSettled
from app.domain.fold import importing
from app.domain.fold.deeds import code_of, deed
from app.domain.fold.judging import Told, act_of
from app.domain.fold.placing import place, without_forks
from app.domain.fold.settling import conflict_id, settle
from app.domain.fold.showing import show
from app.domain.fold.steps import step
from app.domain.fold.story import Story, Verdict
from app.domain.history import Aside
from app.domain.states import STEPS, Act
from sync.protocol.event import Event

__all__ = ["conflict_id", "fold"]


def fold(events: Iterable[Event], certificates: Certificates | None = None) -> Dossier:
    """The dossier that these events make, whatever order they came in.

    Total: every event ends applied, waiting, in a conflict or set aside with a reason; none
    raises. Without `certificates` (an office that no province knows yet) any device may write.
    """
    standing, forks = without_forks(events)
    placement = place([Told(event, certificates) for event in standing], forks)
    story = Story()
    for told in placement.placed:
        _tell(story, told)
    return show(_entity(standing), story, placement)


def _tell(story: Story, told: Told) -> None:
    """Apply one event and note what came of it."""
    reason = told.objection
    if reason is None:
        if code := code_of(told.said):
            story.codes[code] = None
        story.files.update(dict.fromkeys(told.event.envelope.f))
        importing.give_way(story, told)
        reason = _apply(story, told)
    story.verdicts.append(Verdict(told, reason, story.state))


def _apply(story: Story, told: Told) -> Aside | None:
    """Total: what makes no sense here answers with a reason or becomes a conflict."""
    act = act_of(told.said)
    if act is not None and act in STEPS:
        return step(story, told, act)
    if isinstance(told.said, ConflictSettled):
        return settle(story, told, told.said)
    if act is Act.WITHDRAW_IMPORT:
        return importing.withdraw(story, told)
    return deed(story, told)


def _entity(events: list[Event]) -> str:
    """The dossier's id; of several (there is one in any sound log) the smallest."""
    return min((event.envelope.e for event in events), default="")
