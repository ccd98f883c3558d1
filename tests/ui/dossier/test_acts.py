"""Every act form records what was typed, and the page shows the dossier that came of it."""

from datetime import timedelta

from app.domain.cash import paid
from app.domain.events import OnPaper, Receiver
from app.domain.states import Act, State
from app.usecases.cash import Taking, take_fee
from app.usecases.promises import office_time
from tests.helpers.desk import LAWYER, a_missing_paper
from tests.ui.dossier.clerk import Clerk

CHAIR = "Tẩn Phù Quân"
DONE = Act.RECORD_RESULT


def finishes(clerk: Clerk) -> None:
    """A result signed on paper."""
    clerk.forwards()
    clerk.begins(DONE)
    clerk.on_paper(CHAIR)
    clerk.records()


def test_forwarding_says_to_whom_and_with_what_remark(clerk: Clerk):
    clerk.receives()
    form = clerk.begins(Act.FORWARD)
    clerk.writes(form.name, LAWYER.name)
    clerk.writes(form.unit, LAWYER.unit)
    clerk.writes(form.note, "kèm hồ sơ gốc")
    forwarded = clerk.records()
    assert forwarded.state is State.PROCESSING
    assert forwarded.forwarded is not None
    assert (forwarded.forwarded.to, forwarded.forwarded.note) == (LAWYER, "kèm hồ sơ gốc")
    assert LAWYER.name in clerk.sheet.head.holder.text()


def test_a_forwarding_decided_on_paper_keeps_the_paper_and_its_moment(clerk: Clerk):
    clerk.receives()
    clerk.office.clock.pass_by(timedelta(hours=2))
    form = clerk.begins(Act.FORWARD)
    clerk.writes(form.name, LAWYER.name)
    clerk.on_paper(CHAIR, "15/PC", "24/11/2026", "09:10")
    forwarded = clerk.records().forwarded
    assert forwarded is not None
    assert forwarded.paper == OnPaper(
        decided_by=CHAIR, signed_by=CHAIR, number="15/PC", date="2026-11-24"
    )
    told = clerk.now.timeline[-1]
    assert f"{office_time(told.happened_at):%H:%M}" == "09:10"
    assert told.is_late


def test_the_last_recipient_is_offered_for_the_next_dossier(clerk: Clerk):
    clerk.receives()
    clerk.writes(clerk.begins(Act.FORWARD).name, LAWYER.name)
    clerk.records()
    clerk.receives()
    assert clerk.begins(Act.FORWARD).recipient().name == LAWYER.name


def test_a_supplement_is_asked_for_once_with_everything(clerk: Clerk):
    first = clerk.receives().papers[0].name
    form = clerk.begins(Act.REQUEST_SUPPLEMENT)
    form.ticks[0].setFocus()
    clerk.presses("Space")
    clerk.writes(form.others, "Giấy xác nhận cư trú")
    clerk.writes(form.reason, "bản chụp bị mờ")
    asked = clerk.records()
    assert asked.state is State.SUPPLEMENT
    (request,) = asked.supplements
    assert request.asked.missing == (first, "Giấy xác nhận cư trú")
    assert request.asked.reason == "bản chụp bị mờ"


def asks_and_gets(clerk: Clerk) -> None:
    form = clerk.begins(Act.REQUEST_SUPPLEMENT)
    clerk.writes(form.others, "Giấy xác nhận cư trú")
    clerk.writes(form.reason, "chưa có")
    clerk.records()
    form = clerk.begins(Act.RECEIVE_SUPPLEMENT)
    for tick in form.ticks:
        tick.setFocus()
        clerk.presses("Space")
    clerk.records()


def test_what_was_brought_lets_the_time_begin_anew(clerk: Clerk):
    before = clerk.receives().due
    clerk.office.clock.pass_by(timedelta(hours=1))
    asks_and_gets(clerk)
    (answered,) = clerk.now.supplements
    assert answered.received is not None
    assert answered.received.brought == ("Giấy xác nhận cư trú",)
    assert clerk.now.state is State.ACCEPTED
    assert before is not None
    assert clerk.now.due is not None
    assert clerk.now.due >= before


def test_before_a_second_request_the_form_warns_that_the_dossier_will_count_as_late(clerk: Clerk):
    clerk.receives()
    asks_and_gets(clerk)
    form = clerk.begins(Act.REQUEST_SUPPLEMENT)
    said = [words.text() for words in form.findChildren(type(clerk.panel.error))]
    assert any("1 lần" in text and "quá hạn" in text for text in said)
    assert "lần 2" in clerk.panel.button.text()


