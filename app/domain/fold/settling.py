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


def conflict_of_acts(story: Story, entity: str) -> Conflict | None:
    """The acts that could not apply beside the one that did."""
    if not story.aside_acts:
        return None
    sides = tuple(_side_of(one.told, one.target) for one in story.aside_acts)
    return Conflict(
        id=conflict_id(entity, ACT, _smallest(one.told for one in story.aside_acts)),
        subject=ACT,
        stands=_standing_act(story),
        set_aside=sides,
        printed=_printed(story, frozenset(side.event for side in sides)),
    )


def conflict_of_field(story: Story, entity: str, field: str) -> Conflict | None:
    """The values that contradict the one that stands."""
    others = story.fields.contradicting(field)
    if not others:
        return None
    cell = story.fields.cells[field]
    return Conflict(
        id=conflict_id(entity, field, _smallest(other.told for other in others)),
        subject=field,
        stands=_side(cell.told, cell.value),
        set_aside=tuple(_side(other.told, other.value) for other in others),
    )


def settle(story: Story, told: Told, said: ConflictSettled) -> Aside | None:
    """Let the decision hold for what its author had seen; of two settlements the first stands."""
    if said.subject == ACT:
        return _settle_acts(story, told, said)
    return _settle_field(story, told, said)


def _settle_acts(story: Story, told: Told, said: ConflictSettled) -> Aside | None:
    """Keep what stands, or put the upheld acts in its place, in their order."""
    seen = [one for one in story.aside_acts if one.told.bit & told.closure]
    conflict = conflict_of_acts(story, told.event.envelope.e)
    if not seen or conflict is None:
        return Aside.NO_SUCH_CONFLICT
    upheld = [one for one in seen if one.told.id in said.upheld]
    led_to = upheld[-1].target if upheld else story.state
    if said.state != led_to or len(upheld) != len(set(said.upheld)):
        return Aside.UNREADABLE
    if not _are_ordered(story.last_act, [one.told for one in seen]):
        return Aside.SIDES_NOT_ORDERED
    if upheld and not story.knows_the_last_act(told):
        story.aside_acts.append(AsideAct(told, led_to))
        return None
    _close(story, told, conflict)
    _uphold(story, told, upheld, [one for one in seen if one not in upheld])
    return None


def _uphold(
    story: Story, told: Told, upheld: Sequence[AsideAct], overruled: Sequence[AsideAct]
) -> None:
    """Apply the acts that hold after all, and let the settlement be the act to know of."""
    for one in upheld:
        take_effect(story, one.told, one.target)
    if upheld:
        story.move(upheld[-1].target, told)
    else:
        story.agree(told)
    story.overruled.update(one.told.bit for one in overruled)
    done = {one.told.bit for one in (*upheld, *overruled)}
    story.aside_acts = [one for one in story.aside_acts if one.told.bit not in done]


def _settle_field(story: Story, told: Told, said: ConflictSettled) -> Aside | None:
    """Keep the value, or write the upheld one or a new one, as the settlement's own."""
    field = said.subject
    others = story.fields.contradicting(field)
    seen = [other for other in others if other.told.bit & told.closure]
    conflict = conflict_of_field(story, told.event.envelope.e, field)
    if not seen or conflict is None:
        return Aside.NO_SUCH_CONFLICT
    stands = story.fields.cells[field]
    if not _are_ordered(stands.told, [other.told for other in seen]):
        return Aside.SIDES_NOT_ORDERED
    values = _decided(said, seen, stands.value)
    if len(values) != 1:
        return Aside.UNREADABLE
    _close(story, told, conflict)
    story.fields.drop(field, seen)
    if said.upheld or said.value is not None or stands.writers & told.closure:
        story.write(told, field, values[0])
    return None


def _decided(said: ConflictSettled, seen: Sequence[Other], stands: object) -> list[object]:
    """The one value that the settlement names; none or several mean that it is unreadable."""
    if said.upheld:
        return [other.value for other in seen if other.told.id in said.upheld]
    if said.value is None:
        return [stands]
    fits = is_changeable(said.subject) and is_sound(said.subject, said.value)
    return [said.value or None] if fits else []


def _close(story: Story, told: Told, conflict: Conflict) -> None:
    """Keep the conflict in the history with who decided it."""
    envelope = told.event.envelope
    story.settled.append(Settled(conflict, envelope.by, told.at, told.id))


def _are_ordered(stands: Told | None, sides: Iterable[Told]) -> bool:
    """Has every side its position?"""
    known = [*sides] if stands is None else [stands, *sides]
    return all(side.event.position is not None for side in known)


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
