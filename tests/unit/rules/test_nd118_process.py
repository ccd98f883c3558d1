"""NĐ 118/2025/NĐ-CP, rule by rule: each test is named for what the article asks.

16(3)           test_a_supplement_is_asked_for_with_its_whole_list_and_reason
17(1)(c)        test_what_was_offered_is_accepted_asked_for_or_refused
17(2)           test_an_online_dossier_is_answered_within_8_working_hours
17(3)           test_the_number_comes_with_acceptance_and_not_before
17(4)           test_an_immediate_result_owes_no_slip_and_no_forwarding
18              test_papers_are_handed_on_the_same_day_or_the_next_morning
19(3)           test_a_refusal_after_acceptance_is_answered_like_a_result
19(4)           test_an_opinion_is_asked_for_with_its_time_and_answered_once
19(5)           test_a_supplement_after_appraisal_is_due_within_3_working_days
19(5)           test_a_specialist_asks_the_desk_and_the_desk_asks_the_citizen
19(5)           test_the_time_begins_anew_when_everything_was_brought
19(5)           test_a_dossier_is_closed_only_after_15_days_without_supplement
19(6)           test_the_apology_goes_out_one_working_day_before
19(6)           test_a_second_extension_is_refused
20              test_papers_of_another_authority_leave_within_a_working_day
21              test_a_citizen_may_stop_until_there_is_a_result
22              test_a_result_is_handed_over_only_once_it_is_signed
23              test_a_wrong_result_is_mended_within_3_working_days
CV 1747/UBND-NC test_an_act_on_a_stage_of_others_is_proposed (test_proposals)
QĐ 766          test_a_second_supplement_is_counted
"""

from datetime import date, timedelta

import msgspec
import pytest

from app.domain import deadline
from app.domain.deadline import Nearness
from app.domain.dossier import Dossier
from app.domain.duties import DutyKind
from app.domain.events import (
    ConsultationAnswered,
    ConsultationAsked,
    Extended,
    FeeTaken,
    Forwarded,
    IssuedPaper,
    MendedReturned,
    Payload,
    Receiver,
    Refused,
    ResultCorrected,
    ResultFaultFound,
    ResultSigned,
    SupplementReceived,
    SupplementRequested,
    Withdrawn,
)
from app.domain.procedure import Channel
from app.domain.states import Act, State
from tests.helpers.dossiers import (
    MORNING,
    a_dossier,
    a_promise,
    a_received,
    a_recipient,
    a_result,
    a_return,
)
from tests.unit.rules.asking import duty, kinds, refuses
from tests.unit.rules.office_hours import HOURS, at, milli


def test_a_supplement_is_asked_for_with_its_whole_list_and_reason() -> None:
    """Điều 16(3): một lần đầy đủ, chính xác."""
    now = a_dossier(State.ACCEPTED)
    refuses("supplement_list_empty", now.request_supplement, [" "], "thiếu")
    refuses("reason_missing", now.request_supplement, ["Tờ khai"], " ")
    asked = now.request_supplement(["Tờ khai", "Giấy chứng sinh"], "chưa nộp")
    assert asked.missing == ("Tờ khai", "Giấy chứng sinh")


def test_what_was_offered_is_accepted_asked_for_or_refused() -> None:
    """Điều 17(1)(c): Mẫu 01, 02 hoặc 03, and nothing else."""
    steps = {Act.RECEIVE, Act.REQUEST_SUPPLEMENT, Act.REFUSE}
    assert steps <= a_dossier(State.REGISTERED).allowed()
    assert Act.FORWARD not in a_dossier(State.REGISTERED).allowed()


@pytest.mark.parametrize(
    ("offered", "answered"),
    [
        ("2026-11-23T08:00", "2026-11-25T08:00"),  # the 24th is a day off
        ("2026-11-23T14:00", "2026-11-25T14:00"),
        ("2026-11-27T16:55", "2026-11-30T16:55"),  # 16:55 on a Friday
        ("2026-11-28T09:00", "2026-11-30T17:00"),  # a Saturday counts from Monday
        ("2026-02-13T16:00", "2026-02-23T16:00"),  # over Tết 2026
        ("2027-02-03T16:00", "2027-02-11T16:00"),  # over Tết 2027 (as estimated)
    ],
)
def test_an_online_dossier_is_answered_within_8_working_hours(offered: str, answered: str) -> None:
    """Điều 17(2): chậm nhất 08 giờ làm việc."""
    moment = deadline.online_answer_by(at(offered), HOURS)
    assert moment == at(answered)
    online = a_dossier(State.REGISTERED, channel=Channel.ONLINE, registered_at=milli(at(offered)))
    assert duty(online, DutyKind.ANSWER_ONLINE).due == moment


