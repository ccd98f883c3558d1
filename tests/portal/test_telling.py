"""What the province's system is told: once, in order, each state as itself."""

import msgspec
import pytest

from app.domain.dossier import Dossier
from app.domain.events import ContactChanged, Payload, Received, ResendAsked, SlipForm, SlipPrinted
from app.domain.provincial import Line, owed, standing
from app.domain.states import State
from app.store.projections.provincial import OwedToProvince
from app.store.records import Filter
from tests.helpers.connecting import Connected
from tests.helpers.dossiers import MORNING, a_procedure, a_received, path_to, role_for
from tests.provincial.faults import DONE_ALL_THE_SAME, Fault, Plan

SENT = [
    state for state in State if state not in {State.NOT_HERE, State.REGISTERED, State.NOT_ACCEPTED}
]


def does(world: Connected, *said: Payload, dossier: Dossier | None = None) -> Dossier:
    """The desk records these one after another; each dossier has a slip of its own."""
    desk, now = world.pc, dossier
    for one in said:
        if isinstance(one, Received) and now is None:
            slip = desk.store.reader().count(Filter()) + 1
            one = msgspec.structs.replace(one, number=f"{one.number[:-3]}{slip:03}")  # noqa: PLW2901
        by = msgspec.structs.replace(desk.officer, role=role_for(one))
        with desk.store.act(by=by) as act:
            now = act.record(
                now.id if now else act.new_id(), one, seen=now.version if now else None
            )
    assert now is not None
    return now


def at_the_desk(world: Connected, dossier: Dossier) -> Dossier:
    return world.pc.store.reader().dossier(dossier.id)


def at_the_province(world: Connected, dossier: Dossier) -> dict[str, object]:
    code = at_the_desk(world, dossier).official_code or ""
    return world.held.dossier(code)  # type: ignore[no-any-return]


