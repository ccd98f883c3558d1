"""Who is counted as one person, and what officers said about two mentions."""

from typing import Any

import pytest

from app.domain.errors import RuleViolation
from app.domain.events import PeopleLinked, PeopleParted, VillageHeadNamed, to_payload
from app.domain.events.payload import Payload
from app.domain.fold.office import deeds
from app.domain.people_links import (
    Mention,
    Standing,
    completed,
    identity,
    is_another,
    link,
    link_id,
    mention_of,
    part,
    person_link,
    together,
    typed_over,
)
from app.domain.person import Person
from sync.protocol.event import Envelope, Event, Seen
from sync.protocol.identity import EventId

HERE, THERE = Mention("0193-a", "submitter"), Mention("0193-b", "owner")
ONE, OTHER = str(HERE), str(THERE)


def a(name: str, born: str | None = None, number: str | None = None) -> Person:
    return Person(name=name, birth_date=born, id_number=number)


def in_a_village(hamlet: str, **more: Any) -> Person:
    return Person(name="Giàng A Páo", birth_date="1990-05-12", hamlet=hamlet, **more)


def are_one(left: Person, right: Person) -> bool:
    return identity(left, HERE) == identity(right, THERE)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (a("Giàng A Páo", number="012 201 004 567"), a("GIANG A PAO", "1990", "012201004567")),
        (a("Lý Thị Mỹ", number="B1234567"), a("Lí Thị Mĩ", number="b1234567")),
        (a("Nguyễn Văn Hoà", "1966-11-30"), a("NGUYỄN VĂN HÒA", "1966-11-30")),
        (in_a_village("Lao Chải"), in_a_village("LAO CHẢI")),
    ],
)
def test_the_same_number_and_name_or_name_and_birth_are_one(left: Person, right: Person) -> None:
    assert are_one(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (a("Giàng A Páo"), a("Giàng A Páo")),
        (a("Giàng A Páo", "1950"), a("Giàng A Páo", "1950")),
        (a("Giàng A Páo", "1950-01-01"), a("Giàng A Páo", "1950-01-01")),
        (a("Giàng A Páo", "1950-03-04"), a("Giàng A Pảo", "1950-03-04")),
        (a("Giàng A Páo", number="012201004567"), a("Lò Thị Mai", number="012201004567")),
        (a("Giàng A Páo", number="012201004567"), a("Giàng A Páo", number="012201004568")),
        (a("Giàng A Páo", number="0"), a("Giàng A Páo", number="0")),
        (a("Giàng A Páo", number="không"), a("Giàng A Páo", number="Không")),
        (a("Giàng A Páo", number="000000000"), a("Giàng A Páo", number="000000000")),
        (in_a_village("Lao Chải"), in_a_village("Sín Chải")),
        (in_a_village("Lao Chải", sex="Nam"), in_a_village("Lao Chải", sex="Nữ")),
        (in_a_village("Lao Chải", phone="0345000118"), in_a_village("Lao Chải", phone="0987")),
    ],
)
def test_all_else_waits_for_an_officer_s_word(left: Person, right: Person) -> None:
    assert not are_one(left, right)


def test_a_mention_is_always_one_with_itself() -> None:
    assert identity(a("Páo"), HERE) == identity(a("Páo"), mention_of(ONE))


def test_two_mentions_have_one_record_in_whichever_order() -> None:
    assert link_id(ONE, OTHER) == link_id(OTHER, ONE)
    assert link(OTHER, ONE, "cùng thẻ") == link(ONE, OTHER, " cùng thẻ ")


def test_a_link_says_why_unless_the_officer_chose_the_person_at_the_counter() -> None:
    with pytest.raises(RuleViolation, match="link_reason_missing"):
        link(ONE, OTHER, " ")
    assert link(ONE, OTHER, taken_over=True).taken_over


def test_nobody_is_linked_to_himself() -> None:
    with pytest.raises(RuleViolation, match="link_to_itself"):
        link(ONE, ONE, "nhầm")
    with pytest.raises(RuleViolation, match="link_to_itself"):
        part(None, ONE, ONE)


def test_another_person_needs_no_reason_but_undoing_a_link_does() -> None:
    linked = person_link(deeds([told(1, link(ONE, OTHER, "cùng thẻ"))]))
    assert part(None, ONE, OTHER).reason == ""
    with pytest.raises(RuleViolation, match="link_reason_missing"):
        part(linked, ONE, OTHER)
    assert part(linked, ONE, OTHER, "nhầm người").reason == "nhầm người"


def told(n: int, said: Payload, *seen: Seen, device: str = "AAAAAAAAAA", entity: str = "") -> Event:
    """A word about the two, as the journal would give it."""
    envelope = Envelope(
        v=1,
        n=n,
        e=entity or link_id(ONE, OTHER),
        t="person_link",
        k=said.kind,
        seen=seen,
        at=1_000 + n,
        by="Mỷ",
        role="clerk",
    )
    return Event(EventId(device, "E001", n), envelope, to_payload(said), bytes([n]) * 32, None)


def standing(*events: Event) -> Standing | None:
    found = person_link(deeds(events))
    return found.standing if found else None


