"""Conflicts: derived the same on every PC, settled by a person."""

import hashlib
from collections.abc import Iterable, Sequence

from app.domain.events import ConflictSettled, SlipPrinted
from app.domain.fold.judging import Told
from app.domain.fold.merging import Other
from app.domain.fold.steps import take_effect
from app.domain.fold.story import AsideAct, Story
from app.domain.history import ACT, Aside, Conflict, Settled, Side
from app.domain.policy import is_changeable, is_sound
from app.domain.states import State


def conflict_id(entity: str, subject: str, smallest: str) -> str:
    """The name of a conflict, the same wherever it is derived."""
    return hashlib.sha256(f"{entity}\n{subject}\n{smallest}".encode()).hexdigest()[:32]


def conflict_of_acts(story: Story, entity: str) -> list[Conflict]:
    """The acts that could not apply beside the one that did; all of them make one conflict."""
    if not story.aside_acts:
        return []
    sides = tuple(_side_of(one.told, one.target) for one in story.aside_acts)
    conflict = Conflict(
        id=conflict_id(entity, ACT, _smallest(one.told for one in story.aside_acts)),
        subject=ACT,
        stands=_standing_act(story),
        set_aside=sides,
        printed=_printed(story, frozenset(side.event for side in sides)),
    )
    return [conflict]


def conflict_of_field(story: Story, entity: str, field: str) -> list[Conflict]:
    """The values that contradict the one that stands; one conflict at most."""
    others = story.fields.contradicting(field)
    if not others:
        return []
    cell = story.fields.cells[field]
    conflict = Conflict(
        id=conflict_id(entity, field, _smallest(other.told for other in others)),
        subject=field,
        stands=_side(cell.told, cell.value),
        set_aside=tuple(_side(other.told, other.value) for other in others),
    )
    return [conflict]


def settle(story: Story, told: Told, said: ConflictSettled) -> Aside | None:
    """Let the decision hold for what its author had seen; of two settlements the first stands."""
    if said.subject == ACT:
        return _settle_acts(story, told, said)
    return _settle_field(story, told, said)


def _settle_acts(story: Story, told: Told, said: ConflictSettled) -> Aside | None:
    """Keep what stands, or put the upheld acts in its place, in their order."""
    seen = [one for one in story.aside_acts if one.told.bit & told.closure]
    upheld = [one for one in seen if one.told.id in said.upheld]
    led_to = upheld[-1].target if upheld else story.state_seen_by(told)
    is_sound = said.state == led_to and len(upheld) == len(set(said.upheld))
    objection = _objection(story.last_act, [one.told for one in seen], is_sound=is_sound)
    if objection is not None:
        return objection
    if upheld and not story.knows_the_last_act(told):
        story.aside_acts.append(AsideAct(told, led_to))
        return None
    _close(story, told, conflict_of_acts(story, told.event.envelope.e))
    _uphold(story, told, upheld, [one for one in seen if one not in upheld])
    return None


def _uphold(
    story: Story, told: Told, upheld: Sequence[AsideAct], overruled: Sequence[AsideAct]
) -> None:
    """Apply the acts that hold after all, and let the settlement be the act to know of."""
    for one in upheld:
        take_effect(story, one.told, one.target, writer=told)
    if upheld:
        story.move(upheld[-1].target, told)
    story.overruled.update(one.told.bit for one in overruled)
    done = {one.told.bit for one in (*upheld, *overruled)}
    story.aside_acts = [one for one in story.aside_acts if one.told.bit not in done]


def _settle_field(story: Story, told: Told, said: ConflictSettled) -> Aside | None:
    """Keep the value, or write the upheld one or a new one, as the settlement's own."""
    field = said.subject
    others = story.fields.contradicting(field)
    seen = [other for other in others if other.told.bit & told.closure]
    values = _decided(said, seen)
    stands = story.fields.cells.get(field)
    sides = [other.told for other in seen]
    objection = _objection(stands.told if stands else None, sides, is_sound=values is not None)
    if objection is not None:
        return objection
    _close(story, told, conflict_of_field(story, told.event.envelope.e, field))
    story.fields.drop(field, seen)
    for value in values or ():
        story.write(told, field, value)
    return None


def _objection(stands: Told | None, seen: Sequence[Told], *, is_sound: bool) -> Aside | None:
    """Why a settlement cannot hold: nothing of it is open, it says nonsense, or comes too early."""
    if not seen:
        return Aside.NO_SUCH_CONFLICT
    if not is_sound:
        return Aside.UNREADABLE
    known = [*seen] if stands is None else [stands, *seen]
    is_ordered = all(side.event.position is not None for side in known)
    return None if is_ordered else Aside.SIDES_NOT_ORDERED


def _decided(said: ConflictSettled, seen: Sequence[Other]) -> list[object] | None:
    """The value that the settlement writes, none to keep what stands; None when it is nonsense."""
    if said.upheld:
        values = [other.value for other in seen if other.told.id in said.upheld]
        return values if len(values) == len(said.upheld) == 1 else None
    if said.value is None:
        return []
    fits = is_changeable(said.subject) and is_sound(said.subject, said.value)
    return [said.value or None] if fits else None


def _close(story: Story, told: Told, conflicts: Iterable[Conflict]) -> None:
    """Keep the conflict in the history with who decided it."""
    by = told.event.envelope.by
    story.settled.extend(Settled(conflict, by, told.at, told.id) for conflict in conflicts)


def _standing_act(story: Story) -> Side:
    """The act that applied last; before any, nothing at all."""
    if story.last_act is None:
        return Side(event="", value="", by="", role="", at=0, clk="ok", position=0)
    return _side_of(story.last_act, story.state)


def _side_of(told: Told, target: State) -> Side:
    """An act as one side."""
    return _side(told, told.event.envelope.k, target)


def _side(told: Told, value: object, state: State | None = None) -> Side:
    """Who said it, when, and whether the clock was right."""
    envelope = told.event.envelope
    return Side(
        event=told.id,
        value=value,
        by=envelope.by,
        role=envelope.role,
        at=envelope.at,
        clk=envelope.clk,
        eff=envelope.eff,
        position=told.event.position,
        state=state,
    )


def _printed(story: Story, events: frozenset[str]) -> tuple[SlipPrinted, ...]:
    """Slips that tell of acts set aside: somebody holds them."""
    return tuple(slip for slip in story.lists.get("slips", ()) if slip.of in events)


def _smallest(told: Iterable[Told]) -> str:
    """The smallest id of those set aside."""
    return str(min(one.event.id for one in told))
