"""Cases in which a connector could double, lose or hide something; each was real once."""

from typing import Any

import msgspec
import pytest

from app.domain.events import ContactChanged, Forwarded, ResendAsked
from app.domain.provincial import Line, owed, standing
from app.domain.states import State
from app.portal.config import Config, NumberPart, ProgressPart
from app.portal.faults import Revoked
from app.portal.mapping.language import Call, Meaning
from app.store.projections.provincial import OwedToProvince
from app.usecases.synchronise import one_round
from tests.helpers.connecting import Connected, connected
from tests.helpers.dossiers import a_received, a_recipient, path_to
from tests.helpers.provincial import UNIT, online_dossier
from tests.portal.test_telling import at_the_desk, at_the_province, does, states
from tests.provincial.faults import Fault, Plan


def test_rows_that_were_taken_before_a_refusal_are_not_sent_again(world: Connected) -> None:
    dossier = does(world, *path_to(State.ACCEPTED))
    world.passes()
    does(world, Forwarded(to=a_recipient()), dossier=at_the_desk(world, dossier))
    real = world.connector._language.record

    def refused_once(content: Any, *, known: bool) -> Any:
        call = real(content, known=known)
        call.body["data"][0]["HinhThuc"] = "9"
        return call

    speaks(world, "record", refused_once)
    assert world.passes().refused == 1
    speaks(world, "record", real)
    does(world, ResendAsked(), dossier=at_the_desk(world, dossier))
    assert world.passes().recorded == 1
    held = at_the_province(world, dossier)
    assert (held["state"], states(held)) == ("4", ["2", "4"])


def test_a_lost_answer_to_a_row_and_a_change_meanwhile_double_nothing(world: Connected) -> None:
    dossier = does(world, *path_to(State.ACCEPTED))
    world.passes()
    does(world, Forwarded(to=a_recipient()), dossier=at_the_desk(world, dossier))
    world.held.misbehave(Plan(script={6: Fault.LOST_AFTER}))
    world.passes()
    does(world, ContactChanged(phone="0345000779"), dossier=at_the_desk(world, dossier))
    world.passes(2)
    assert states(at_the_province(world, dossier)) == ["2", "4"]
    assert world.held.audit()["rows_twice"] == 0


def test_a_revoked_connector_stops_and_acknowledges_nothing(world: Connected, province) -> None:
    world.passes()
    province.running.gateway.revoke(world.desk.store.device.device, "máy mất")
    world.held.comes_online(online_dossier(f"{UNIT}-261128-0301"))
    does(world, a_received())
    with pytest.raises(Revoked):
        world.passes()
    assert world.held.held()["inbound"][0]["acknowledged"] == 0
    assert world.held.audit()["added"] == 0


def test_nothing_is_told_while_the_gateway_cannot_be_reached(world: Connected, province) -> None:
    """A successor may have been admitted meanwhile."""
    does(world, a_received())
    world.passes()
    does(world, a_received())
    one_round(world.pc)
    one_round(world.desk)
    province.is_cut_off()
    done = world.connector.once()
    assert (done.recorded, done.gateway, done.is_fine) == (0, "unreachable", False)
    province.is_back()
    assert world.passes().recorded == 1


def test_a_number_is_at_the_gateway_before_anything_is_told_under_it(
    world: Connected, tmp_path, pc, province
) -> None:
    """The connector dies after the number: its successor tells under the same one."""
    dossier = does(world, a_received())
    world.held.misbehave(Plan(script={4: Fault.LOST_BEFORE, 5: Fault.LOST_BEFORE}))
    world.passes()
    code = at_the_desk(world, dossier).official_code
    assert code
    world.held.misbehave(Plan())
    with connected(tmp_path / "newer", pc, province, world.held, seed=10) as newer:
        newer.passes()
    assert at_the_desk(world, dossier).official_code == code
    assert [one["code"] for one in world.held.held()["dossiers"]] == [code]


def test_a_number_that_another_dossier_has_is_refused(world: Connected) -> None:
    first = does(world, a_received())
    world.passes()
    taken = at_the_desk(world, first).official_code or ""
    second = does(world, a_received())
    speaks(world, "number_of", lambda _result: taken)
    assert world.passes().recorded == 0
    assert standing(at_the_desk(world, second)).refused_code == "NUMBER_TAKEN"
    assert world.held.audit()["updates"] == 0


def test_without_a_told_row_a_person_looks_once_and_it_goes(world: Connected) -> None:
    """Gửi lại after IN_DOUBT means: I have looked."""
    world.config = _with(world, progress=ProgressPart())
    world.restarts()
    dossier = does(world, *path_to(State.PROCESSING))
    world.held.misbehave(Plan(script={6: Fault.LOST_BEFORE}))
    world.passes(2)
    assert standing(at_the_desk(world, dossier)).refused_code == "IN_DOUBT"
    does(world, ResendAsked(), dossier=at_the_desk(world, dossier))
    assert world.passes().recorded == 1
    assert states(at_the_province(world, dossier)) == ["2", "4"]