def test_a_dossier_at_the_counter_owes_no_online_answer() -> None:
    assert kinds(a_dossier(State.REGISTERED)) == []


def test_the_number_comes_with_acceptance_and_not_before() -> None:
    """Điều 17(3): sau khi được tiếp nhận, mỗi hồ sơ được cấp một mã số."""
    assert a_dossier(State.REGISTERED).number == ""
    assert a_dossier(State.ACCEPTED).number == a_received().number


def test_an_immediate_result_owes_no_slip_and_no_forwarding() -> None:
    """Điều 17(4): không phải lập giấy tiếp nhận, but it is recorded."""
    done_now = a_dossier(State.ACCEPTED, slip=False)
    assert kinds(done_now) == []


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-23T14:59", "2026-11-23T17:00"),
        ("2026-11-23T15:00", "2026-11-23T17:00"),
        ("2026-11-23T15:01", "2026-11-25T07:00"),  # the 24th is Ngày Văn hóa Việt Nam
        ("2026-11-27T16:55", "2026-11-30T07:00"),
        ("2026-11-28T09:00", "2026-11-30T07:00"),  # received in a village on a Saturday
        ("2026-08-22T09:00", "2026-08-22T17:00"),  # a Saturday that is worked for 31 August
        ("2026-02-13T15:30", "2026-02-23T07:00"),  # Friday before Tết 2026
    ],
)
def test_papers_are_handed_on_the_same_day_or_the_next_morning(received: str, due: str) -> None:
    """Điều 18: cùng ngày làm việc; sau 15 giờ: đầu giờ ngày làm việc tiếp theo."""
    assert deadline.forward_by(at(received), HOURS) == at(due)
    dossier = a_dossier(State.ACCEPTED, accepted_at=milli(at(received)))
    owed = duty(dossier, DutyKind.FORWARD)
    assert owed.due == at(due)
    assert not owed.is_late(at(due))
    assert owed.is_late(at(due) + timedelta(minutes=1))


def test_a_refusal_after_acceptance_is_answered_like_a_result() -> None:
    """Điều 19(3): trả hồ sơ, kèm lý do, recorded in 'trả kết quả'."""
    refused = a_dossier(State.ACCEPTED, Refused(reason="không đủ điều kiện"))
    assert refused.state is State.DONE
    assert a_dossier(State.REGISTERED, Refused(reason="x")).state is State.NOT_ACCEPTED


def test_an_opinion_is_asked_for_with_its_time_and_answered_once() -> None:
    """Điều 19(4): who, what, deadline, answer; a late answer is seen."""
    now = a_dossier(State.PROCESSING)
    due = milli(at("2026-11-26T17:00"))
    asked = ConsultationAsked(whom="Công an xã", what="xác nhận nơi cư trú", due=due)
    assert now.consult(asked) is asked
    refuses("nobody_named", now.consult, msgspec.structs.replace(asked, whom=" "))
    refuses("reason_missing", now.consult, msgspec.structs.replace(asked, what=""))
    waiting = a_dossier(State.PROCESSING, asked)
    (open_one,) = waiting.open_consultations
    owed = duty(waiting, DutyKind.CONSULTATION)
    assert (owed.detail, owed.due) == ("Công an xã", at("2026-11-26T17:00"))
    assert owed.is_late(at("2026-11-27T07:00"))
    answer = ConsultationAnswered(asked=open_one.event, answer="đồng ý")
    assert waiting.answer_consultation(answer) is answer
    refuses(
        "no_such_consultation",
        waiting.answer_consultation,
        ConsultationAnswered(asked="A:B:9", answer="đồng ý"),
    )
    refuses(
        "reason_missing",
        waiting.answer_consultation,
        ConsultationAnswered(asked=open_one.event, answer=" "),
    )
    answered = a_dossier(State.PROCESSING, asked, answer)
    assert answered.open_consultations == ()
    assert Act.ANSWER_CONSULTATION not in answered.allowed()
    assert kinds(answered) == []


