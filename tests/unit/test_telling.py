"""Báo cho dân: what is due to be told, and until when."""

import msgspec
import pytest

from app.domain.dossier import Dossier, State
from app.domain.errors import RuleViolation
from app.domain.events import (
    CitizenTold,
    ClosedUnsupplemented,
    CodeGiven,
    Extended,
    FinancialDutyAsked,
    Forwarded,
    Paused,
    Refused,
    Registered,
    ResultPlace,
    Resumed,
    Returning,
    SlipForm,
    SlipPrinted,
    SlipsBurned,
    SupplementRequested,
    TellOutcome,
    TellSubject,
    TellWay,
    VillageHeadNamed,
)
from app.domain.fold.office import deeds
from app.domain.papers.telling_list import sentence, short_sentence, telling_list
from app.domain.procedure import Channel
from app.domain.telling import Message, ToTell, VillageHead, messages, to_tell, village_heads
from tests.helpers.desk import FACTS
from tests.helpers.dossiers import (
    DAY,
    HOUR,
    MORNING,
    History,
    a_history,
    a_person,
    a_promise,
    a_received,
    a_recipient,
    a_result,
    a_return,
)

CODE = "H35.12.03-261124-0007"


def subjects(dossier: Dossier) -> list[TellSubject]:
    return [message.subject for message in messages(dossier)]


def told_about(dossier: Dossier, outcome: TellOutcome = TellOutcome.TOLD) -> CitizenTold:
    message = messages(dossier)[0]
    said = CitizenTold(
        subject=message.subject,
        of=message.of,
        way=TellWay.PHONE,
        outcome=outcome,
        with_whom="vợ",
    )
    return dossier.tell(said)


def test_a_result_is_told_also_when_it_is_early() -> None:
    """NĐ 118/2025, Điều 22."""
    history = a_history(State.PROCESSING, a_result())
    assert subjects(history.fold()) == [TellSubject.RESULT]


def test_what_was_fetched_is_not_told_any_more() -> None:
    history = a_history(State.PROCESSING, a_result(), a_return())
    assert subjects(history.fold()) == []


@pytest.mark.parametrize("outcome", [TellOutcome.TOLD, TellOutcome.LEFT_WORD])
def test_who_was_reached_is_not_called_again(outcome: TellOutcome) -> None:
    history = a_history(State.PROCESSING, a_result())
    history.says("quầy 1", told_about(history.fold(), outcome))
    assert subjects(history.fold()) == []


@pytest.mark.parametrize("outcome", [TellOutcome.NO_ANSWER, TellOutcome.WRONG_NUMBER])
def test_who_was_not_reached_stays_with_the_attempt(outcome: TellOutcome) -> None:
    history = a_history(State.PROCESSING, a_result())
    history.says("quầy 1", told_about(history.fold(), outcome))
    (message,) = messages(history.fold())
    assert [one.said.outcome for one in message.attempts] == [outcome]


def test_word_is_left_with_somebody() -> None:
    dossier = a_history(State.PROCESSING, a_result()).fold()
    said = CitizenTold(
        subject=TellSubject.RESULT, of="x", way=TellWay.PHONE, outcome=TellOutcome.LEFT_WORD
    )
    with pytest.raises(RuleViolation, match="told_whom_missing"):
        dossier.tell(said)


def test_a_result_that_goes_by_post_is_not_called_about() -> None:
    received = a_received(returning=Returning(place=ResultPlace.POST, address="Bản Lao Chải"))
    history = History()
    history.says("quầy 1", received)
    history.says("quầy 1", a_result())
    assert subjects(history.fold()) == []


def test_a_refusal_after_appraisal_is_told_like_a_result() -> None:
    """NĐ 118/2025, Điều 19(3)."""
    history = a_history(State.PROCESSING, Refused(reason="không đủ điều kiện"))
    assert subjects(history.fold()) == [TellSubject.RESULT]


