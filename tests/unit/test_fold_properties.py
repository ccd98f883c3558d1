"""Any acts of any PCs in any order of arrival: the fold stays honest.

Seen to fail when an act applies without knowing of the last one, when the loser of a conflict is
discarded, when `seen` is ignored, when waiting is ignored (the last tests here do just that).
"""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from app.domain.dossier import State
from app.domain.events import (
    ContactChanged,
    FieldChanged,
    Payload,
)
from app.domain.fold import fold
from app.domain.fold.judging import Told
from app.domain.fold.merging import Fields
from app.domain.fold.placing import _Placer
from app.domain.fold.story import Story
from tests.helpers.dossiers import (
    MORNING,
    History,
    a_history,
)
from tests.helpers.fold_model import Broken, check
from tests.helpers.plays import CALM, SAYINGS, SCRIPTS, Script, play


@given(SCRIPTS, st.randoms(use_true_random=False))
@CALM
def test_the_order_of_arrival_at_this_pc_never_matters(script: Script, chance: Any) -> None:
    events = play(script)
    expected = fold(events)
    shuffled = [*events, *events[:3]]
    chance.shuffle(shuffled)
    assert fold(shuffled) == expected


@given(SCRIPTS)
@CALM
def test_every_event_is_accounted_for_and_nothing_is_overwritten_silently(script: Script) -> None:
    events = play(script)
    check(events, fold(events))


@given(SCRIPTS)
@CALM
def test_placed_events_never_move(script: Script) -> None:
    """The log only grows: what was placed before stays the beginning of what is placed now."""
    events = [event for event in play(script) if event.position is not None]
    events.sort(key=lambda event: event.position or 0)
    before: list[str] = []
    for end in range(1, len(events) + 1):
        now = [entry.id for entry in fold(events[:end]).timeline]
        assert now[: len(before)] == before
        before = now


_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


_PLAIN = st.recursive(
    st.integers(-(2**62), 2**62) | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=6,
)
_FIELDS = st.sampled_from(
    [
        "procedure",
        "submitter",
        "promise",
        "changes",
        "subject",
        "upheld",
        "value",
        "state",
        "to",
        "device",
        "epoch",
        "first",
        "last",
        "conflict",
        "reason",
        "missing",
        "results",
        "receiver",
        "text",
    ]
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted({said.kind for said in SAYINGS} | {"office.conflict_settled"}))
            | st.sampled_from(["office.gap_declared_lost", "province.erased", "office.xyz", "x"]),
            st.dictionaries(_FIELDS, _PLAIN, max_size=5),
            st.sampled_from(["clerk", "leader", "province", "không ai"]),
            st.integers(1, 2),
        ),
        max_size=6,
    )
)
@CALM
def test_any_payload_of_any_kind_is_answered_and_none_raises(said: list[Any]) -> None:
    history = a_history(State.PROCESSING)
    for kind, payload, role, version in said:
        history.tells("quầy 2", kind, payload, role=role, v=version)
    dossier = history.fold()
    assert len(dossier.timeline) == len(history.events)


@given(st.permutations(range(4)), st.lists(st.integers(0, 9), min_size=4, max_size=4, unique=True))
@CALM
def test_acts_that_do_not_touch_each_other_commute(
    order: Sequence[int], minutes: list[int]
) -> None:
    history = a_history()
    base = history.events[:1]
    sayings = (
        ContactChanged(phone="0900000007"),
        ContactChanged(phone="0900000008"),
        FieldChanged(changes={"parcel": "Thửa 1"}),
        FieldChanged(changes={"owner.name": "Vàng A Páo"}),
    )
    for minute, pc, said in zip(minutes, "abcd", sayings, strict=True):
        history.says(pc, said, seen=base, ordered=False, at=MORNING + minute)
    unordered = history.events[1:]
    expected = _values(history)
    history.order(*(unordered[at] for at in order))
    assert _values(history) == expected
    assert not history.fold().conflicts


@given(
    st.permutations(range(3)),
    st.lists(st.sampled_from(SAYINGS[3:12]), min_size=3, max_size=3, unique=True),
)
@CALM
def test_acts_that_exclude_each_other_are_in_a_conflict_in_every_order(
    order: Sequence[int], sayings: list[Payload]
) -> None:
    history = a_history(State.PROCESSING)
    base = history.events[-1:]
    acts = [
        history.says(pc, said, seen=base, ordered=False)
        for pc, said in zip("abc", sayings, strict=True)
    ]
    history.order(*(acts[at] for at in order))
    dossier = history.fold()
    aside = {side.event for conflict in dossier.conflicts for side in conflict.set_aside}
    assert len(aside & {str(act.id) for act in acts}) >= 2


def _values(history: History) -> tuple[Any, ...]:
    dossier = history.fold()
    return dossier.submitter, dossier.owner, dossier.parcel, dossier.state


def _applies_blindly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Acts merge by last write wins."""
    monkeypatch.setattr(Story, "knows_the_last_act", lambda *_: True)


def _discards_the_loser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A value that lost is forgotten."""
    monkeypatch.setattr(Fields, "_set_aside", lambda *_: None)


def _ignores_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody is taken to have seen everything before."""
    monkeypatch.setattr(Told, "closure", property(lambda told: told.bit - 1, lambda *_: None))


def _never_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """An event is placed although what it builds on is not here."""
    monkeypatch.setattr(_Placer, "_is_here", lambda *_: True)


@pytest.mark.parametrize(
    "breaking", [_applies_blindly, _discards_the_loser, _ignores_seen, _never_waits]
)
def test_the_model_notices_a_broken_fold(
    breaking: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch)

    def is_noticed(script: Script) -> bool:
        events = play(script)
        try:
            check(events, fold(events))
        except Broken:
            return True
        return False

    try:
        found = find(
            SCRIPTS,
            is_noticed,
            settings=settings(
                derandomize=True, max_examples=2000, deadline=None, phases=[Phase.generate]
            ),
        )
    except NoSuchExample:
        pytest.fail("a broken fold went unnoticed")
    assert found.doings
