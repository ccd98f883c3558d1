"""One person or two, on real stores: found, linked, parted, and agreed on by two PCs."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import Authorisation
from app.domain.likeness import name_key
from app.domain.officers import Agency
from app.domain.people_links import Standing
from app.domain.person import Person
from app.store.records import Officer
from app.usecases import staff
from app.usecases.correction import correct_reception
from app.usecases.desk import Desk
from app.usecases.office import OfficeSettings
from app.usecases.people import known_people
from app.usecases.person_links import (
    contradictions,
    link_people,
    part_people,
    part_writing,
    person_file,
    who_may_be,
)
from app.usecases.reception import receive, same_person_again
from app.usecases.reception_form import Recognition
from app.usecases.synchronise import one_round
from app.usecases.troubles import TroubleKind, troubles
from tests.helpers.desk import a_desk, a_dossier, a_form, a_missing_paper
from tests.helpers.office import AnOffice
from tests.helpers.two_pcs import SecondPc, a_second_pc

OLD = Person(name="Sùng A Lử", birth_date="1950", hamlet="Lao Chải")
NEW = Person(name="Sung A Lu", birth_date="1950-01-01", hamlet="Lao Chải", phone="0345000118")


PAPERS = Person(name="Lò Văn Tém", id_number="012090001234")
PEOPLE = ("submitter", "owner", "submitter_is", "owner_is", "authorisation")


@pytest.fixture
def other(tmp_path: Path, enrolled: Desk, province: Any) -> Iterator[SecondPc]:
    with a_second_pc(tmp_path, enrolled, province) as one:
        yield one


def comes(desk: Desk, person: Person) -> str:
    """Somebody hands a dossier in; answers where he stands."""
    return f"{a_dossier(desk, submitter=person).id}:submitter"


def counts(desk: Desk, text: str = "sung a lu") -> list[int]:
    return [one.dossiers for one in known_people(desk, text)]


def test_two_of_one_name_are_not_merged_silently(desk: Desk):
    comes(desk, Person(name="Giàng A Páo"))
    comes(desk, Person(name="Giang A Pao"))
    assert counts(desk, "giang a pao") == [1, 1]


def test_who_may_be_the_same_is_said_with_its_reasons(desk: Desk):
    old = comes(desk, OLD)
    (alike,) = who_may_be(desk, NEW)
    assert alike.known.mention == old
    assert alike.likeness.is_likely
    assert who_may_be(desk, Person(name="Giàng A Páo")) == ()


def test_the_same_number_is_found_however_many_share_the_name(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("app.store.projections.people._LIKE", 3)
    old = comes(desk, Person(name="Giàng Páo", id_number="012201004567"))
    called = comes(desk, Person(name="Giàng Páo", birth_date="1990", phone="0345000118"))
    for year in range(1940, 1945):
        comes(desk, Person(name="Giàng A Páo", birth_date=str(year)))
    now = Person(
        name="Giàng A Páo", birth_date="1990", id_number="012201004567", phone="0345000118"
    )
    assert {old, called} <= {one.known.mention for one in who_may_be(desk, now)}


def test_no_number_joins_nobody(desk: Desk):
    for nothing in ("0", "không", "0"):
        comes(desk, Person(name="Giàng A Páo", id_number=nothing))
    assert counts(desk, "giang a pao") == [1, 1, 1]
    assert who_may_be(desk, Person(name="Lò Thị Pàn", id_number="0")) == ()


def test_a_link_makes_them_one_and_can_be_taken_back(desk: Desk):
    old, new = comes(desk, OLD), comes(desk, NEW)
    link_people(desk, old, new, "người nhà xác nhận")
    assert counts(desk) == [2]
    file = person_file(desk, old)
    assert [one.mention for one in file.writings] == [new, old]
    assert file.alike == ()
    (word,) = file.words
    assert word.link.sayings[0].reason == "người nhà xác nhận"
    assert word.link.sayings[0].by == desk.officer.name
    with pytest.raises(RuleViolation, match="link_reason_missing"):
        part_people(desk, new, old)
    part_people(desk, new, old, "bố và con")
    assert counts(desk) == [1, 1]
    assert len(person_file(desk, old).writings) == 1


def test_who_was_said_to_be_another_is_not_offered_again(desk: Desk):
    old, new = comes(desk, OLD), comes(desk, NEW)
    assert [one.known.mention for one in person_file(desk, new).alike] == [old]
    part_people(desk, new, old)
    assert person_file(desk, new).alike == ()
    assert person_file(desk, old).alike == ()


def test_nor_by_another_of_his_dossiers(desk: Desk):
    here = comes(desk, OLD)
    numbered = Person(name=OLD.name, birth_date="1950", hamlet="Lao Chải", id_number="012050001111")
    theirs = [comes(desk, numbered) for _ in range(2)]
    assert len(person_file(desk, here).alike) == 1
    part_people(desk, here, theirs[0])
    assert person_file(desk, here).alike == ()


def test_links_reach_over_several_mentions(desk: Desk):
    mentions = [comes(desk, Person(name="Sùng A Lử")) for _ in range(4)]
    for one, other in pairwise(mentions):
        link_people(desk, one, other, "cùng người")
    assert counts(desk) == [4]
    part_people(desk, mentions[1], mentions[2], "nhầm")
    assert counts(desk) == [2, 2]


def test_an_officer_s_word_beats_the_same_number(desk: Desk):
    mentions = [comes(desk, PAPERS) for _ in range(3)]
    assert counts(desk, "lo van tem") == [3]
    with pytest.raises(RuleViolation, match="link_reason_missing"):
        part_writing(desk, mentions[1], " ")
    part_writing(desk, mentions[1], "mượn thẻ của anh")
    assert sorted(counts(desk, "lo van tem")) == [1, 2]
    assert [one.mention for one in person_file(desk, mentions[1]).writings] == [mentions[1]]
    assert {one.mention for one in person_file(desk, mentions[0]).writings} == {
        mentions[0],
        mentions[2],
    }
    assert person_file(desk, mentions[1]).alike == ()
    assert contradictions(desk) == ()
    link_people(desk, mentions[0], mentions[1], "đã hỏi lại")
    assert counts(desk, "lo van tem") == [3]


def test_a_dossier_that_was_linked_is_taken_out_too(desk: Desk):
    old, new = comes(desk, OLD), comes(desk, NEW)
    link_people(desk, old, new, "cùng người")
    part_writing(desk, old, "bố và con")
    assert counts(desk) == [1, 1]


def test_two_who_are_not_one_and_yet_joined_through_a_third_are_a_matter_to_settle(desk: Desk):
    first, second, third = [comes(desk, Person(name="Sùng A Lử")) for _ in range(3)]
    link_people(desk, first, second, "cùng người")
    part_people(desk, first, third, "khác người")
    assert contradictions(desk) == ()
    link_people(desk, second, third, "cùng người")
    (word,) = contradictions(desk)
    assert word.link.standing is Standing.CROSSED
    assert {word.link.one, word.link.other} == {first, third}
    assert Standing.CROSSED in {one.link.standing for one in person_file(desk, second).words}
    assert [one.kind for one in troubles(desk)] == [TroubleKind.PEOPLE]
    part_people(desk, second, third, "nhầm")
    assert contradictions(desk) == ()
    assert troubles(desk) == ()


def test_also_where_the_number_joins_them_through_a_third(desk: Desk):
    first, second = comes(desk, PAPERS), comes(desk, PAPERS)
    part_people(desk, first, second, "hai người")
    assert contradictions(desk) == ()
    comes(desk, PAPERS)
    (word,) = contradictions(desk)
    assert word.link.standing is Standing.CROSSED


def test_whoever_is_put_in_place_by_a_correction_has_no_links_of_the_one_before(desk: Desk):
    old, wrong = comes(desk, OLD), a_dossier(desk, submitter=NEW)
    link_people(desk, old, f"{wrong.id}:submitter", "cùng người")
    right = Person(name="Lò Thị Pản", birth_date="1988-02-03", id_number="012188001234")
    form = a_form(desk, submitter=right)
    correct_reception(desk, wrong.version, form, "nhầm người", slip_recovered=True)
    assert counts(desk, "lo thi pan") == counts(desk) == [1]
    (word,) = person_file(desk, old).words
    assert word.link.sayings[-1].reason == "nhầm người"


def test_a_correction_of_the_same_person_leaves_the_links(desk: Desk):
    old, wrong = comes(desk, OLD), a_dossier(desk, submitter=NEW)
    link_people(desk, old, f"{wrong.id}:submitter", "cùng người")
    form = a_form(desk, submitter=OLD)
    correct_reception(desk, wrong.version, form, "ghi thiếu dấu", slip_recovered=True)
    assert counts(desk) == [2]


def test_who_was_chosen_at_the_counter_is_one_with_the_known_person(desk: Desk):
    old = comes(desk, OLD)
    chosen = Recognition(name_key(NEW.name), old)
    a_dossier(desk, submitter=NEW, submitter_is=chosen)
    assert counts(desk) == [2]
    (word,) = person_file(desk, old).words
    assert word.link.sayings[0].taken_over


def test_also_of_a_dossier_that_waits_for_its_papers(desk: Desk):
    old = comes(desk, OLD)
    chosen = Recognition(name_key(NEW.name), old)
    a_dossier(desk, submitter=NEW, submitter_is=chosen, papers=(a_missing_paper(),))
    assert counts(desk) == [2]


def test_another_name_typed_afterwards_is_another_person(desk: Desk):
    old = comes(desk, OLD)
    chosen = Recognition(name_key(OLD.name), old, (old,))
    a_dossier(desk, submitter=Person(name="Vàng Thị Dợ"), submitter_is=chosen)
    assert person_file(desk, old).words == ()


def test_nothing_is_said_of_who_counts_as_one_anyway(desk: Desk):
    papers = Person(name="Lò Văn Tém", id_number="012090001234")
    old = comes(desk, papers)
    a_dossier(desk, submitter=papers, submitter_is=Recognition(name_key(papers.name), old))
    a_dossier(desk, submitter=OLD, submitter_is=Recognition(name_key(OLD.name), "gone:owner"))
    assert person_file(desk, old).words == ()
    assert counts(desk, "lo van tem") == [2]


def test_somebody_else_at_the_counter_is_not_offered_again(desk: Desk):
    old = comes(desk, OLD)
    apart = Recognition(name_key(NEW.name), apart=(old,))
    new = a_dossier(desk, submitter=NEW, submitter_is=apart)
    assert person_file(desk, old).alike == ()
    assert person_file(desk, f"{new.id}:submitter").alike == ()


def test_another_dossier_for_this_person_is_of_this_person(desk: Desk):
    right = Authorisation(why_none="Cha, mẹ làm cho con")
    form = a_form(desk, submitter=OLD, owner=Person(name="Sùng Thị Sua"), authorisation=right)
    first = receive(desk, form)
    again = same_person_again(form, first)
    receive(desk, a_form(desk, **{name: getattr(again, name) for name in PEOPLE}))
    assert counts(desk) == [2]
    assert counts(desk, "sung thi sua") == [2]


def test_a_guide_may_not_say_who_is_who(office: AnOffice, desk: Desk):
    old, new = comes(desk, OLD), comes(desk, NEW)
    guide = a_desk(office, Officer("g", "Vàng Thị Dợ", "guide"))
    with pytest.raises(RuleViolation, match="role_not_allowed"):
        link_people(guide, old, new, "cùng người")


def test_links_are_the_same_after_a_rebuild(office: AnOffice, desk: Desk):
    old, new = comes(desk, OLD), comes(desk, NEW)
    link_people(desk, old, new, "cùng người")
    before = person_file(desk, old)
    office.store.rebuild()
    assert person_file(desk, old) == before


def test_two_pcs_agree_on_who_is_who(enrolled: Desk, other: SecondPc):
    old, new = comes(enrolled, OLD), comes(enrolled, NEW)
    link_people(enrolled, old, new, "cùng người")
    one_round(enrolled)
    one_round(other.desk)
    assert person_file(other.desk, old) == person_file(enrolled, old)
    assert counts(other.desk) == [2]
    part_people(other.desk, old, new, "bố và con")
    one_round(other.desk)
    one_round(enrolled)
    assert counts(enrolled) == [1, 1]
    assert contradictions(enrolled) == ()


def test_two_who_contradict_each_other_are_shown_at_both_and_settled_once(
    enrolled: Desk, other: SecondPc
):
    old, new = comes(enrolled, OLD), comes(enrolled, NEW)

    def links(desk: Desk, _now: Dossier) -> None:
        link_people(desk, old, new, "cùng người")

    def parts(desk: Desk, _now: Dossier) -> None:
        part_people(desk, old, new, "bố và con")

    shown = a_dossier(enrolled, submitter=OLD)
    other.meanwhile(enrolled, shown, links, parts)
    for desk in (enrolled, other.desk):
        (word,) = contradictions(desk)
        assert word.link.standing is Standing.DISPUTED
        assert {one.reason for one in word.link.sayings} == {"cùng người", "bố và con"}
    assert counts(enrolled)[-2:] == [1, 1]
    part_people(other.desk, old, new, "đã hỏi trưởng bản")
    one_round(other.desk)
    one_round(enrolled)
    assert contradictions(enrolled) == contradictions(other.desk) == ()


def test_what_officers_contradict_each_other_about_is_a_matter_to_settle(
    enrolled: Desk, other: SecondPc
):
    old, new = comes(enrolled, OLD), comes(enrolled, NEW)
    other.meanwhile(
        enrolled,
        a_dossier(enrolled),
        lambda desk, _now: link_people(desk, old, new, "cùng người"),
        lambda desk, _now: part_people(desk, old, new, "bố và con"),
    )
    (found,) = [one for one in troubles(enrolled) if one.kind is TroubleKind.PEOPLE]
    assert (found.page, found.record) in {("people", old), ("people", new)}
    assert set(found.title.split(" / ")) == {OLD.name, NEW.name}


def test_of_another_agency_s_dossier_no_more_is_seen_than_that_there_is_one(desk: Desk):
    ours = a_dossier(desk, "1.004873", submitter=PAPERS)
    theirs = a_dossier(desk, "2.000815", submitter=PAPERS)
    fields = [one.procedure.field for one in (ours, theirs) if one.procedure]
    chief = replace(desk, officer=Officer("chief", "Tẩn Phù Quân", "leader"))
    for code, field in zip(("TP", "CC"), fields, strict=True):
        staff.name_agency(chief, Agency(code=code, name=code, fields=(field,)))
    counter = replace(desk, settings=OfficeSettings(agency="TP"))
    file = person_file(counter, f"{ours.id}:submitter")
    assert {(one.dossier_id, one.code) for one in file.writings} == {
        (ours.id, ours.number),
        ("", ""),
    }
    assert all(one.code for one in person_file(chief, f"{ours.id}:submitter").writings)