def test_what_was_set_aside_is_not_told() -> None:
    history = a_history(State.PROCESSING)
    history.says("quầy 1", Paused(reason="x"), role="guide")
    assert subjects(history.fold()) == []


def test_who_is_refused_at_the_counter_knows_it() -> None:
    registered = Registered(
        procedure=a_received().procedure, submitter=a_person(), channel=Channel.DIRECT
    )
    history = History()
    history.says("quầy 1", registered)
    history.says("quầy 1", Refused(reason="không thuộc thẩm quyền"))
    assert subjects(history.fold()) == []


def test_a_new_date_is_told() -> None:
    """NĐ 118/2025, Điều 19(6)."""
    later = a_promise(due=MORNING + 9 * DAY)
    history = a_history(State.PROCESSING, Extended(promise=later, reason="chờ xác minh"))
    (item,) = to_tell(history.fold())
    assert item.message.subject is TellSubject.NEW_DATE
    assert item.due == later.due


def test_work_that_goes_on_to_another_date_is_told_and_to_the_same_date_is_not() -> None:
    later = a_promise(due=MORNING + 9 * DAY)
    stopped = Paused(reason="chờ xác minh")
    history = a_history(State.PROCESSING, stopped)
    assert subjects(history.fold()) == [TellSubject.PAUSED]
    history.says("quầy 1", Resumed(promise=later))
    assert subjects(history.fold()) == [TellSubject.NEW_DATE]
    assert subjects(a_history(State.PROCESSING, stopped, Resumed()).fold()) == []


def test_a_supplement_after_appraisal_is_told_with_its_papers() -> None:
    """NĐ 118/2025, Điều 19(5)."""
    asked = SupplementRequested(missing=("Giấy chứng sinh", "Sổ đỏ"), reason="thiếu")
    (item,) = to_tell(a_history(State.PROCESSING, asked).fold())
    assert item.message.subject is TellSubject.SUPPLEMENT
    assert item.details == "Giấy chứng sinh; Sổ đỏ"


def test_who_got_the_supplement_slip_at_the_counter_knows_it() -> None:
    asked = SupplementRequested(missing=("Giấy chứng sinh",), reason="thiếu")
    history = a_history()
    event = history.says("quầy 1", asked)
    assert subjects(history.fold()) == [TellSubject.SUPPLEMENT]
    slip = SlipPrinted(
        form=SlipForm.SUPPLEMENT_REQUEST, of=str(event.id), printed_at=MORNING, confirmed=True
    )
    history.says("quầy 1", slip)
    assert subjects(history.fold()) == []


def test_a_dossier_closed_without_its_supplement_is_told() -> None:
    asked = SupplementRequested(missing=("Giấy chứng sinh",), reason="thiếu")
    closed = ClosedUnsupplemented(reason="quá 15 ngày")
    history = a_history(State.PROCESSING, asked, closed)
    assert subjects(history.fold()) == [TellSubject.CLOSED]


def test_a_duty_is_told_with_what_is_to_be_paid() -> None:
    duty = FinancialDutyAsked(what="Lệ phí trước bạ", amount=120_000)
    (item,) = to_tell(a_history(State.PROCESSING, duty).fold())
    assert item.message.subject is TellSubject.FINANCIAL_DUTY
    assert item.details == "Lệ phí trước bạ"


def test_the_official_code_is_told_to_who_holds_a_provisional_number() -> None:
    history = a_history()
    history.says("tỉnh", CodeGiven(code=CODE))
    assert subjects(history.fold()) == [TellSubject.OFFICIAL_CODE]


def test_the_official_code_on_a_new_slip_needs_no_telling() -> None:
    history = a_history()
    history.says("tỉnh", CodeGiven(code=CODE))
    of = str(history.events[0].id)
    slip = SlipPrinted(
        form=SlipForm.RECEIPT, of=of, printed_at=MORNING, confirmed=True, number=CODE
    )
    history.says("quầy 1", slip)
    assert subjects(history.fold()) == []


