"""Lượt: several dossiers of one citizen on one ticket, found by it, on one list."""

from datetime import timedelta

import msgspec

from app.usecases.desk import Desk
from app.usecases.dossier_view import open_dossier
from app.usecases.lookup import DossierFilter, dossiers, jump
from app.usecases.reception import complete_reception, receive, same_person_again
from app.usecases.visits import count, visit
from tests.helpers.desk import a_dossier, a_form, a_missing_paper
from tests.helpers.office import AnOffice


def another(desk: Desk, form, first):
    again = same_person_again(form, first)
    return receive(desk, msgspec.structs.replace(a_form(desk), ticket=again.ticket))


def test_every_visit_has_a_ticket_of_its_own(desk: Desk):
    first, second = a_dossier(desk), a_dossier(desk)
    assert first.ticket.startswith(f"L-{desk.store.device.epoch}-261124-")
    assert (first.ticket[-3:], second.ticket[-3:]) == ("001", "002")


def test_another_dossier_of_the_same_person_is_on_the_same_ticket(desk: Desk):
    form = a_form(desk)
    first = receive(desk, form)
    second = another(desk, form, first)
    a_dossier(desk)
    assert second.ticket == first.ticket
    assert count(desk, first.ticket) == 2


def test_all_of_a_ticket_are_found_by_it(desk: Desk):
    form = a_form(desk)
    first = receive(desk, form)
    second = another(desk, form, first)
    a_dossier(desk)
    ticket = first.ticket
    wanted = {first.id, second.id}
    assert {one.id for one in jump(desk, ticket)} == wanted
    assert {one.id for one in jump(desk, ticket.lower().replace("-", " "))} == wanted
    assert {row.id for row in dossiers(desk, DossierFilter(text=ticket)).rows} == wanted


def test_one_list_names_them_all(desk: Desk):
    form = a_form(desk)
    first = receive(desk, form)
    second = another(desk, form, first)
    paper = visit(desk, first.ticket).paper
    assert [row["code"] for row in paper.rows("rows")] == [first.number, second.number]
    assert paper.text("bringer") == "Giàng A Páo"
    assert paper.text("total") == "02"
    assert {one.code for one in visit(desk, first.ticket).owed} == {first.number, second.number}


def test_what_waits_for_papers_keeps_the_ticket_of_the_visit_where_it_was_offered(desk: Desk):
    offered = a_dossier(desk, papers=(a_missing_paper(),))
    assert offered.ticket
    (row,) = visit(desk, offered.ticket).paper.rows("rows")
    assert row["code"] == "Chờ bổ sung"
    complete_reception(desk, offered.version, a_form(desk, ticket="L-another"))
    assert open_dossier(desk, offered.id).dossier.ticket == offered.ticket


def test_tickets_are_the_same_after_a_rebuild(office: AnOffice, desk: Desk):
    first = a_dossier(desk)
    office.store.rebuild()
    assert count(desk, first.ticket) == 1
    assert a_dossier(desk).ticket[-3:] == "002"


def test_yesterday_s_ticket_is_not_gone_on_with(office: AnOffice, desk: Desk):
    form = a_form(desk)
    first = receive(desk, form)
    office.clock.pass_by(timedelta(days=1))
    second = another(desk, form, first)
    assert second.ticket != first.ticket
    assert second.ticket.startswith(f"L-{desk.store.device.epoch}-261125-")
