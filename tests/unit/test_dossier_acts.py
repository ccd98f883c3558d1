"""A dossier answers each act with what is to be recorded, or says why not."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import msgspec
import pytest

from app.domain.dossier import Act, Dossier, State
from app.domain.errors import RuleViolation
from app.domain.events import (
    Authorisation,
    ContactChanged,
    Extended,
    Fee,
    FeeLine,
    FeeTaken,
    FeeTiming,
    Forwarded,
    LateEntry,
    Payload,
    Receiver,
    ReceptionCorrected,
    Returned,
    SlipForm,
    SlipPrinted,
    SupplementReceived,
)
from app.domain.events.parts import NO_DATE, PaperStanding
from app.domain.history import ACT
from app.domain.states import ALLOWED
from tests.helpers.dossiers import (
    DAY,
    MORNING,
    History,
    a_dossier,
    a_history,
    a_paper,
    a_person,
    a_promise,
    a_received,
    a_recipient,
    a_registered,
    a_result,
    a_return,
)

_MISSING = a_paper("Tờ khai", standing=PaperStanding.MISSING, originals=0)
_LATER = a_promise(due=MORNING + 3 * DAY)
_FIRST_OF_DECEMBER = date(2026, 12, 1)

# Each act, said in a state that allows it, and the kind of event that it answers with.
ACTS: list[tuple[State, Callable[[Dossier], Payload], str]] = [
    (State.NOT_HERE, lambda d: d.register(a_registered()), "office.registered"),
    (State.NOT_HERE, lambda d: d.receive(a_received()), "office.received"),
    (State.REGISTERED, lambda d: d.receive(a_received()), "office.received"),
    (
        State.ACCEPTED,
        lambda d: d.correct_reception(ReceptionCorrected(reason="nhầm thủ tục")),
        "office.reception_corrected",
    ),
    (
        State.PROCESSING,
        lambda d: d.request_supplement(["Tờ khai"], "chưa nộp", close_after=_FIRST_OF_DECEMBER),
        "office.supplement_requested",
    ),
    (
        State.SUPPLEMENT,
        lambda d: d.receive_supplement(SupplementReceived(brought=("Tờ khai",), promise=_LATER)),
        "office.supplement_received",
    ),
    (State.REGISTERED, lambda d: d.refuse("không thuộc thẩm quyền"), "office.refused"),
    (
        State.SUPPLEMENT,
        lambda d: d.close_unsupplemented("quá 15 ngày", _FIRST_OF_DECEMBER),
        "office.closed_unsupplemented",
    ),
    (State.ACCEPTED, lambda d: d.forward(a_recipient()), "office.forwarded"),
    (
        State.PROCESSING,
        lambda d: d.ask_financial_duty("thuế", 200_000),
        "office.financial_duty_asked",
    ),
    (
        State.FINANCIAL_DUTY,
        lambda d: d.meet_financial_duty("biên lai 7"),
        "office.financial_duty_met",
    ),
    (State.PROCESSING, lambda d: d.pause("chờ xác minh"), "office.paused"),
    (State.STOPPED, lambda d: d.resume("đã xác minh"), "office.resumed"),
    (State.PROCESSING, lambda d: d.extend(_LATER, "chờ ý kiến"), "office.extended"),
    (State.PROCESSING, lambda d: d.record_result(a_result().results), "office.result_recorded"),
    (State.DONE, lambda d: d.return_result(a_return()), "office.returned"),
    (State.ACCEPTED, lambda d: d.withdraw("dân xin rút"), "office.withdrawn"),
    (State.ACCEPTED, lambda d: d.change_contact(phone="0900000009"), "office.contact_changed"),
    (
        State.ACCEPTED,
        lambda d: d.change_fields({"submitter.name": "Lò Thị Pành"}, "gõ nhầm"),
        "office.field_changed",
    ),
    (State.ACCEPTED, lambda d: d.take_fee(FeeTaken(amount=8000)), "office.fee_taken"),
    (State.ACCEPTED, lambda d: d.add_note("gọi trưởng bản"), "office.note_added"),
    (State.ACCEPTED, lambda d: d.enter_by_hand(" H35.12-261124-0007 "), "office.entered_by_hand"),
    (State.ACCEPTED, lambda d: d.give_code("H35.12-261124-0007"), "province.code_given"),
    (State.ACCEPTED, lambda d: d.record(), "province.recorded"),
    (State.ACCEPTED, lambda d: d.refuse_record("thiếu mã"), "province.record_refused"),
    (State.ACCEPTED, lambda d: d.report_state(State.PROCESSING), "province.state_reported"),
]


@pytest.mark.parametrize(("state", "act", "kind"), ACTS, ids=[kind for _, _, kind in ACTS])
def test_an_act_answers_with_what_is_to_be_recorded(
    state: State, act: Callable[[Dossier], Payload], kind: str
) -> None:
    assert act(a_dossier(state)).kind == kind


@pytest.mark.parametrize(("state", "act", "kind"), ACTS, ids=[kind for _, _, kind in ACTS])
def test_an_act_is_refused_where_the_state_does_not_allow_it(
    state: State, act: Callable[[Dossier], Payload], kind: str
) -> None:
    asked = act(a_dossier(state)).act
    for other in [other for other in State if asked not in ALLOWED[other]]:
        assert _code(partial(act, a_dossier(other))) == "act_not_allowed"


@pytest.mark.parametrize(("state", "act", "kind"), ACTS, ids=[kind for _, _, kind in ACTS])
def test_nothing_is_done_to_a_dossier_that_a_newer_program_wrote(
    state: State, act: Callable[[Dossier], Payload], kind: str
) -> None:
    assert _code(lambda: act(a_dossier(state, read_only=True))) == "dossier_read_only"


def test_what_is_offered_now_is_what_is_not_refused() -> None:
    dossier = a_dossier(State.SUPPLEMENT)
    assert Act.RECEIVE_SUPPLEMENT in dossier.allowed()
    assert Act.RECEIVE not in dossier.allowed()
    assert not a_dossier(read_only=True).allowed()


def test_what_was_only_registered_is_accepted_once_the_rest_is_brought() -> None:
    history = a_history(State.REGISTERED)
    history.says("quầy 1", history.fold().request_supplement(["Tờ khai"], "chưa nộp"))
    assert Act.RECEIVE in history.fold().allowed()
    history.says("quầy 1", history.fold().receive(a_received()))
    assert history.fold().state is State.ACCEPTED
    assert _code(lambda: history.fold().receive(a_received())) == "act_not_allowed"


def _receive(**changes: Any) -> Callable[[], Payload]:
    return lambda: Dossier(id="").receive(a_received(**changes))


def _correct(**changes: Any) -> Callable[[], Payload]:
    said = ReceptionCorrected(**({"reason": "nhầm"} | changes))
    return lambda: a_dossier().correct_reception(said)


def _refusing(dossier: Dossier) -> dict[str, list[Callable[[], Payload]]]:
    """What the rules refuse, by code."""
    processing, waiting = a_dossier(State.PROCESSING), a_dossier(State.SUPPLEMENT)
    done = a_dossier(State.DONE)
    stranger = Receiver(name="Vàng A Páo")
    return {
        "number_missing": [_receive(number=" "), lambda: dossier.give_code(" ")],
        "papers_missing": [
            _receive(papers=(a_paper(), _MISSING)),
            _correct(papers=(_MISSING,)),
            lambda: waiting.receive_supplement(
                SupplementReceived(brought=("x",), papers=(_MISSING,))
            ),
        ],
        "limit_missing": [
            _receive(promise=a_promise(due=None)),
            _correct(promise=a_promise(due=None)),
            lambda: waiting.receive_supplement(
                SupplementReceived(brought=("x",), promise=a_promise(due=None))
            ),
        ],
        "due_before_acceptance": [_receive(promise=a_promise(due=MORNING - 1))],
        "money_negative": [
            _receive(fee=Fee(amount=-1)),
            _receive(fee=Fee(amount=1, lines=(FeeLine(name="x", amount=-1),))),
            _correct(fee=Fee(amount=-1)),
            lambda: dossier.take_fee(FeeTaken(amount=-1)),
            lambda: processing.ask_financial_duty("thuế", -5),
            lambda: dossier.withdraw("x", fee_returned=-5),
        ],
        "exempt_yet_charged": [
            _receive(fee=Fee(amount=1, timing=FeeTiming.EXEMPT, exemption="hộ nghèo"))
        ],
        "exemption_without_ground": [_receive(fee=Fee(amount=0, timing=FeeTiming.EXEMPT))],
        "authorisation_missing": [
            _receive(owner=a_person("Vàng A Páo")),
            _receive(owner=a_person("Vàng A Páo"), authorisation=Authorisation()),
        ],
        "late_reason_missing": [_receive(late=LateEntry(reason=" "))],
        "person_name_missing": [
            _receive(submitter=a_person(" ")),
            _receive(owner=a_person(""), authorisation=Authorisation(why_none="mẹ")),
            _correct(submitter=a_person("")),
            lambda: Dossier(id="").register(a_registered(submitter=a_person(""))),
        ],
        "procedure_name_missing": [
            _receive(procedure=msgspec.structs.replace(a_received().procedure, name=" "))
        ],
        "reason_missing": [
            _correct(reason=" "),
            lambda: dossier.request_supplement(["Tờ khai"], " "),
            lambda: dossier.refuse(""),
            lambda: waiting.close_unsupplemented("", _FIRST_OF_DECEMBER),
            lambda: dossier.add_note("  "),
            lambda: dossier.change_fields({"request": "x"}, ""),
        ],
        "supplement_list_empty": [
            lambda: dossier.request_supplement([" "], "x"),
            lambda: waiting.receive_supplement(SupplementReceived(brought=())),
        ],
        "recipient_missing": [lambda: dossier.forward(a_recipient(" "))],
        "extension_not_later": [
            lambda: processing.extend(a_promise(), "x"),
            lambda: processing.extend(a_promise(due=None, rule=NO_DATE), "x"),
        ],
        "result_missing": [lambda: processing.record_result([])],
        "receiver_missing": [lambda: done.return_result(a_return(" "))],
        "receiver_authorisation_missing": [lambda: done.return_result(Returned(receiver=stranger))],
        "lost_slip_needs_id": [lambda: done.return_result(a_return(slip_lost=True))],
        "nothing_changed": [
            dossier.change_contact,
            lambda: dossier.change_fields({}, "x"),
        ],
        "field_not_changeable": [
            lambda: dossier.change_fields({"accepted_at": 1}, "x"),
            lambda: dossier.change_fields({"shoe_size": 41}, "x"),
        ],
        "value_unreadable": [
            lambda: dossier.change_fields({"submitter.sex": "x"}, "x"),
            lambda: dossier.change_fields({"sets": "hai"}, "x"),
            lambda: dossier.change_fields({"submitter.name": ""}, "x"),
        ],
        "money_missing": [lambda: dossier.take_fee(FeeTaken(amount=0))],
        "receipt_number_incomplete": [lambda: dossier.take_fee(FeeTaken(amount=1, series="AA/26"))],
        "no_such_conflict": [lambda: dossier.settle("0" * 32)],
        "nothing_waits_for_it": [lambda: dossier.declare_lost("AAAAAAAAAA:AAAA:1", "x")],
        "act_not_allowed": [lambda: dossier.report_state(State.RETURNED)],
    }


@pytest.mark.parametrize("code", sorted(_refusing(Dossier(id=""))))
def test_the_rules_say_no_by_their_own_code(code: str) -> None:
    for saying in _refusing(a_dossier())[code]:
        assert _code(saying) == code


def test_no_date_is_said_on_purpose_only() -> None:
    promise = a_promise(due=None, rule=NO_DATE)
    assert Dossier(id="").receive(a_received(promise=promise)).promise.due is None


def test_a_supplement_need_not_bring_a_new_date() -> None:
    said = SupplementReceived(brought=("Tờ khai",))
    assert a_dossier(State.SUPPLEMENT).receive_supplement(said) == said


def test_a_correction_may_change_everything_or_nothing_but_the_reason() -> None:
    whole = ReceptionCorrected(
        reason="nhầm người",
        submitter=a_person("Lò Văn Tính"),
        promise=a_promise(),
        fee=Fee(amount=0),
    )
    assert a_dossier().correct_reception(whole) == whole


def test_an_owner_who_is_the_submitter_needs_no_authorisation() -> None:
    assert Dossier(id="").receive(a_received(owner=a_person())).owner == a_person()


def test_an_owner_s_representative_shows_a_paper_or_the_law() -> None:
    for right in (Authorisation(paper="Giấy ủy quyền"), Authorisation(why_none="con nộp thay mẹ")):
        said = a_received(owner=a_person("Vàng A Páo"), authorisation=right)
        assert Dossier(id="").receive(said).authorisation == right


def test_a_late_entry_says_why() -> None:
    said = a_received(late=LateEntry(reason="mất điện", paper_number="07"))
    assert Dossier(id="").receive(said) == said


def test_a_dossier_is_closed_only_when_the_time_to_answer_is_over() -> None:
    history = a_history()
    asked = history.fold().request_supplement(["x"], "y", close_after=_FIRST_OF_DECEMBER)
    history.says("quầy 1", asked)
    dossier = history.fold()
    assert _code(lambda: dossier.close_unsupplemented("quá hạn", date(2026, 11, 30))) == (
        "supplement_time_left"
    )
    assert dossier.close_unsupplemented("quá hạn", _FIRST_OF_DECEMBER).reason == "quá hạn"


def test_a_dossier_without_a_closing_day_is_closed_by_the_officer_s_word() -> None:
    bare = Dossier(id="", state=State.SUPPLEMENT)
    assert bare.close_unsupplemented("quá hạn", _FIRST_OF_DECEMBER).reason == "quá hạn"


def test_a_dossier_is_appointed_anew_once_at_most() -> None:
    extended = a_dossier(State.PROCESSING, Extended(promise=_LATER, reason="chờ ý kiến"))
    further = a_promise(due=MORNING + 9 * DAY)
    assert _code(lambda: extended.extend(further, "lại chờ")) == "extended_already"
    assert Act.EXTEND not in extended.allowed()


def test_a_dossier_without_a_date_can_be_given_one() -> None:
    open_end = a_dossier(State.PROCESSING, promise=a_promise(due=None, rule=NO_DATE))
    assert open_end.extend(_LATER, "chờ ý kiến").promise == _LATER


def test_the_submitter_the_owner_or_somebody_entitled_takes_the_result() -> None:
    done = a_dossier(State.DONE, owner=a_person("Vàng A Páo"))
    entitled = (
        Receiver(name="lò thị pản"),
        Receiver(name="Vàng A Páo"),
        Receiver(name="Sùng Thị Dợ", relation="vợ"),
        Receiver(name="Sùng Thị Dợ", authorisation=Authorisation(paper="Giấy ủy quyền")),
    )
    for receiver in entitled:
        assert done.return_result(Returned(receiver=receiver)).receiver == receiver


def test_who_lost_the_slip_shows_an_id() -> None:
    said = a_return(slip_lost=True, id_checked=True)
    assert a_dossier(State.DONE).return_result(said) == said


def test_a_failed_print_is_repeated_as_the_same_copy() -> None:
    dossier = a_dossier(State.ACCEPTED, _slip(confirmed=False))
    assert dossier.print_slip(_slip(confirmed=True)).copy == 1


def test_a_real_reprint_has_its_number_and_its_reason() -> None:
    dossier = a_dossier(State.ACCEPTED, _slip(confirmed=True))
    assert dossier.next_copy(SlipForm.RECEIPT, _OF) == 2
    assert _code(lambda: dossier.print_slip(_slip(copy=1))) == "copy_number_wrong"
    assert _code(lambda: dossier.print_slip(_slip(copy=2))) == "reprint_reason_missing"
    assert dossier.print_slip(_slip(copy=2, reason="rách")).copy == 2


def test_an_event_that_others_wait_for_can_be_declared_lost() -> None:
    history = a_history()
    unsent = history.says("quầy 2", Forwarded(to=a_recipient()))
    history.says("quầy 1", a_result(), seen=[unsent])
    history.events.remove(unsent)
    said = history.fold().declare_lost(str(unsent.id), "máy hỏng")
    assert (said.device, said.first, said.last) == (unsent.id.device, unsent.id.n, unsent.id.n)


def test_a_conflict_is_settled_once_both_sides_are_ordered() -> None:
    history = _two_names()
    conflict = history.fold().conflicts[0]
    assert _code(lambda: history.fold().settle(conflict.id)) == "conflict_not_ordered"
    history.order()
    conflict = history.fold().conflicts[0]
    assert history.fold().settle(conflict.id).state is None
    assert _code(lambda: history.fold().settle("khác")) == "no_such_conflict"
    assert history.fold().settle(conflict.id, value="Lò Thị Pà").value == "Lò Thị Pà"


def test_a_settlement_upholds_a_side_or_says_a_value_that_fits() -> None:
    history = _two_names()
    history.order()
    dossier = history.fold()
    conflict = dossier.conflicts[0]
    aside = conflict.set_aside[0].event
    assert dossier.settle(conflict.id, upheld=[aside]).upheld == (aside,)
    assert _code(lambda: dossier.settle(conflict.id, upheld=["AAAAAAAAAA:AAAA:1"])) == "not_a_side"
    assert _code(lambda: dossier.settle(conflict.id, value="")) == "value_unreadable"
    assert _code(lambda: dossier.settle(conflict.id, upheld=[aside], value="x")) == (
        "value_unreadable"
    )


def test_only_one_value_of_a_field_can_be_upheld() -> None:
    history = _two_names()
    history.says("quầy 3", _named("Lò Thị Pòn"), seen=history.events[:1], ordered=False)
    history.order()
    dossier = history.fold()
    both = [side.event for side in dossier.conflicts[0].set_aside]
    assert _code(lambda: dossier.settle(dossier.conflicts[0].id, upheld=both)) == "not_a_side"


def test_settling_acts_says_the_state_that_results() -> None:
    history = a_history()
    received = history.events
    history.says("quầy 1", Forwarded(to=a_recipient()))
    history.says("quầy 2", history.fold().withdraw("xin rút"), seen=received[:1])
    dossier = history.fold()
    conflict = dossier.conflicts[0]
    assert conflict.subject == ACT
    assert dossier.settle(conflict.id).state == State.PROCESSING
    upheld = [conflict.set_aside[0].event]
    assert dossier.settle(conflict.id, upheld=upheld).state == State.WITHDRAWN
    assert _code(lambda: dossier.settle(conflict.id, value="7")) == "value_unreadable"


def test_a_telephone_can_be_removed() -> None:
    dossier = a_dossier(State.ACCEPTED, ContactChanged(phone="", email="pan@example.vn"))
    assert dossier.submitter is not None
    assert (dossier.submitter.phone, dossier.submitter.email) == (None, "pan@example.vn")


_OF = str(a_history().events[0].id)


def _slip(**changes: Any) -> SlipPrinted:
    values: dict[str, Any] = {"form": SlipForm.RECEIPT, "of": _OF, "printed_at": MORNING}
    return SlipPrinted(**(values | changes))


def _named(name: str) -> Payload:
    return a_dossier().change_fields({"submitter.name": name}, "gõ nhầm")


def _two_names() -> History:
    """Two officers mend the name without knowing of each other; nothing is ordered yet."""
    history = a_history()
    received = history.events[:1]
    history.says("quầy 1", _named("Lò Thị Pán"), seen=received, ordered=False)
    history.says("quầy 2", _named("Lò Thị Pàn"), seen=received, ordered=False)
    return history


def _code(act: Callable[[], object]) -> str:
    with pytest.raises(RuleViolation) as no:
        act()
    return no.value.code
