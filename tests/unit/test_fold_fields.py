"""Fields that two officers change without knowing of each other."""

import pytest

from app.domain.cash import paid
from app.domain.dossier import State
from app.domain.events import (
    CodeGiven,
    ContactChanged,
    EnteredByHand,
    FeeTaken,
    FieldChanged,
    FieldChangedByProvince,
    Forwarded,
    NoteAdded,
    Payload,
    ReceptionCorrected,
    Recorded,
    RecordRefused,
)
from app.domain.history import Aside, Outcome
from app.domain.person import Person
from app.domain.policy import (
    FIELDS,
    PERSON_FIELDS,
    Policy,
    is_changeable,
    is_sound,
)
from sync.protocol.event import Event
from tests.helpers.dossiers import (
    MORNING,
    History,
    a_history,
    a_paper,
    a_received,
    a_recipient,
)


def _changed(**changes: str | int) -> FieldChanged:
    return FieldChanged(changes={name.replace("__", "."): value for name, value in changes.items()})


def _beside(*said: Payload, state: State = State.ACCEPTED) -> tuple[History, list[Event]]:
    """Several PCs act on the same dossier without knowing of each other, ordered as named."""
    history = a_history(state)
    base = history.events[-1:]
    events = [history.says(f"quầy {at}", one, seen=base) for at, one in enumerate(said, 2)]
    return history, events


def _submitter(history: History) -> Person:
    submitter = history.fold().submitter
    assert submitter is not None
    return submitter


def test_a_name_mended_in_two_ways_waits_for_a_person() -> None:
    history, (stands, aside) = _beside(
        _changed(submitter__name="Lò Thị Pán"), _changed(submitter__name="Lò Thị Pàn")
    )
    dossier = history.fold()
    assert _submitter(history).name == "Lò Thị Pán"
    (conflict,) = dossier.conflicts
    assert conflict.subject == "submitter.name"
    assert (conflict.stands.event, conflict.stands.value) == (str(stands.id), "Lò Thị Pán")
    assert [(s.event, s.value) for s in conflict.set_aside] == [(str(aside.id), "Lò Thị Pàn")]
    assert dossier.timeline[-1].outcome is Outcome.CONFLICT


def test_a_name_mended_by_somebody_who_saw_the_other_is_simply_the_name() -> None:
    history = a_history(State.ACCEPTED, _changed(submitter__name="Lò Thị Pán"))
    history.says("quầy 2", _changed(submitter__name="Lò Thị Pàn"))
    assert _submitter(history).name == "Lò Thị Pàn"
    assert not history.fold().conflicts


def test_equal_values_are_never_a_conflict() -> None:
    same = _changed(submitter__name="Lò Thị Pán", submitter__birth_date="1992")
    history, both = _beside(same, same)
    assert not history.fold().conflicts
    history.says("quầy 4", _changed(submitter__name="Lò Pán"), seen=both)
    assert _submitter(history).name == "Lò Pán"
    assert not history.fold().conflicts


def test_who_saw_only_one_of_two_who_agreed_contradicts_the_other() -> None:
    same = _changed(submitter__name="Lò Thị Pán")
    history, (_, second) = _beside(same, same)
    history.says("quầy 4", _changed(submitter__name="Lò Pán"), seen=[second])
    assert _submitter(history).name == "Lò Thị Pán"
    assert history.fold().conflicts


def test_a_telephone_is_compared_only_with_what_its_author_had_not_seen() -> None:
    history = a_history(State.ACCEPTED, ContactChanged(phone="1"))
    base = history.events[-1:]
    history.says("quầy 2", ContactChanged(phone="1"), seen=base, at=MORNING + 1)
    history.says("quầy 3", ContactChanged(phone="2"), seen=base, at=MORNING + 2)
    assert _submitter(history).phone == "2"


def test_an_older_telephone_stays_in_the_history_only() -> None:
    history = a_history()
    base = history.events[:1]
    history.says("quầy 2", ContactChanged(phone="2"), seen=base, at=MORNING + 2)
    history.says("quầy 3", ContactChanged(phone="1"), seen=base, at=MORNING + 1)
    assert _submitter(history).phone == "2"
    assert [entry.outcome for entry in history.fold().timeline] == [Outcome.APPLIED] * 3


def test_different_fields_do_not_touch_each_other() -> None:
    history, _ = _beside(_changed(submitter__name="Lò Thị Pán"), _changed(parcel="Thửa 12, tờ 7"))
    dossier = history.fold()
    assert (_submitter(history).name, dossier.parcel) == ("Lò Thị Pán", "Thửa 12, tờ 7")
    assert not dossier.conflicts


def test_a_third_value_joins_the_same_conflict() -> None:
    history, events = _beside(*(_changed(submitter__name=name) for name in ("A", "B", "C")))
    (conflict,) = history.fold().conflicts
    assert {side.event for side in conflict.set_aside} == {str(event.id) for event in events[1:]}