LINK = link(ONE, OTHER, "cùng thẻ")
PART = PeopleParted(one=ONE, other=OTHER, reason="nhầm")


def test_the_newest_word_holds_and_the_older_stay() -> None:
    first = told(1, LINK)
    second = told(2, PART, first.seen_as)
    found = person_link(deeds([first, second]))
    assert found is not None
    assert found.standing is Standing.TWO
    assert [(one.is_one, one.by, one.at, one.reason) for one in found.sayings] == [
        (True, "Mỷ", 1_001, "cùng thẻ"),
        (False, "Mỷ", 1_002, "nhầm"),
    ]


def test_two_who_contradict_each_other_unknowing_are_a_dispute_until_somebody_settles_it() -> None:
    first, second = told(1, LINK), told(1, PART, device="BBBBBBBBBB")
    assert standing(first, second) is Standing.DISPUTED
    settled = told(2, LINK, first.seen_as, second.seen_as)
    assert standing(first, second, settled) is Standing.ONE


def test_two_who_say_the_same_unknowing_agree() -> None:
    assert standing(told(1, LINK), told(1, LINK, device="BBBBBBBBBB")) is Standing.ONE


def test_what_is_about_others_or_about_nothing_does_not_count() -> None:
    assert standing() is None
    assert standing(told(1, VillageHeadNamed(village="Ma Sao", name="Lý A Sài"))) is None
    astray = PeopleLinked(one=ONE, other="0193-c:owner", reason="nhầm")
    assert standing(told(1, astray)) is None


@pytest.mark.parametrize(
    ("typed", "known", "name", "born"),
    [
        (a("Sung A Lu", "1950"), a("Sùng A Lử", "1950-03-04"), "Sùng A Lử", "1950-03-04"),
        (a("Sùng A Lừ", "1950-03-05"), a("Sùng A Lử", "1950"), "Sùng A Lừ", "1950-03-05"),
        (a("Sung A Lu"), a("Sùng A Lử"), "Sùng A Lử", None),
        (a("Sung A", "1951"), a("Sùng A Lử", "1950-03-04"), "Sung A", "1951"),
    ],
)
def test_what_was_typed_is_completed_by_what_is_known(
    typed: Person, known: Person, name: str, born: str | None
) -> None:
    whole = completed(typed, known)
    assert (whole.name, whole.birth_date) == (name, born)


def test_a_number_that_was_typed_stays_with_its_kind() -> None:
    known = Person(name="Lò", id_number="045012345", id_kind="cmnd", phone="0345000118")
    typed = Person(name="Lò", id_number="012158001111", id_kind="cccd")
    whole = completed(typed, known)
    assert (whole.id_number, whole.id_kind, whole.phone) == ("012158001111", "cccd", "0345000118")
    assert completed(Person(name="Lò"), known).id_kind == "cmnd"


CARD = Person(
    name="Tẩn A Lở", id_number="012095001234", id_kind="cccd", sex="Nam", birth_date="1995-03-15"
)


@pytest.mark.parametrize(
    ("name", "number", "stays"),
    [
        ("Tẩn A Lở", "012095001234", True),
        ("Tan A Lo", "012 095 001 234", True),
        ("Lò Thị Pàn", "012095001234", False),
        ("Tẩn A Lở", "012095001235", False),
        ("Tẩn A Lở", "", False),
    ],
)
def test_what_no_field_shows_is_of_that_very_person_only(
    name: str, number: str, stays: bool
) -> None:
    assert typed_over(CARD, name, number) == (CARD if stays else Person(name=name))


def test_a_number_that_is_added_changes_nothing_of_who_it_is() -> None:
    known = Person(name="Tẩn A Lở", sex="Nam")
    assert typed_over(known, "Tẩn A Lở", "012095001234") == known


@pytest.mark.parametrize(
    ("before", "now", "other"),
    [
        (a("Sung A Lu", "1950"), a("Sùng A Lử", "1950-03-04", "012050001111"), False),
        (a("Sùng A Lử"), a("Lò Thị Pản"), True),
        (a("Sùng A Lu", number="012050001111"), a("Sùng Á Lửu", number="012 050 001 111"), False),
        (a("Sùng A Lử", number="012050001111"), a("Sùng A Lử", number="012050002222"), True),
    ],
)
def test_a_correction_puts_somebody_else_in_place_or_not(
    before: Person, now: Person, other: bool
) -> None:
    assert is_another(before, now) is other


@pytest.mark.parametrize(
    ("linked", "apart", "whole"),
    [
        ([], [], {"a", "b"}),
        ([], [("b", "a")], {"a"}),
        ([("a", "c")], [("a", "b")], {"a", "c"}),
        ([("c", "b"), ("c", "a"), ("c", "gone")], [("a", "b")], {"a", "b", "c"}),
    ],
)
def test_an_officer_s_word_beats_what_counts_by_itself(
    linked: list[tuple[str, str]], apart: list[tuple[str, str]], whole: set[str]
) -> None:
    assert together("a", {"a": "1", "b": "1", "c": "2"}, linked, apart) == whole
