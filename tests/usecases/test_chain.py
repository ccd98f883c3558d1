"""Dịch vụ liên thông: one visit with several services of several agencies, in order."""

import pytest

from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import OnPaper
from app.domain.officers import Agency
from app.domain.states import State
from app.usecases import staff
from app.usecases.chain import chain_after
from app.usecases.desk import Desk
from app.usecases.dossier_view import open_dossier
from tests.helpers.desk import a_dossier
from tests.helpers.dossiers import a_result
from tests.helpers.office import AnOffice

MARITAL, COPIES = "1.004873", "2.000815"


def a_visit(desk: Desk) -> tuple[Dossier, Dossier]:
    first = a_dossier(desk, MARITAL)
    return first, a_dossier(desk, COPIES, ticket=first.ticket)


def refuses(code: str, desk: Desk, dossier: Dossier, after: str) -> None:
    with pytest.raises(RuleViolation, match=code):
        chain_after(desk, dossier.version, after)


def test_what_was_brought_at_one_visit_is_seen_from_each_of_it(desk: Desk):
    first, second = a_visit(desk)
    a_dossier(desk, MARITAL)
    assert first.ticket == second.ticket
    (seen,) = open_dossier(desk, first.id).chain
    assert (seen.dossier_id, seen.is_before, seen.state) == (second.id, False, State.ACCEPTED)


def test_each_service_names_its_agency(desk: Desk):
    first, second = a_visit(desk)
    assert second.procedure is not None
    field = second.procedure.field
    staff.name_agency(desk, Agency(code="CT", name="Tư pháp xã", fields=(field,)))
    (seen,) = open_dossier(desk, first.id).chain
    assert seen.agency == "Tư pháp xã"


def test_a_service_waits_for_the_result_of_another_and_goes_on(office: AnOffice, desk: Desk):
    first, second = a_visit(desk)
    chained = chain_after(desk, second.version, first.id, "khai sinh trước")
    assert chained.waits_for == first.id
    (seen,) = open_dossier(desk, second.id).chain
    assert (seen.is_before, seen.is_ready) == (True, False)
    office.does(first, a_result(paper=OnPaper(decided_by="Chủ tịch UBND xã")))
    (seen,) = open_dossier(desk, second.id).chain
    assert seen.is_ready
    free = chain_after(desk, chained.version, "")
    assert free.waits_for == ""


def test_nothing_waits_for_itself_or_in_a_circle(desk: Desk):
    first, second = a_visit(desk)
    refuses("chain_to_itself", desk, first, first.id)
    chain_after(desk, second.version, first.id)
    refuses("chain_in_a_circle", desk, first, second.id)
    refuses("nothing_changed", desk, first, "")


def test_what_is_waited_for_is_seen_even_from_another_visit(desk: Desk):
    first, second = a_dossier(desk, MARITAL), a_dossier(desk, COPIES)
    assert first.ticket != second.ticket
    chain_after(desk, second.version, first.id)
    (seen,) = open_dossier(desk, second.id).chain
    assert seen.dossier_id == first.id


def test_no_circle_of_three(desk: Desk):
    one, two, three = (a_dossier(desk, MARITAL) for _ in range(3))
    chain_after(desk, two.version, one.id)
    chain_after(desk, three.version, two.id)
    refuses("chain_in_a_circle", desk, one, three.id)