@pytest.mark.parametrize(
    ("accepted", "due"),
    [
        ("2026-11-20T08:00", "2026-11-26T08:00"),  # the 24th is a day off
        ("2026-11-27T16:55", "2026-12-02T16:55"),
        ("2026-02-12T10:00", "2026-02-24T10:00"),  # over Tết 2026
    ],
)
def test_a_supplement_after_appraisal_is_due_within_3_working_days(accepted: str, due: str) -> None:
    """Điều 19(5): không quá 03 ngày làm việc kể từ ngày tiếp nhận."""
    moment = deadline.appraisal_supplement_by(at(accepted), HOURS)
    assert moment == at(due)


def test_a_specialist_asks_the_desk_and_the_desk_asks_the_citizen() -> None:
    """Điều 19(5): yêu cầu một cửa bổ sung -> yêu cầu công dân bổ sung."""
    now = a_dossier(State.PROCESSING)
    refuses("supplement_list_empty", now.wish_supplement, [""], "thiếu")
    refuses("reason_missing", now.wish_supplement, ["Sơ đồ"], "")
    wish = now.wish_supplement(["Sơ đồ thửa đất"], "chưa rõ ranh giới")
    wished = a_dossier(State.PROCESSING, wish)
    assert wished.state is State.PROCESSING
    owed = duty(wished, DutyKind.ASK_CITIZEN)
    assert owed.detail == "Sơ đồ thửa đất"
    asked = a_dossier(
        State.PROCESSING, wish, SupplementRequested(missing=("Sơ đồ thửa đất",), reason="chưa rõ")
    )
    assert asked.open_wish is None
    assert Act.WISH_SUPPLEMENT not in a_dossier(State.ACCEPTED).allowed()


def test_the_time_begins_anew_when_everything_was_brought() -> None:
    """Điều 19(5): thời hạn giải quyết được tính lại từ đầu."""
    fresh = a_promise(start=MORNING + 1, due=MORNING + 9_999)
    brought = SupplementReceived(brought=("Tờ khai",), promise=fresh)
    dossier = a_dossier(State.SUPPLEMENT, brought)
    assert dossier.promise == fresh
    assert dossier.first_promise == a_received().promise


def test_a_dossier_is_closed_only_after_15_days_without_supplement() -> None:
    """Điều 19(5): sau 15 ngày kể từ ngày thông báo."""
    notified = at("2026-11-23T09:00")
    last = deadline.supplement_expires(notified)
    assert last == date(2026, 12, 8)
    asked = SupplementRequested(missing=("Tờ khai",), reason="thiếu", close_after="2026-12-09")
    waiting = a_dossier(State.ACCEPTED, asked)
    assert duty(waiting, DutyKind.CLOSE).due == at("2026-12-09T00:00")
    refuses("supplement_time_left", waiting.close_unsupplemented, "quá hạn", date(2026, 12, 8))
    assert waiting.close_unsupplemented("quá hạn", date(2026, 12, 9)).reason == "quá hạn"


def test_the_apology_goes_out_one_working_day_before() -> None:
    """Điều 19(6): trước ngày hẹn trả ít nhất 01 ngày; later it is recorded as late."""
    due = at("2026-11-27T10:00")
    last = deadline.last_moment_for_apology(due, HOURS)
    assert last == at("2026-11-26T10:00")
    assert deadline.nearness(last - timedelta(minutes=1), due, HOURS) is Nearness.AHEAD
    assert deadline.nearness(last, due, HOURS) is Nearness.APOLOGY
    promise = a_promise(due=MORNING + 10**10)
    late = a_dossier(State.PROCESSING).extend(promise, "chờ xác minh", late=True)
    assert a_dossier(State.PROCESSING, late).extended == late