def test_after_a_restart_nothing_is_in_doubt_that_was_told(world: Connected) -> None:
    world.config = _with(world, progress=ProgressPart())
    world.restarts()
    dossier = does(world, *path_to(State.ACCEPTED))
    world.passes()
    world.restarts()
    does(world, Forwarded(to=a_recipient()), dossier=at_the_desk(world, dossier))
    assert world.passes().recorded == 1


def test_three_that_fail_by_themselves_keep_back_nobody(world: Connected) -> None:
    """The nearest deadlines belong to dossiers that make the province's server fall over."""
    poisoned = [does(world, a_received(request="đánh đổ")) for _ in range(3)]
    fine = [does(world, a_received()) for _ in range(3)]
    _falls_over(world)
    done = world.passes()
    assert (done.recorded, done.skipped, done.line) == (3, 3, Line.OPEN)
    assert not any(owed(at_the_desk(world, one)) for one in fine)
    assert not any(standing(at_the_desk(world, one)).refused for one in poisoned)


def test_a_code_lifts_the_refusal_for_want_of_one(world: Connected, province) -> None:
    world.config = _with(world, number=NumberPart())
    world.restarts()
    dossier = does(world, a_received())
    world.passes()
    assert standing(at_the_desk(world, dossier)).refused_code == "NO_NUMBER"
    province.gives_code(dossier.id, f"{UNIT}-261128-0555")
    world.passes()
    assert not standing(at_the_desk(world, dossier)).refused


def test_a_message_about_nobody_is_put_aside_for_a_person(world: Connected) -> None:
    code = f"{UNIT}-261128-0999"
    world.held.comes_online(online_dossier(code))
    items = [{"Loai": "BOSUNG", "MaHoSo": code, "NoiDung": "bổ sung"}]
    world.held.comes_online(*items)
    speaks(world, "inbound", _only_supplements(world))
    world.passes(19)
    assert world.connector._inbox.unplaced
    assert world.passes().inbound == 1
    assert len(world.pc.store.reader().deeds("unplaced")) == 1


def test_a_message_that_cannot_be_written_down_keeps_back_no_other(world: Connected) -> None:
    bad, good = f"{UNIT}-261128-0401", f"{UNIT}-261128-0402"
    world.held.comes_online(online_dossier(bad, ChuHoSo="A\\x00B", TrichYeuHoSo="\\ud800"))
    world.held.comes_online(online_dossier(good))
    world.passes()
    assert world.pc.store.reader().topic(OwedToProvince).dossier_of(good)


def test_a_list_that_cannot_be_heard_keeps_back_no_telling(world: Connected) -> None:
    dossier = does(world, a_received())
    speaks(world, "list_inbound", lambda _service: Call("/khong-co", {"service": "X"}))
    done = world.passes()
    assert (done.recorded, done.inbox, done.line) == (1, "not_understood", Line.OPEN)
    assert not owed(at_the_desk(world, dossier))


def test_a_refused_list_is_seen(world: Connected) -> None:
    answer = world.connector._language.answer

    def refused(status: int, body: Any, *, writes: bool) -> Any:
        told = answer(status, body, writes=writes)
        return told._replace(meaning=Meaning.REFUSED, code="-1") if "Id" in str(body) else told

    world.held.comes_online(online_dossier(f"{UNIT}-261128-0501"))
    speaks(world, "answer", refused)
    done = world.passes()
    assert (done.inbox, done.is_fine) == ("-1", False)


def speaks(world: Connected, word: str, otherwise: Any) -> None:
    """One word of the language is said or understood otherwise."""
    setattr(world.connector._language, word, otherwise)


def _with(world: Connected, **changes: Any) -> Config:
    return msgspec.structs.replace(world.config, **changes)


def _falls_over(world: Connected) -> None:
    """Whatever names this matter gets a server's error."""
    real = world.connector._language.answer
    record = world.connector._language.record
    poisoned = {"now": False}

    def remembers(content: Any, *, known: bool) -> Any:
        poisoned["now"] = "đánh đổ" in content.dossier.request
        return record(content, known=known)

    def answers(status: int, body: Any, *, writes: bool) -> Any:
        if writes and poisoned["now"]:
            return real(500, {"error_code": 0, "message": "Server Error"}, writes=writes)
        return real(status, body, writes=writes)

    speaks(world, "record", remembers)
    speaks(world, "answer", answers)


def _only_supplements(world: Connected) -> Any:
    real = world.connector._language.inbound
    return lambda result: tuple(one for one in real(result) if one.kind == "supplement")