def states(held: dict[str, object]) -> list[str]:
    return [row["TrangThai"] for row in held["rows"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize("state", SENT)
def test_every_state_is_told_as_itself(world: Connected, state: State) -> None:
    dossier = does(world, *path_to(state))
    assert world.passes().is_fine
    held = at_the_province(world, dossier)
    assert held["state"] == str(int(state))
    ways = [does_state.state for does_state in at_the_desk(world, dossier).timeline]
    assert states(held) == [str(int(way)) for way in ways[: len(path_to(state))]]


def test_what_nobody_has_accepted_has_no_number_and_is_not_told(world: Connected) -> None:
    does(world, *path_to(State.REGISTERED))
    refused = does(world, *path_to(State.NOT_ACCEPTED))
    done = world.passes()
    assert (done.recorded, done.refused) == (0, 0)
    assert world.held.held()["dossiers"] == []
    assert not owed(at_the_desk(world, refused))


def test_a_second_pass_says_nothing_again(world: Connected) -> None:
    does(world, *path_to(State.DONE))
    world.passes()
    before = world.held.audit()
    done = world.passes(2)
    assert (done.recorded, done.rows) == (0, 0)
    assert world.held.audit() == before


def test_each_further_act_goes_once_with_its_row(world: Connected) -> None:
    dossier = does(world, *path_to(State.ACCEPTED))
    for said in path_to(State.RETURNED)[1:]:
        world.passes()
        dossier = does(world, said, dossier=at_the_desk(world, dossier))
    world.passes()
    held = at_the_province(world, dossier)
    assert (held["state"], states(held)) == ("10", ["2", "4", "9", "10"])
    assert (held["adds"], held["updates"]) == (1, 3)


def test_what_concerns_only_the_office_is_not_told(world: Connected) -> None:
    dossier = does(world, *path_to(State.ACCEPTED))
    world.passes()
    slip = SlipPrinted(form=SlipForm.RECEIPT, of=dossier.timeline[0].id, printed_at=MORNING)
    does(world, slip, dossier=at_the_desk(world, dossier))
    assert world.passes().recorded == 0


def test_a_changed_telephone_goes_without_a_row(world: Connected) -> None:
    dossier = does(world, *path_to(State.ACCEPTED))
    world.passes()
    does(world, ContactChanged(phone="0345000777"), dossier=at_the_desk(world, dossier))
    done = world.passes()
    held = at_the_province(world, dossier)
    assert (done.recorded, done.rows, held["fields"]["SoDienThoai"]) == (1, 0, "0345000777")  # type: ignore[index]


@pytest.mark.parametrize("fault", list(Fault))
def test_whatever_answer_is_lost_everything_is_there_once(world: Connected, fault: Fault) -> None:
    """Every second request meets the fault: logins, look-ups and all."""
    dossiers = [does(world, *path_to(State.PROCESSING)) for _ in range(3)]
    script = dict.fromkeys(range(1, 200, 2), fault)
    world.held.misbehave(Plan(script=script, maintenance_requests=1))
    world.passes(5)
    world.held.misbehave(Plan())
    world.passes(2)
    for dossier in dossiers:
        held = at_the_province(world, dossier)
        assert (held["state"], states(held)) == ("4", ["2", "4"])
        assert not owed(at_the_desk(world, dossier))
    audit = world.held.audit()
    assert (audit["rows_twice"], audit["rows_out_of_order"], audit["dossiers"]) == (0, 0, 3)
    assert world.held.happened().get(fault, 0) >= 2


def test_a_lost_answer_is_looked_up_before_anything_is_sent_again(world: Connected) -> None:
    does(world, *path_to(State.PROCESSING))
    world.held.misbehave(Plan(script={5: Fault.LOST_AFTER}))
    world.passes(2)
    assert world.held.happened()[Fault.LOST_AFTER] == 1
    assert world.held.audit()["rows_twice"] == 0
    assert world.held.audit()["progress_rows"] == 2


def test_after_a_restart_the_list_of_doubts_is_there(world: Connected) -> None:
    dossier = does(world, *path_to(State.PROCESSING))
    world.held.misbehave(Plan(script={5: Fault.LOST_AFTER}))
    world.passes()
    world.restarts()
    world.passes()
    assert states(at_the_province(world, dossier)) == ["2", "4"]
    assert world.held.audit()["rows_twice"] == 0


def test_without_a_look_up_that_tells_rows_a_person_decides(world: Connected) -> None:
    dossier = does(world, *path_to(State.PROCESSING))
    world.held.tells_progress(False)
    world.held.misbehave(Plan(script={5: Fault.LOST_AFTER}))
    world.passes(2)
    now = standing(at_the_desk(world, dossier))
    assert now.refused_code == "IN_DOUBT"
    assert "Gửi lại" in now.refused
    assert world.held.audit()["rows_twice"] == 0


def test_a_refusal_reaches_the_desk_in_words_and_is_not_tried_again(world: Connected) -> None:
    outside = a_received(procedure=a_procedure(code="NGOAI-DM", name="Xác nhận việc khác"))
    dossier = does(world, outside)
    assert world.passes().refused == 1
    now = at_the_desk(world, dossier)
    assert "mã lĩnh vực" in standing(now).refused
    assert owed(now).refused
    assert world.passes().refused == 0
    rows = world.pc.store.reader().topic(OwedToProvince)
    assert rows.counts() == (0, 1)
    assert rows.refused()[0].id == dossier.id


def test_asked_to_send_again_it_is_offered_again(world: Connected) -> None:
    outside = a_received(procedure=a_procedure(code="NGOAI-DM", name="Xác nhận việc khác"))
    dossier = does(world, outside)
    world.passes()
    does(world, ResendAsked(), dossier=at_the_desk(world, dossier))
    assert not owed(at_the_desk(world, dossier)).refused
    assert world.passes().refused == 1


def test_one_that_is_refused_delays_no_other(world: Connected) -> None:
    does(world, a_received(procedure=a_procedure(code="NGOAI-DM", name="Việc khác")))
    does(world, *path_to(State.ACCEPTED))
    done = world.passes()
    assert (done.recorded, done.refused) == (1, 1)


def test_a_line_that_is_down_is_never_a_refusal(world: Connected) -> None:
    dossier = does(world, *path_to(State.ACCEPTED))
    world.held.cut()
    done = world.passes()
    assert done.line is Line.UNREACHABLE
    assert not standing(at_the_desk(world, dossier)).refused
    assert world.connector.health.now.line is Line.UNREACHABLE
    world.held.restore()
    assert world.passes().recorded == 1


def test_the_faults_that_lose_an_answer_are_among_those_tried() -> None:
    assert set(Fault) > DONE_ALL_THE_SAME
