"""A village head brings for many: one visit, one list, a slip each; all or none."""

from typing import Any

import msgspec
import pytest

from app.domain.errors import RuleViolation
from app.domain.person import Person
from app.domain.states import State
from app.usecases.batch import (
    MOST,
    Applicant,
    Batch,
    BatchProblem,
    bringer_of,
    keep_batch,
    kept_batch,
    problems,
    put_aside,
    take_back,
    take_batch,
)
from app.usecases.desk import Desk
from app.usecases.lookup import DossierFilter, dossiers
from app.usecases.people import known_people
from app.usecases.reception import take_in
from app.usecases.visits import visit
from tests.helpers.desk import a_desk
from tests.helpers.office import AnOffice

HEAD = Person(name="Vàng A Páo", id_number="012080001111", phone="0912000111")
NAMES = ("Giàng A Páo", "Lò Thị Pàn", "Sùng A Lử")
MARITAL = "1.004873"


def a_batch(*names: str, **changes: Any) -> Batch:
    """The list as typed; nothing is missing unless said."""
    batch = Batch(
        bringer=HEAD,
        authority="Danh sách ủy quyền ngày 20/11/2026",
        procedure_code=MARITAL,
        applicants=tuple(
            Applicant(Person(name=name, birth_date=str(1960 + place)))
            for place, name in enumerate(names or NAMES)
        ),
    )
    return msgspec.structs.replace(batch, **changes)


def total(desk: Desk) -> int:
    return dossiers(desk, DossierFilter()).total


def test_each_applicant_gets_a_dossier_brought_by_the_village_head(desk: Desk):
    taken = take_batch(desk, a_batch())
    owners = [one.owner.name for one in taken if one.owner]
    assert owners == list(NAMES)
    assert {one.submitter.name for one in taken if one.submitter} == {"Vàng A Páo"}
    assert {one.state for one in taken} == {State.ACCEPTED}
    assert len({one.number for one in taken}) == 3
    assert {one.authorisation.paper for one in taken if one.authorisation} == {
        "Danh sách ủy quyền ngày 20/11/2026"
    }


def test_all_are_on_one_ticket_and_one_list_and_each_is_owed_a_slip(desk: Desk):
    taken = take_batch(desk, a_batch())
    (ticket,) = {one.ticket for one in taken}
    found = visit(desk, ticket)
    assert [row["owner"] for row in found.paper.rows("rows")] == list(NAMES)
    assert found.paper.text("bringer_phone") == "0912000111"
    assert len(found.owed) == 3


def test_another_matter_of_the_same_visit_is_on_the_same_ticket(desk: Desk):
    first = take_batch(desk, a_batch())
    second = take_batch(desk, a_batch("Lý A Sài", ticket=first[0].ticket))
    assert second[0].ticket == first[0].ticket


def test_who_misses_a_paper_waits_for_it_and_the_others_do_not(desk: Desk):
    batch = a_batch()
    first, *others = batch.applicants
    incomplete = msgspec.structs.replace(first, missing="Giấy chứng sinh; Ảnh")
    batch = msgspec.structs.replace(batch, applicants=(incomplete, *others))
    taken = take_batch(desk, batch)
    assert [one.state for one in taken] == [State.SUPPLEMENT, State.ACCEPTED, State.ACCEPTED]
    assert taken[0].supplements[-1].asked.missing == ("Giấy chứng sinh", "Ảnh")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"bringer": Person(name=" ")}, BatchProblem(None, "bringer", "person_name_missing")),
        ({"authority": ""}, BatchProblem(None, "authority", "authorisation_missing")),
        ({"procedure_code": ""}, BatchProblem(None, "procedure", "procedure_missing")),
        ({"applicants": ()}, BatchProblem(None, "applicants", "applicants_missing")),
        (
            {"applicants": (Applicant(Person(name="A")),) * (MOST + 1)},
            BatchProblem(None, "applicants", "applicants_too_many"),
        ),
        (
            {"applicants": (Applicant(Person(name="A", birth_date="31/02/1990")),)},
            BatchProblem(0, "birth_date", "birth_date_unreadable"),
        ),
        (
            {"applicants": (Applicant(Person(name="A")), Applicant(Person(name="")))},
            BatchProblem(1, "name", "person_name_missing"),
        ),
        (
            {"applicants": (Applicant(Person(name="Páo")), Applicant(Person(name="PÁO")))},
            BatchProblem(1, "name", "applicant_twice"),
        ),
        (
            {"bringer": Person(name="A", birth_date="x")},
            BatchProblem(None, "bringer", "birth_date_unreadable"),
        ),
    ],
)
def test_what_is_wrong_is_said_where_it_stands_and_nothing_is_taken_in(
    desk: Desk, changes: dict[str, Any], problem: BatchProblem
):
    batch = a_batch(**changes)
    assert problem in problems(desk, batch)
    with pytest.raises(RuleViolation):
        take_batch(desk, batch)
    assert total(desk) == 0


def test_what_is_typed_is_kept_until_it_is_taken_in(office: AnOffice, desk: Desk):
    keep_batch(desk, a_batch())
    office.reopens()
    later = a_desk(office)
    assert kept_batch(later) == a_batch()
    take_batch(later, a_batch())
    assert kept_batch(later) == Batch()


def test_an_emptied_list_keeps_no_draft(desk: Desk):
    keep_batch(desk, a_batch())
    keep_batch(desk, Batch(ticket="L-1"))
    assert kept_batch(desk) == Batch()


def test_what_fails_at_the_last_applicant_takes_in_nobody(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    taken: list[str] = []

    def fails_at_the_third(*given: Any) -> Any:
        if len(taken) == 2:
            raise RuleViolation("person_name_missing")
        taken.append("one")
        return take_in(*given)

    keep_batch(desk, a_batch())
    monkeypatch.setattr("app.usecases.batch.take_in", fails_at_the_third)
    with pytest.raises(RuleViolation):
        take_batch(desk, a_batch())
    assert total(desk) == 0
    assert kept_batch(desk) == a_batch()


def test_lists_that_are_put_aside_come_back_the_newest_first(office: AnOffice, desk: Desk):
    first, second = a_batch("Lý A Sài"), a_batch("Tẩn A Lở")
    for one in (first, second):
        keep_batch(desk, one)
        put_aside(desk, one)
        assert kept_batch(desk) == Batch()
    office.reopens()
    later = a_desk(office)
    assert take_back(later) == second == kept_batch(later)
    assert take_back(later) == first
    assert take_back(later) == Batch()
    assert kept_batch(later) == first


def test_whoever_brings_for_many_is_one_person_also_without_a_number(desk: Desk):
    bringer = Person(name="Vàng A Páo", birth_date="1970")
    first = take_batch(desk, a_batch(bringer=bringer))
    assert [one.dossiers for one in known_people(desk, "vang a pao")] == [3]
    again = a_batch("Lý A Sài", bringer=bringer, bringer_is=bringer_of(first[0]))
    take_batch(desk, again)
    assert [one.dossiers for one in known_people(desk, "vang a pao")] == [4]
    take_batch(desk, a_batch("Tẩn A Lở", bringer=bringer))
    assert sorted(one.dossiers for one in known_people(desk, "vang a pao")) == [1, 4]
