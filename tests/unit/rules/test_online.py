"""What comes by the province's portal: how long it waits, and what waits for the desk."""

from app.domain.dossier import Dossier, State
from app.domain.duties import DutyKind, brought_online, paid_online
from app.domain.events import (
    CodeGiven,
    FeePaidOnline,
    NoteAdded,
    OnlineFile,
    RegisteredOnline,
    SupplementBrought,
    SupplementReceived,
    SupplementRequested,
    Withdrawn,
)
from app.domain.procedure import Channel
from app.domain.telling import messages
from tests.helpers.dossiers import History, a_history, a_person, a_procedure, a_received
from tests.unit.rules.asking import duty, kinds

CODE = "H35.12.03-261124-0007"
ASKED = SupplementRequested(missing=("Tờ khai",), reason="thiếu")
PAID = FeePaidOnline(amount=8000, item="p1")


def online() -> History:
    history = History()
    said = RegisteredOnline(
        procedure=a_procedure(),
        submitter=a_person(),
        channel=Channel.ONLINE,
        online_code=CODE,
        item="1",
        files=(OnlineFile(name="Tờ khai"),),
    )
    history.says("tỉnh", said)
    history.says("tỉnh", CodeGiven(code=CODE))
    return history


def asked() -> History:
    return a_history(State.ACCEPTED, ASKED)


def test_what_came_online_is_answered_within_eight_working_hours():
    """NĐ 118/2025, Điều 17(2)."""
    dossier = online().fold()
    assert kinds(dossier) == [DutyKind.ANSWER_ONLINE]
    assert duty(dossier, DutyKind.ANSWER_ONLINE).due is not None


def test_the_code_that_it_came_with_needs_no_telling():
    history = online()
    history.says("quầy 1", a_received(channel=Channel.ONLINE, number="TAM-1-K7QD-261124-002"))
    assert messages(history.fold()) == ()
    history.says("tỉnh", CodeGiven(code="H35.12.03-261124-0099"))
    assert len(messages(history.fold())) == 1


def test_a_supplement_that_came_online_waits_until_the_desk_takes_it_in():
    """Điều 19(5): whether it is complete is decided at the desk."""
    history = asked()
    assert brought_online(history.fold()) is None
    history.says("tỉnh", SupplementBrought(item="b1", note="đã bổ sung"))
    dossier = history.fold()
    assert dossier.state is State.SUPPLEMENT
    assert duty(dossier, DutyKind.TAKE_ONLINE).detail == "đã bổ sung"
    history.says("quầy 1", SupplementReceived(brought=("Tờ khai",)))
    assert brought_online(history.fold()) is None


def test_what_came_before_the_desk_asked_anew_waits_no_more():
    history = asked()
    history.says("tỉnh", SupplementBrought(item="b1"))
    history.says("quầy 1", SupplementReceived(brought=("Tờ khai",)))
    history.says("quầy 1", ASKED)
    assert brought_online(history.fold()) is None


def test_a_payment_that_came_online_is_shown_until_an_officer_does_something():
    """Điều 24."""
    history = a_history(State.ACCEPTED)
    assert paid_online(history.fold()) is None
    history.says("tỉnh", PAID)
    history.says("tỉnh", CodeGiven(code=CODE))
    dossier = history.fold()
    assert duty(dossier, DutyKind.PAID_ONLINE).detail == "8.000 đồng"
    history.says("quầy 1", NoteAdded(text="đã thấy"))
    assert paid_online(history.fold()) is None


def test_a_dossier_that_is_over_or_empty_waits_for_nobody():
    history = a_history(State.ACCEPTED, Withdrawn(reason="xin rút"))
    history.says("tỉnh", PAID)
    assert paid_online(history.fold()) is None
    assert paid_online(Dossier(id="x")) is None