def test_what_was_only_offered_is_accepted_when_the_rest_is_brought(clerk: Clerk):
    registered = clerk.receives("", papers=(a_missing_paper(),), fee_vnd=0)
    assert registered.state is State.SUPPLEMENT
    assert not registered.was_accepted
    form = clerk.begins(Act.RECEIVE)
    form.ticks[0].setFocus()
    clerk.presses("Space")
    clerk.writes(form.limit.number, "3")  # no catalogue names the limit of this matter
    clerk.writes(form.money.amount, "0")
    accepted = clerk.records()
    assert accepted.state is State.ACCEPTED
    assert accepted.number.startswith("TAM-")
    clerk.until(lambda: len(clerk.tray.papers) == 1)  # its receipt is printed at once


def test_a_result_signed_on_paper_is_recorded_with_number_day_and_signer(clerk: Clerk):
    clerk.forwards()
    form = clerk.begins(DONE)
    name, number, signed = form._lines[0]
    clerk.writes(name, "Giấy xác nhận tình trạng hôn nhân")
    clerk.writes(number, "12/2026/XN")
    clerk.writes(signed, "24112026")
    clerk.on_paper(CHAIR, "12/2026/XN", "24/11/2026", "08:30")
    done = clerk.records()
    assert done.state is State.DONE
    assert done.result is not None
    (paper,) = done.result.results
    assert (paper.name, paper.number, paper.date) == (
        "Giấy xác nhận tình trạng hôn nhân",
        "12/2026/XN",
        "2026-11-24",
    )
    assert done.result.paper is not None
    assert done.result.paper.signed_by == CHAIR


def test_the_submitter_receives_the_result_without_typing(clerk: Clerk):
    finishes(clerk)
    clerk.begins(Act.RETURN_RESULT)
    returned = clerk.records()
    assert returned.state is State.RETURNED
    assert returned.returned is not None
    assert returned.submitter is not None
    assert returned.returned.receiver.name == returned.submitter.name


def test_somebody_authorised_receives_it_with_the_paper_of_his_right(clerk: Clerk):
    finishes(clerk)
    form = clerk.begins(Act.RETURN_RESULT)
    form.who.box.setFocus()
    clerk.presses("End")
    clerk.writes(form.name, "Vàng Thị Sua")
    clerk.writes(form.id_number, "012301000123")
    clerk.writes(form.relation, "vợ")
    clerk.writes(form.authority, "Giấy ủy quyền 03, 20/11/2026")
    returned = clerk.records().returned
    assert returned is not None
    receiver = returned.receiver
    assert (receiver.name, receiver.id_number, receiver.relation) == (
        "Vàng Thị Sua",
        "012301000123",
        "vợ",
    )
    assert receiver.authorisation is not None


def test_a_lost_slip_needs_the_identity_checked(clerk: Clerk):
    finishes(clerk)
    form = clerk.begins(Act.RETURN_RESULT)
    form.slip_lost.setFocus()
    clerk.presses("Space")
    clerk.is_refused()
    assert clerk.panel.error.isVisible()
    form.id_checked.setFocus()
    clerk.presses("Space")
    returned = clerk.records().returned
    assert returned is not None
    assert returned.slip_lost
    assert "Mất giấy hẹn" in clerk.sheet.facts.text()


def test_an_electronic_result_is_sent_and_nobody_comes(clerk: Clerk):
    finishes(clerk)
    form = clerk.begins(Act.RETURN_RESULT)
    form.online.setFocus()
    clerk.presses("Space")
    returned = clerk.records().returned
    assert returned is not None
    assert returned.online
    assert "điện tử" in clerk.sheet.timeline.text()


def test_a_refusal_on_paper_leaves_the_reason_for_the_citizen(clerk: Clerk):
    clerk.receives()
    form = clerk.begins(Act.REFUSE)
    clerk.writes(form.reason, "không thuộc thẩm quyền của xã")
    if form.paper.tick.isVisible():
        clerk.on_paper(CHAIR)
    refused = clerk.records()
    assert refused.refused is not None
    assert refused.refused.reason == "không thuộc thẩm quyền của xã"
    assert "không thuộc thẩm quyền của xã" in clerk.sheet.facts.text()


def test_a_withdrawal_says_what_goes_back(clerk: Clerk):
    first = clerk.receives().papers[0].name
    form = clerk.begins(Act.WITHDRAW)
    clerk.writes(form.reason, "dân xin rút")
    form.ticks[0].setFocus()
    clerk.presses("Space")
    gone = clerk.records()
    assert gone.state is State.WITHDRAWN
    assert gone.withdrawn is not None
    assert gone.withdrawn.papers_returned == (first,)