def test_a_second_extension_is_refused() -> None:
    """Điều 19(6): hẹn lại không quá một lần."""
    extended = Extended(promise=a_promise(due=MORNING + 10**10), reason="chờ xác minh")
    again = a_dossier(State.PROCESSING, extended)
    assert Act.EXTEND not in again.allowed()
    refuses("extended_already", again.extend, a_promise(due=MORNING + 10**11), "nữa")


def test_papers_of_another_authority_leave_within_a_working_day() -> None:
    """Điều 20: hồ sơ giấy chuyển trong 01 ngày làm việc."""
    received = at("2026-11-27T16:55")
    dossier = a_dossier(
        State.ACCEPTED, accepted_at=milli(received), for_authority="UBND xã Dào San"
    )
    owed = duty(dossier, DutyKind.SEND_PAPERS)
    assert (owed.detail, owed.due) == ("UBND xã Dào San", at("2026-11-30T16:55"))


def test_a_citizen_may_stop_until_there_is_a_result() -> None:
    """Điều 21: từ khi tiếp nhận đến trước khi có kết quả."""
    for state in (State.ACCEPTED, State.PROCESSING, State.SUPPLEMENT, State.FINANCIAL_DUTY):
        assert Act.WITHDRAW in a_dossier(state).allowed(), state
    for state in (State.REGISTERED, State.DONE, State.RETURNED):
        assert Act.WITHDRAW not in a_dossier(state).allowed(), state


def test_what_goes_back_at_a_stop_is_received_by_somebody_and_no_more_than_was_paid() -> None:
    """Điều 21: trả lại giấy tờ, phí theo pháp luật chuyên ngành."""
    paid = a_dossier(State.PROCESSING, FeeTaken(amount=8000))
    refuses("reason_missing", paid.withdraw, Withdrawn(reason=" "))
    all_of_it = Withdrawn(reason="đổi ý", fee_returned=8000, receiver=Receiver(name="Lò Thị Pản"))
    assert paid.withdraw(all_of_it) is all_of_it
    more = msgspec.structs.replace(all_of_it, fee_returned=8001)
    refuses("refund_too_large", paid.withdraw, more)
    nobody = Withdrawn(reason="đổi ý", papers_returned=("Tờ khai",))
    refuses("receiver_missing", paid.withdraw, nobody)
    refuses("receiver_missing", paid.withdraw, Withdrawn(reason="đổi ý", fee_returned=1))
    stranger = msgspec.structs.replace(nobody, receiver=Receiver(name="Vàng A Dê"))
    refuses("receiver_authorisation_missing", paid.withdraw, stranger)
    uncle = Receiver(name="Vàng A Dê", relation="chú")
    assert paid.withdraw(msgspec.structs.replace(nobody, receiver=uncle)).receiver == uncle
    nothing = Withdrawn(reason="đổi ý")
    assert paid.withdraw(nothing) is nothing


def test_a_result_is_handed_over_only_once_it_is_signed() -> None:
    """Điều 22: chờ ký số."""
    waits = a_result(awaits_signature=True)
    unsigned = a_dossier(State.PROCESSING, waits)
    assert kinds(unsigned) == [DutyKind.SIGN]
    refuses("result_not_signed", unsigned.return_result, a_return())
    assert Act.RETURN_RESULT not in unsigned.allowed()
    signed = ResultSigned(signed_by="Phàn A Nhị", electronic=True)
    assert unsigned.sign_result(signed) is signed
    refuses("nobody_named", unsigned.sign_result, ResultSigned(signed_by=" "))
    ready = a_dossier(State.PROCESSING, waits, signed)
    assert not ready.awaits_signature
    refuses("nothing_to_sign", ready.sign_result, signed)
    assert ready.return_result(a_return()) == a_return()
    assert not a_dossier(State.DONE).awaits_signature


