"""The ten official states and the acts between them."""

import pytest

from app.domain.access import TABLE, Leave, Role, acts_of
from app.domain.office_acts import OfficeAct
from app.domain.states import (
    ALLOWED,
    EDGES,
    STAGE,
    STEPS,
    TERMINAL,
    Act,
    Stage,
    State,
    refusal,
    target,
)

# The official graph as written in the office's specification, said a second time by hand.
OFFICIAL = {
    1: {2, 3, 5},
    2: {4, 5, 7, 9},
    3: set(),
    4: {5, 6, 7, 8, 9},
    5: {2, 4, 3, 7},
    6: {4, 8, 7},
    7: set(),
    8: {4, 9, 3},
    9: {10},
    10: set(),
}


def test_the_edges_are_the_official_ones() -> None:
    assert {int(a): {int(b) for b in onwards} for a, onwards in EDGES.items() if a} == OFFICIAL


@pytest.mark.parametrize("state", [state for state in State if state is not State.NOT_HERE])
def test_an_act_walks_along_an_official_edge_or_stays(state: State) -> None:
    for act in ALLOWED[state] & STEPS - {Act.REPORT_STATE}:
        for before in (State.ACCEPTED, State.PROCESSING):
            assert target(act, state, before) in EDGES[state] | {state}, act


def test_every_official_edge_can_be_walked_by_somebody() -> None:
    """But for closing a stopped dossier: only the province says that."""
    for state, onwards in EDGES.items():
        acts = ALLOWED[state] & STEPS - {Act.REPORT_STATE}
        reached = {target(act, state, State.ACCEPTED) for act in acts}
        reached |= {target(act, state, State.PROCESSING) for act in acts}
        closed = {State.NOT_ACCEPTED} if state is State.STOPPED else set()
        assert onwards <= reached | closed, state


def test_nothing_leaves_an_end() -> None:
    for state in TERMINAL:
        assert not EDGES[state]
        assert ALLOWED[state] & STEPS == {Act.REPORT_STATE}


def test_every_state_is_somebody_s_work() -> None:
    assert set(STAGE) == set(State)
    assert STAGE[State.SUPPLEMENT] is Stage.CITIZEN
    assert STAGE[State.PROCESSING] is Stage.DECIDER


@pytest.mark.parametrize(
    ("act", "state", "accepted", "extended", "code"),
    [
        (Act.RECEIVE, State.REGISTERED, False, False, None),
        (Act.RECEIVE, State.SUPPLEMENT, False, False, None),
        (Act.RECEIVE, State.SUPPLEMENT, True, False, "received_already"),
        (Act.RECEIVE_SUPPLEMENT, State.SUPPLEMENT, True, False, None),
        (Act.RECEIVE_SUPPLEMENT, State.SUPPLEMENT, False, False, "not_received_yet"),
        (Act.EXTEND, State.PROCESSING, True, False, None),
        (Act.EXTEND, State.PROCESSING, True, True, "extended_already"),
        (Act.RETURN_RESULT, State.PROCESSING, True, False, "act_not_allowed"),
    ],
)
def test_the_rules_say_why_not(
    act: Act, state: State, accepted: bool, extended: bool, code: str | None
) -> None:
    assert refusal(act, state, accepted=accepted, extended=extended) == code


def test_somebody_may_do_every_act() -> None:
    assert set(TABLE) == {*Act, *OfficeAct}
    for act, row in TABLE.items():
        assert any(leave is Leave.YES for leave in row.values()), act


def test_only_the_province_speaks_for_the_province() -> None:
    theirs = {act for act in Act if TABLE[act][Role.PROVINCE] is Leave.YES}
    assert {Act.GIVE_CODE, Act.ANSWER, Act.REPORT_STATE} <= theirs
    for role in set(Role) - {Role.PROVINCE}:
        assert not {Act.GIVE_CODE, Act.ANSWER, Act.REPORT_STATE} & acts_of(role)


def test_a_technician_touches_no_dossier() -> None:
    assert acts_of(Role.TECHNICIAN) == {Act.ADD_NOTE, Act.DECLARE_LOST}