def test_a_conflict_is_over_when_what_stands_says_the_same() -> None:
    history, (stands, _) = _beside(_changed(submitter__name="A"), _changed(submitter__name="B"))
    history.says("quầy 9", _changed(submitter__name="B"), seen=[stands])
    assert not history.fold().conflicts


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_of_two_telephones_the_later_by_sound_clocks_counts(order: tuple[int, int]) -> None:
    history = a_history()
    base = history.events[:1]
    for minute in order:
        said = ContactChanged(phone=f"090000000{minute}")
        history.says(f"quầy {minute}", said, seen=base, at=MORNING + minute)
    assert _submitter(history).phone == "0900000002"
    assert not history.fold().conflicts


def test_of_two_telephones_at_the_same_moment_the_later_ordered_counts() -> None:
    history = a_history()
    base = history.events[:1]
    for number in "34":
        history.says(number, ContactChanged(phone=number), seen=base, at=MORNING)
    assert _submitter(history).phone == "4"


@pytest.mark.parametrize("clocks", [("ok", "bad"), ("estimated", "ok")])
def test_a_clock_in_doubt_leaves_it_to_the_order(clocks: tuple[str, str]) -> None:
    history = a_history()
    base = history.events[:1]
    late, early = MORNING + 9_000_000, MORNING
    history.says("quầy 2", ContactChanged(phone="1"), seen=base, at=late, clk=clocks[0])
    history.says("quầy 3", ContactChanged(phone="2"), seen=base, at=early, clk=clocks[1])
    assert _submitter(history).phone == "2"


def test_the_commune_owns_the_papers_while_it_holds_the_dossier() -> None:
    history, (theirs, ours) = _beside(
        FieldChangedByProvince(changes={"request": "của tỉnh"}), _changed(request="của xã")
    )
    dossier = history.fold()
    assert dossier.request == "của xã"
    assert dossier.conflicts[0].stands.event == str(ours.id)
    assert [side.event for side in dossier.conflicts[0].set_aside] == [str(theirs.id)]


def test_the_owner_keeps_what_it_said_first() -> None:
    history, (ours, theirs) = _beside(
        _changed(request="của xã"), FieldChangedByProvince(changes={"request": "của tỉnh"})
    )
    assert history.fold().request == "của xã"
    assert history.fold().conflicts[0].stands.event == str(ours.id)
    assert history.fold().conflicts[0].set_aside[0].event == str(theirs.id)


def test_the_province_owns_them_while_it_works_on_it() -> None:
    history = a_history(State.ACCEPTED, Forwarded(to=a_recipient("Sở", province=True)))
    base = history.events[-1:]
    history.says("quầy 2", _changed(legal_number="của xã"), seen=base)
    theirs = FieldChangedByProvince(changes={"legal_number": "QĐ 7"})
    history.says("tỉnh", theirs, seen=base)
    assert history.fold().legal_number == "QĐ 7"


def test_two_desks_of_one_commune_are_asked() -> None:
    history, _ = _beside(_changed(request="một"), _changed(request="hai"))
    assert history.fold().request == "một"
    assert history.fold().conflicts[0].subject == "request"


def test_a_correction_beside_a_change_of_the_same_field_is_a_conflict() -> None:
    papers = (a_paper("Bản sao hộ khẩu"),)
    history, _ = _beside(
        _changed(request="sửa"),
        ReceptionCorrected(reason="nhầm", request="đính chính", papers=papers),
    )
    dossier = history.fold()
    assert dossier.papers == papers
    assert [conflict.subject for conflict in dossier.conflicts] == ["request"]


def test_what_never_changes_is_set_aside_by_name() -> None:
    history = a_history()
    said = FieldChanged(changes={"accepted_at": 1, "submitter.phone": "0900000003"})
    event = history.says("quầy 2", said)
    dossier = history.fold()
    assert (dossier.accepted_at, _submitter(history).phone) == (MORNING, "0900000003")
    (aside,) = dossier.set_aside
    assert (aside.id, aside.field, aside.reason) == (
        str(event.id),
        "accepted_at",
        Aside.IMMUTABLE,
    )
    assert dossier.timeline[-1].outcome is Outcome.APPLIED


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"shoe_size": 41}, Aside.UNKNOWN_FIELD),
        ({"papers": "không"}, Aside.UNKNOWN_FIELD),
        ({"submitter.sex": "khác"}, Aside.UNREADABLE),
        ({"sets": "hai"}, Aside.UNREADABLE),
        ({"sets": 0}, Aside.UNREADABLE),
        ({"submitter.name": 7}, Aside.UNREADABLE),
        ({"submitter.name": ""}, Aside.UNREADABLE),
        ({"origin": "x"}, Aside.IMMUTABLE),
        ({}, Aside.UNREADABLE),
    ],
)
def test_a_change_of_which_nothing_can_be_done_is_set_aside(
    changes: dict[str, str | int], reason: Aside
) -> None:
    history = a_history()
    history.says("quầy 2", FieldChanged(changes=changes))
    entry = history.fold().timeline[-1]
    assert (entry.outcome, entry.reason) == (Outcome.SET_ASIDE, reason)