def test_the_money_of_a_withdrawal_leaves_the_cash_book_to_somebody_named(clerk: Clerk):
    """Điều 21, Mẫu 05: stage, ground, money and receiver are asked for and recorded."""
    dossier = clerk.receives()
    clerk.does(lambda: take_fee(clerk.desk, dossier.version, Taking(8000)))
    clerk.settles()
    form = clerk.begins(Act.WITHDRAW)
    clerk.writes(form.reason, "dân xin rút")
    clerk.writes(form.ground, "Đơn ngày 24/11/2026")
    clerk.writes(form.amount, "9000")
    clerk.is_refused()
    assert form.amount.error
    clerk.writes(form.amount, "8.000")
    clerk.writes(form.receiver, "Vàng A Dê")
    clerk.is_refused()
    assert form.relation.error
    clerk.writes(form.relation, "chú")
    gone = clerk.records().withdrawn
    assert gone is not None
    assert (gone.fee_returned, gone.ground) == (8000, "Đơn ngày 24/11/2026")
    assert gone.stage == "Được tiếp nhận"
    assert gone.receiver == Receiver(name="Vàng A Dê", relation="chú")
    assert paid(clerk.kept) == 0
    assert "8.000 đồng (Vàng A Dê)" in clerk.sheet.facts.text()


def test_a_stop_and_going_on_are_two_acts_decided_by_others(clerk: Clerk):
    clerk.forwards()
    form = clerk.begins(Act.PAUSE)
    assert not form.paper.tick.isVisible()  # a clerk only records what others decided
    clerk.writes(form.reason, "chờ xác minh")
    clerk.on_paper(CHAIR)
    assert clerk.records().state is State.STOPPED
    form = clerk.begins(Act.RESUME)
    clerk.writes(form.reason, "đã xác minh")
    clerk.on_paper(CHAIR)
    assert clerk.records().state is State.PROCESSING


def test_a_duty_is_asked_for_and_met(clerk: Clerk):
    clerk.forwards()
    form = clerk.begins(Act.ASK_FINANCIAL_DUTY)
    clerk.writes(form.what, "Lệ phí trước bạ")
    clerk.writes(form.amount, "1.250.000")
    clerk.on_paper(CHAIR)
    asked = clerk.records()
    assert asked.duty is not None
    assert (asked.duty.what, asked.duty.amount) == ("Lệ phí trước bạ", 1_250_000)
    form = clerk.begins(Act.MEET_FINANCIAL_DUTY)
    clerk.writes(form.proof, "BL 0042")
    assert clerk.records().state is State.PROCESSING
    assert "BL 0042" in clerk.sheet.timeline.text()


def test_an_extension_appoints_anew_once(clerk: Clerk):
    clerk.forwards()
    form = clerk.begins(Act.EXTEND)
    clerk.writes(form.day, "30/11/2026")
    clerk.writes(form.clock, "15:00")
    clerk.writes(form.reason, "cần hỏi nơi cư trú cũ")
    clerk.on_paper(CHAIR)
    extended = clerk.records()
    assert extended.due is not None
    assert f"{office_time(extended.due):%H:%M %d/%m}" == "15:00 30/11"
    assert Act.EXTEND not in clerk.sheet.acts.acts


def test_a_remark_is_read_by_everyone(clerk: Clerk):
    clerk.receives()
    clerk.writes(clerk.begins(Act.ADD_NOTE).reason, "hẹn gọi lại buổi chiều")
    assert clerk.records().notes[0].text == "hẹn gọi lại buổi chiều"
    assert "hẹn gọi lại buổi chiều" in clerk.sheet.facts.text()


def test_a_new_telephone_leaves_the_mail_alone(clerk: Clerk):
    clerk.receives()
    form = clerk.begins(Act.CHANGE_CONTACT)
    assert form.phone.value() == "0345000118"
    clerk.writes(form.phone, "0345000999")
    submitter = clerk.records().submitter
    assert submitter is not None
    assert (submitter.phone, submitter.email) == ("0345000999", None)


def test_a_dossier_whose_supplement_never_came_is_closed_after_its_day(clerk: Clerk):
    clerk.receives("", papers=(a_missing_paper(),), fee_vnd=0)
    form = clerk.begins(Act.CLOSE_UNSUPPLEMENTED)
    clerk.writes(form.reason, "không bổ sung")
    clerk.is_refused()
    assert form.reason.error
    clerk.office.clock.pass_by(timedelta(days=40))
    assert clerk.records().state is State.NOT_ACCEPTED