def test_a_wrong_result_is_mended_within_3_working_days() -> None:
    """Điều 23: 03 ngày làm việc; the mended result holds from then on."""
    found = at("2026-11-23T15:00")
    due = deadline.mend_by(found, HOURS)
    assert due == at("2026-11-27T15:00")  # the 24th is a day off
    fault = ResultFaultFound(what="sai năm sinh", due=milli(due))
    returned = a_dossier(State.RETURNED)
    assert returned.find_fault(fault) is fault
    refuses("reason_missing", returned.find_fault, msgspec.structs.replace(fault, what=" "))
    faulty = a_dossier(State.RETURNED, fault)
    owed = duty(faulty, DutyKind.MEND)
    assert (owed.detail, owed.due) == ("sai năm sinh", due)
    mended = ResultCorrected(results=(IssuedPaper(name="Trích lục", number="13/2026"),))
    refuses("result_missing", faulty.correct_result, ResultCorrected(results=()))
    refuses("no_fault_found", returned.correct_result, mended)
    assert faulty.correct_result(mended) is mended
    whole = a_dossier(State.RETURNED, fault, mended)
    assert whole.open_faults == ()
    assert whole.valid_results == mended.results
    assert a_dossier(State.RETURNED).valid_results == a_result().results
    assert a_dossier(State.ACCEPTED).valid_results == ()
    assert Act.FIND_FAULT not in a_dossier(State.PROCESSING).allowed()


def test_who_is_at_fault_pays_and_the_mended_result_is_handed_over_in_its_place() -> None:
    """Điều 23: trả lại kết quả đúng trong 03 ngày làm việc; cán bộ gây ra sai sót chịu chi phí."""
    fault = ResultFaultFound(what="sai năm sinh", due=MORNING + 10**9)
    paper = IssuedPaper(name="Giấy khai sinh", number="13/2026")
    faulty = a_dossier(State.RETURNED, fault)
    free = ResultCorrected(results=(paper,))
    nobody = msgspec.structs.replace(free, cost=20_000)
    refuses("mending_payer_missing", faulty.correct_result, nobody)
    refuses("money_negative", faulty.correct_result, msgspec.structs.replace(free, cost=-1))
    paid = msgspec.structs.replace(nobody, paid_by="Lò Thị Mai")
    assert faulty.correct_result(paid) is paid
    assert Act.RETURN_MENDED not in faulty.allowed()
    mended = a_dossier(State.RETURNED, fault, paid)
    assert kinds(mended) == [DutyKind.RETURN_MENDED]
    handed = MendedReturned(receiver=Receiver(name="Lò Thị Pản"), wrong_taken_back=True)
    assert mended.return_mended(handed) is handed
    stranger = MendedReturned(receiver=Receiver(name="Vàng A Dê"))
    refuses("receiver_authorisation_missing", mended.return_mended, stranger)
    whole = a_dossier(State.RETURNED, fault, paid, handed)
    assert kinds(whole) == []
    refuses("nothing_mended", whole.return_mended, handed)
    again = a_dossier(State.RETURNED, fault, paid, handed, fault)
    assert kinds(again) == [DutyKind.MEND]


def test_what_was_mended_before_the_return_is_simply_returned() -> None:
    """Điều 22, 23: the citizen never had the wrong one."""
    fault = ResultFaultFound(what="sai năm sinh", due=MORNING + 10**9)
    paper = IssuedPaper(name="Giấy khai sinh", number="13/2026")
    mended = a_dossier(State.DONE, fault, ResultCorrected(results=(paper,)))
    assert Act.RETURN_MENDED not in mended.allowed()
    assert a_dossier(State.DONE, fault, ResultCorrected(results=(paper,)), a_return()).state is (
        State.RETURNED
    )
    assert not mended.awaits_mended_return


def test_a_result_that_was_only_reported_has_nothing_to_find_a_fault_in() -> None:
    refuses("result_missing", a_dossier(State.DONE, result=None).find_fault, _fault())


def _fault() -> ResultFaultFound:
    return ResultFaultFound(what="sai", due=MORNING)


def with_the_province(*more: Payload) -> Dossier:
    return a_dossier(
        State.ACCEPTED, Forwarded(to=msgspec.structs.replace(a_recipient(), province=True)), *more
    )


def test_a_second_supplement_is_counted() -> None:
    """QĐ 766/QĐ-TTg: bổ sung quá 1 lần bị tính là quá hạn."""
    asked = SupplementRequested(missing=("Tờ khai",), reason="thiếu")
    twice = a_dossier(State.ACCEPTED, asked, SupplementReceived(brought=("Tờ khai",)), asked)
    assert twice.supplements_count == 2
