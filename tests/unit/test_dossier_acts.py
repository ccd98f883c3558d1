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
    Extended,
    Fee,
    FeeLine,
    FeeTaken,
    FeeTiming,
    LateEntry,
    Payload,
    Receiver,
    ReceptionCorrected,
    Returned,
    SupplementReceived,
    Withdrawn,
)
from app.domain.events.parts import NO_DATE, PaperStanding
from app.domain.states import ALLOWED
from tests.helpers.dossiers import (
    DAY,
    MORNING,
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
    an_import,
)

_MISSING = a_paper("Tờ khai", standing=PaperStanding.MISSING, originals=0)
_LATER = a_promise(due=MORNING + 3 * DAY)
_FIRST_OF_DECEMBER = date(2026, 12, 1)

# Each act, said in a state that allows it, and the kind of event that it answers with.
ACTS: list[tuple[State, Callable[[Dossier], Payload], str]] = [
    (State.NOT_HERE, lambda d: d.register(a_registered()), "office.registered"),
    (State.NOT_HERE, lambda d: d.receive(a_received()), "office.received"),
    (State.NOT_HERE, lambda d: d.take_over(an_import()), "office.imported"),
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
    (State.ACCEPTED, lambda d: d.withdraw(Withdrawn(reason="dân xin rút")), "office.withdrawn"),
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
            lambda: dossier.withdraw(Withdrawn(reason="x", fee_returned=-5)),
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


def _code(act: Callable[[], object]) -> str:
    with pytest.raises(RuleViolation) as no:
        act()
    return no.value.code