def test_a_code_that_stands_on_the_slip_already_is_no_news() -> None:
    history = History()
    history.says("quầy 1", a_received(number=CODE, official=True))
    history.says("tỉnh", CodeGiven(code=CODE))
    assert subjects(history.fold()) == []


def test_who_was_called_about_something_later_knows_the_code_too() -> None:
    history = a_history()
    history.says("tỉnh", CodeGiven(code=CODE))
    history.says("quầy 1", Forwarded(to=a_recipient()))
    later = a_promise(due=MORNING + 9 * DAY)
    history.says("quầy 1", Extended(promise=later, reason="chờ xác minh"))
    code, date = messages(history.fold())
    assert (code.subject, date.subject) == (TellSubject.OFFICIAL_CODE, TellSubject.NEW_DATE)
    said = CitizenTold(
        subject=date.subject, of=date.of, way=TellWay.PHONE, outcome=TellOutcome.TOLD
    )
    history.says("quầy 1", said)
    assert subjects(history.fold()) == []


def test_the_one_with_a_telephone_is_called() -> None:
    received = a_received(
        submitter=a_person("Lý A Sài", phone=None), owner=a_person("Lò Thị Pàn", phone="0912")
    )
    history = History()
    history.says("quầy 1", received)
    history.says("quầy 1", a_result())
    (item,) = to_tell(history.fold())
    assert (item.name, item.phone) == ("Lò Thị Pàn", "0912")


def test_a_dossier_without_people_can_be_told_to_nobody_by_name() -> None:
    history = a_history(State.PROCESSING, a_result())
    bare = msgspec.structs.replace(history.fold(), submitter=None, owner=None, procedure=None)
    (item,) = to_tell(bare)
    assert (item.name, item.phone, item.village, item.procedure) == ("", "", "", "")


def test_the_newest_head_of_a_village_counts() -> None:
    old, new = History(), History()
    for history, name, village in ((old, "Vàng A Páo", "Lao Chải"), (new, "Lý A Sài", "LAO CHẢI")):
        history.says("quầy 1", VillageHeadNamed(village=village, name=name))
    other = History()
    other.says("quầy 1", VillageHeadNamed(village="Gia Khâu", name="Sùng A Lử", phone="09"))
    other.says("quầy 1", SlipsBurned(numbers=("TAM-1-5R3H-261124-001",)))
    late = [deed._replace(at=deed.at + HOUR) for deed in deeds(new.events)]
    heads = village_heads([deeds(other.events), late, deeds(old.events)])
    assert [(head.village, head.name) for head in heads] == [
        ("Gia Khâu", "Sùng A Lử"),
        ("LAO CHẢI", "Lý A Sài"),
    ]


def an_item(subject: TellSubject, due: int | None = MORNING, procedure: str = "") -> ToTell:
    return ToTell(
        dossier_id="x",
        code=CODE,
        name="Giàng A Páo",
        procedure=procedure,
        due=due,
        details="Giấy chứng sinh",
        message=Message(subject, "e", MORNING),
    )


@pytest.mark.parametrize("subject", list(TellSubject))
def test_every_message_has_its_sentences(subject: TellSubject) -> None:
    words = sentence(an_item(subject, procedure="Khai sinh"), FACTS)
    assert words.startswith("Chào ông (bà) Giàng A Páo")
    assert "{" not in words + short_sentence(an_item(subject, due=None))


def test_the_village_head_learns_neither_the_matter_nor_the_papers() -> None:
    items = [an_item(subject, procedure="Nhận cha, mẹ, con") for subject in TellSubject]
    head = VillageHead("e", "Lao Chải", "Lý A Sài", "0912")
    said = str(telling_list(items, "Lao Chải", head, FACTS, MORNING))
    assert "Nhận cha" not in said
    assert "Giấy chứng sinh" not in said
    assert "Lý A Sài" in said


def test_a_list_without_a_head_is_still_a_list() -> None:
    content = telling_list([an_item(TellSubject.RESULT)], "Lao Chải", None, FACTS, MORNING)
    assert (content["head"], content["total"]) == ("", "01")