def test_a_deadline_said_alone_keeps_the_start_of_the_clock() -> None:
    history = a_history()
    history.says("tỉnh", FieldChangedByProvince(changes={"due": MORNING + 5}))
    promise = history.fold().promise
    assert promise is not None
    assert (promise.start, promise.due, promise.reason) == (MORNING, MORNING + 5, "")


def test_a_deadline_of_what_was_never_accepted_starts_with_itself() -> None:
    history = a_history(State.REGISTERED)
    history.says("tỉnh", FieldChangedByProvince(changes={"due": 77}))
    promise = history.fold().promise
    assert promise is not None
    assert (promise.start, promise.due) == (77, 77)


def test_removing_what_was_never_there_changes_nothing() -> None:
    history = a_history()
    history.says("quầy 2", ContactChanged(email=""))
    assert _submitter(history).email is None
    assert not history.fold().set_aside


def test_notes_and_money_are_kept_from_both_sides() -> None:
    taken = FeeTaken(amount=8000)
    history, _ = _beside(NoteAdded(text="một"), NoteAdded(text="hai"), taken, taken)
    dossier = history.fold()
    assert [note.text for note in dossier.notes] == ["một", "hai"]
    assert paid(dossier) == 16_000
    assert dossier.is_clean


def test_the_official_code_comes_back_and_both_stay_findable() -> None:
    history = a_history()
    history.says("tỉnh", CodeGiven(code="H35.12-261124-0007"))
    dossier = history.fold()
    assert dossier.official_code == "H35.12-261124-0007"
    assert dossier.codes == (a_received().number, "H35.12-261124-0007")


def test_a_number_alone_does_not_say_that_the_province_has_recorded_anything() -> None:
    history = a_history()
    history.says("tỉnh", CodeGiven(code="H35.12-261124-0007"))
    assert history.fold().province is None
    history.says("tỉnh", RecordRefused(reason="thiếu mã thủ tục"))
    history.says("tỉnh", CodeGiven(code="H35.12-261124-0008"))
    refused = history.fold().province
    assert refused is not None
    assert not refused.recorded


def test_a_second_code_replaces_the_first_which_stays_findable() -> None:
    history = a_history()
    history.says("tỉnh", CodeGiven(code="H35.12-261124-0007"))
    history.says("tỉnh", CodeGiven(code="H35.12-261124-0008"))
    assert history.fold().official_code == "H35.12-261124-0008"
    assert "H35.12-261124-0007" in history.fold().codes


def test_two_codes_that_did_not_know_of_each_other_wait_for_a_person() -> None:
    history, _ = _beside(EnteredByHand(code="H1.2-261124-0001"), CodeGiven(code="H1.2-261124-0002"))
    dossier = history.fold()
    assert dossier.official_code == "H1.2-261124-0001"
    assert dossier.conflicts[0].subject == "official_code"
    assert set(dossier.codes) >= {"H1.2-261124-0001", "H1.2-261124-0002"}


def test_the_last_answer_of_the_province_is_shown_with_its_reason() -> None:
    history = a_history()
    history.says("tỉnh", RecordRefused(reason="thiếu mã thủ tục", retryable=True))
    refused = history.fold().province
    assert refused is not None
    assert (refused.recorded, refused.reason, refused.retryable) == (
        False,
        "thiếu mã thủ tục",
        True,
    )
    history.says("tỉnh", Recorded(message="thành công"))
    recorded = history.fold().province
    assert recorded is not None
    assert (recorded.recorded, recorded.message) == (True, "thành công")
    history.says("quầy 1", EnteredByHand(code="H1.2-261124-0001"))
    by_hand = history.fold().province
    assert by_hand is not None
    assert by_hand.by_hand


def test_a_submitter_without_a_name_is_nobody() -> None:
    assert a_history(State.NOT_HERE).fold().submitter is None


def test_every_field_of_a_person_has_its_policy() -> None:
    for whose in ("submitter.", "owner."):
        assert {whose + name for name in PERSON_FIELDS} <= set(FIELDS)


def test_what_may_be_changed_by_name_has_a_policy_or_is_the_deadline() -> None:
    assert is_changeable("due")
    assert "due" not in FIELDS
    for field, policy in FIELDS.items():
        assert not (is_changeable(field) and policy is Policy.IMMUTABLE)


def test_a_field_takes_what_it_can_hold() -> None:
    assert is_sound("owner.thumb_print", 1)
    assert not is_sound("owner.thumb_print", 2)
    assert is_sound("owner.name", "Vàng A Páo")
    assert is_sound("owner.name", "")
    assert not is_sound("submitter.name", "")
    assert not is_sound("tags", 5)
    assert is_sound("due", MORNING)
    assert not is_sound("due", 1 << 53)
    assert not is_sound("due", "mai")
