"""One owner of each stage: what the commune proposes is settled by what the province reports."""

import msgspec
import pytest

from app.domain.dossier import Dossier
from app.domain.events import (
    FieldChangedByProvince,
    Forwarded,
    NoteAdded,
    OnPaper,
    Paused,
    Payload,
    Proposed,
    StateReported,
)
from app.domain.proposals import Answer, proposals
from app.domain.states import Act, State
from tests.helpers.dossiers import MORNING, History, a_dossier, a_history, a_recipient
from tests.unit.rules.asking import refuses


def told(*said: Payload) -> Dossier:
    """A dossier at the province's; what the province says comes from the province."""
    history = a_history(State.ACCEPTED, Forwarded(to=a_recipient(province=True)))
    for one in said:
        says(history, one)
    return history.fold()


def says(history: History, said: Payload) -> None:
    history.says("tỉnh" if said.kind.startswith("province.") else "quầy 1", said)


@pytest.mark.parametrize(
    ("wish", "reported", "answer"),
    [
        (Act.RECORD_RESULT, State.DONE, Answer.GRANTED),
        (Act.RECORD_RESULT, State.STOPPED, Answer.OTHERWISE),
        (Act.PAUSE, State.STOPPED, Answer.GRANTED),
        (Act.ASK_FINANCIAL_DUTY, State.FINANCIAL_DUTY, Answer.GRANTED),
        (Act.REFUSE, State.DONE, Answer.GRANTED),
        (Act.REFUSE, State.SUPPLEMENT, Answer.OTHERWISE),
    ],
)
def test_the_reported_state_settles_a_proposal(wish: Act, reported: State, answer: Answer) -> None:
    """Cơ quan giữ khâu đó quyết định: đã được, or không theo đề nghị."""
    asked = Proposed(wish=wish.value, reason="đủ điều kiện")
    (waiting,) = proposals(told(asked))
    assert (waiting.wish, waiting.answer, waiting.at) == (wish, Answer.OPEN, None)
    (settled,) = proposals(told(asked, StateReported(state=int(reported))))
    assert (settled.answer, settled.state) == (answer, reported)
    assert settled.at is not None


def test_what_was_reported_before_or_says_nothing_new_settles_nothing() -> None:
    asked = Proposed(wish=Act.PAUSE.value, reason="chờ xác minh")
    before = told(StateReported(state=int(State.STOPPED)), asked)
    assert proposals(before)[0].answer is Answer.OPEN
    same = told(asked, NoteAdded(text="đã gọi"), StateReported(state=int(State.PROCESSING)))
    assert proposals(same)[0].answer is Answer.OPEN


def test_a_new_appointment_of_the_province_grants_an_extension() -> None:
    """Điều 19(6): whoever decides appoints anew."""
    later = FieldChangedByProvince(changes={"due": MORNING + 10**10})
    extend = Proposed(wish=Act.EXTEND.value, reason="chờ xác minh")
    assert proposals(told(extend, later))[0].answer is Answer.GRANTED
    pause = Proposed(wish=Act.PAUSE.value, reason="chờ xác minh")
    assert proposals(told(pause, later))[0].answer is Answer.OPEN
    other = FieldChangedByProvince(changes={"legal_number": "12"})
    assert proposals(told(extend, other))[0].answer is Answer.OPEN


def test_a_wish_that_only_a_newer_program_knows_is_settled_otherwise() -> None:
    unknown = Proposed(wish="fly", reason="?")
    (one,) = proposals(told(unknown, StateReported(state=int(State.DONE))))
    assert (one.wish, one.answer) == (None, Answer.OTHERWISE)


def test_a_proposal_without_its_history_stays_open() -> None:
    whole = told(Proposed(wish=Act.PAUSE.value, reason="chờ xác minh"))
    assert proposals(msgspec.structs.replace(whole, timeline=()))[0].answer is Answer.OPEN


def test_an_act_on_a_stage_of_others_is_proposed() -> None:
    """One authoritative owner of each stage: a proposal moves nothing and says so."""
    theirs = told()
    refuses("stage_owned_elsewhere", theirs.pause, "chờ xác minh")
    paper = OnPaper(decided_by="Sở Tư pháp", number="12")
    assert theirs.pause("chờ xác minh", paper) == Paused(reason="chờ xác minh", paper=paper)
    wish = theirs.propose(Act.PAUSE, "chờ xác minh")
    assert wish == Proposed(wish="pause", reason="chờ xác minh")
    refuses("reason_missing", theirs.propose, Act.PAUSE, " ")
    refuses("stage_is_ours", theirs.propose, Act.WITHDRAW, "dân xin rút")
    proposed = told(wish)
    assert proposed.state is State.PROCESSING
    assert [one.said for one in proposed.proposals] == [wish]
    ours = a_dossier(State.PROCESSING)
    refuses("stage_is_ours", ours.propose, Act.PAUSE, "chờ xác minh")
    assert ours.pause("chờ xác minh").reason == "chờ xác minh"
