"""Người dân by keyboard: find somebody, see his dossiers, say who is who, take it back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.person import Person
from app.ui.page import Goto
from app.ui.people.page import PeoplePage
from app.ui.people.table_model import Kind, Line
from app.ui.reception.page import ReceptionPage
from app.ui.tasks import Workers
from app.usecases.person_links import link_people, person_file
from tests.helpers.desk import a_dossier
from tests.ui.dossier.clerk import Clerk

OLD = Person(name="Sùng A Lử", birth_date="1950", hamlet="Lao Chải")
NEW = Person(name="Sung A Lu", birth_date="1950-01-01", hamlet="Lao Chải", phone="0345000118")


@pytest.fixture
def clerk(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Clerk]:
    made = Clerk(qtbot, workers, tmp_path)
    made.window.go(Goto("people"))
    made.settles()
    yield made
    made.closes()


@pytest.fixture
def both(clerk: Clerk) -> tuple[str, str]:
    old = clerk.does(lambda: a_dossier(clerk.desk, submitter=OLD))
    new = clerk.does(lambda: a_dossier(clerk.desk, submitter=NEW))
    clerk.settles()
    return f"{old.id}:submitter", f"{new.id}:submitter"


def page_of(clerk: Clerk) -> PeoplePage:
    page = clerk.window.page
    assert isinstance(page, PeoplePage)
    return page


def finds(clerk: Clerk, text: str = "sung a lu") -> PeoplePage:
    page = page_of(clerk)
    page.search.line.setFocus()
    clerk.types(text)
    clerk.settles()
    return page


def opens(clerk: Clerk) -> PeoplePage:
    page = finds(clerk)
    clerk.presses("Return")
    clerk.settles()
    return page


def kinds(page: PeoplePage) -> list[Kind]:
    rows = (page.file.model.row_at(page.file.model.index(i, 0)) for i in range(99))
    return [row.kind for row in rows if row is not None]


def test_somebody_is_found_without_marks(clerk: Clerk, both: tuple[str, str]):
    page = finds(clerk)
    assert page.model.rowCount() == 2
    assert page.total.text() == "2 người"


def test_enter_opens_the_person_with_who_may_be_the_same_first(clerk: Clerk, both: tuple[str, str]):
    page = opens(clerk)
    assert kinds(page) == [Kind.ALIKE, Kind.WRITING]
    assert page.file.question.isVisible()


def test_f8_asks_for_a_reason_and_links(clerk: Clerk, both: tuple[str, str]):
    page = opens(clerk)
    clerk.presses("F8")
    assert page.file.reason.error
    clerk.types("cùng thẻ")
    clerk.presses("F8")
    clerk.settles()
    assert kinds(page) == [Kind.WRITING, Kind.WRITING, Kind.WORD]
    clerk.presses("Escape")
    clerk.settles()
    assert page.model.rowCount() == 1


def test_f7_says_two_people_without_a_reason(clerk: Clerk, both: tuple[str, str]):
    page = opens(clerk)
    clerk.presses("F7")
    clerk.settles()
    assert kinds(page) == [Kind.WRITING, Kind.WORD]


def test_a_link_is_taken_back_with_a_reason(clerk: Clerk, both: tuple[str, str]):
    clerk.does(lambda: link_people(clerk.desk, both[0], both[1], "cùng thẻ"))
    page = opens(clerk)
    clerk.presses("Down", "Down")
    assert not page.file.link.isVisible()
    clerk.presses("F7")
    assert page.file.reason.error
    clerk.types("bố và con")
    clerk.presses("F7")
    clerk.settles()
    assert kinds(page) == [Kind.WRITING, Kind.WORD]
    assert len(clerk.does(lambda: person_file(clerk.desk, both[0])).writings) == 1


def test_enter_opens_the_dossier_of_the_line(clerk: Clerk, both: tuple[str, str]):
    opens(clerk)
    clerk.presses("Down", "Return")
    clerk.settles()
    assert clerk.sheet.presenter.shown is not None


def test_a_line_that_asks_nothing_is_not_answered(clerk: Clerk, both: tuple[str, str]):
    page = opens(clerk)
    clerk.presses("Down")
    row = page.file.view.current()
    assert isinstance(row, Line)
    assert row.kind is Kind.WRITING
    clerk.presses("F8", "F7")
    clerk.settles()
    assert kinds(page) == [Kind.ALIKE, Kind.WRITING]


def test_esc_closes_the_person_then_empties_the_search(clerk: Clerk, both: tuple[str, str]):
    page = opens(clerk)
    clerk.presses("Escape")
    assert page.view.isVisible()
    clerk.presses("Escape")
    clerk.settles()
    assert page.search.value() == ""
    assert page.nothing.isVisible()


def test_nobody_found_says_what_to_do(clerk: Clerk, both: tuple[str, str]):
    page = finds(clerk, "khôngcóai")
    assert "Không tìm thấy ai" in page.nothing.words.text()


def test_a_new_dossier_begins_with_the_person(clerk: Clerk, both: tuple[str, str]):
    opens(clerk)
    clerk.presses("Alt+N")
    clerk.settles()
    reception = clerk.window.page
    assert isinstance(reception, ReceptionPage)
    clerk.until(lambda: clerk.submitter.name.value() == NEW.name)
    clerk.finds_procedure("khai sinh")
    clerk.takes_in()
    writings = clerk.does(lambda: person_file(clerk.desk, both[1])).writings
    assert len(writings) == 2


def test_a_dossier_of_somebody_else_is_taken_out_on_its_line(clerk: Clerk, both: tuple[str, str]):
    clerk.does(lambda: link_people(clerk.desk, both[0], both[1], "cùng thẻ"))
    page = opens(clerk)
    clerk.presses("Down")
    assert page.file.part.isVisible()
    assert not page.file.link.isVisible()
    clerk.presses("F7")
    assert page.file.reason.error
    clerk.types("bố và con")
    clerk.presses("F7")
    clerk.settles()
    assert kinds(page) == [Kind.WRITING, Kind.WORD]
    assert len(clerk.does(lambda: person_file(clerk.desk, both[1])).writings) == 1


def test_a_reason_is_of_the_line_it_was_typed_for(clerk: Clerk, both: tuple[str, str]):
    clerk.does(lambda: link_people(clerk.desk, both[0], both[1], "cùng thẻ"))
    page = opens(clerk)
    clerk.presses("F7")
    clerk.types("bố và con")
    page.presenter.read_file()
    clerk.settles()
    assert page.file.reason.value() == "bố và con"
    page.file.view.setFocus()
    clerk.presses("Down")
    assert page.file.reason.value() == ""
