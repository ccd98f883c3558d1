"""A day at the counter: sixty citizens through the real window, by keys alone, every key counted.

Twelve troubles of every day: (1) a paper is missing and is brought later, as a picture first;
(2) a procedure was chosen wrongly and is corrected; (3) the code of another app is scanned instead
of a card; (4) a grandmother with one name and only a year of birth; (5) the slip is lost at the
return; (6) a neighbour with an authorisation takes the result; (7) the printer gives nothing;
(8) a poor household pays nothing; (9) a certification is refused in writing; (10) the book's line
was written for the wrong person; (11) the clerk is called away in the middle of a form; (12) a
citizen changes his mind and withdraws.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.register import BookKind
from app.domain.states import Act, State
from app.store.records import Filter
from app.ui.books.page import BooksPage
from app.ui.dossier.act_bar import key_of
from app.ui.reception.page import ReceptionPage
from app.ui.tasks import Workers
from app.usecases import books
from tests.ui.day.clerk_by_keys import NAMES, Day
from tests.ui.reception.test_keys_of_a_birth import child_is_typed

CITIZENS = 60


@pytest.fixture
def day(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Day]:
    made = Day(qtbot, workers, tmp_path)
    made.does(lambda: books.open_book(made.desk, BookKind.COPIES))
    yield made
    made.closes()


def takes_in_marital(day: Day) -> str:
    """The rest of a certificate of marital status: procedure, papers, F8, "Đã in"."""
    day.finds_procedure("tình trạng hôn nhân")
    day.marks_all()
    return day.takes_in_and_prints()


def copies(day: Day, until: int) -> None:
    """One citizen after the other wants a certified copy."""
    while day.citizens < until:
        day.citizen("copy")
        n = day.citizens
        day.certifies(NAMES[n % len(NAMES)], "Bằng tốt nghiệp", str(n % 4 + 1))
        day.done()


def a_poor_household_pays_nothing(day: Day) -> None:
    day.citizen("exempt")
    lane = day.lane()
    before = len(lane._done)
    day.types("Giàng Thị Dở")
    day.presses("Tab", "Tab")
    day.types("Sổ hộ nghèo")
    day.reaches(lane.exemption.box)
    day.presses("Down", "F8")
    day.until(lambda: len(lane._done) == before + 1)
    assert lane._done[0].paid == "0"
    day.done()


def a_certification_is_refused_in_writing(day: Day) -> None:
    day.citizen("refused")
    lane = day.lane()
    day.types("Vàng Thị Sua")
    day.presses("Tab", "Tab")
    day.types("Học bạ")
    day.presses("Ctrl+R")
    day.types("bản chính bị tẩy xóa")
    day.presses("F8")
    day.until(lambda: day.window.page is not lane)
    day.done()


def a_line_for_the_wrong_person_is_struck(day: Day) -> None:
    day.begins_account("struck")
    day.jumps("so chung thuc", "Sổ chứng thực")
    day.until(lambda: isinstance(day.window.page, BooksPage))
    page = day.window.page
    assert isinstance(page, BooksPage)
    day.until(lambda: page.model.rowCount() > 0)
    day.reaches(page.view)
    day.presses("Home", "Alt+6")
    day.types("ghi nhầm người")
    day.presses("F8")
    day.until(lambda: bool(page.shown and page.shown.lines[0].line.struck))
    day.done()


def a_birth_is_registered(day: Day) -> None:
    day.begins_reception(day.citizen("birth"))
    child_is_typed(day)
    day.finds_procedure("khai sinh")
    day.marks("n3n9x")
    day.takes_in_and_prints()
    day.done()


def a_certificate_is_asked_for(day: Day) -> None:
    day.begins_reception(day.citizen("marital"))
    day.plain.append(takes_in_marital(day))
    day.done()


def a_link_is_scanned_instead_of_a_card(day: Day) -> None:
    card = day.citizen("wrong_code")
    day.presses("F2", "F2")
    day.settles()
    day.scans("https://dichvucong.gov.vn/tra-cuu?ma=123456789012\n")
    assert day.window.notices.text()
    day.scans(f"{card}\n")
    day.plain.append(takes_in_marital(day))
    day.done()


def a_grandmother_has_one_name_and_a_year(day: Day) -> None:
    day.citizen("one_name")
    day.presses("F2", "F2")
    day.settles()
    day.types("Mẩy")
    day.presses("Tab")
    day.types("1941")
    dossier = takes_in_marital(day)
    known = day.does(lambda: day.office.store.reader().dossier(dossier)).submitter
    assert known is not None
    assert (known.name, known.birth_date) == ("Mẩy", "1941")
    day.done()


def the_clerk_is_called_away_in_the_middle(day: Day) -> None:
    day.begins_reception(day.citizen("called_away"))
    day.presses("F9")
    day.settles()
    day.presses("F2")
    day.until(lambda: isinstance(day.window.page, ReceptionPage))
    assert day.submitter.name.value() != ""
    day.plain.append(takes_in_marital(day))
    day.done()


def nothing_comes_out_of_the_printer(day: Day) -> None:
    day.begins_reception(day.citizen("no_paper"))
    day.finds_procedure("tình trạng hôn nhân")
    day.marks_all()
    day.printer.empty = True
    day.takes_in()
    day.until(lambda: bool(day.window.printing.text()) or bool(day.window.notices.text()))
    day.printer.empty = False
    before = len(day.printer.papers)
    day.presses("Ctrl+P")
    day.until(lambda: len(day.printer.papers) > before)
    assert "BẢN IN LẦN" not in day.printer.papers[-1].text("marks")
    day.presses("Space")
    day.done()


def a_citizen_withdraws(day: Day, dossier: str) -> None:
    day.begins_account("withdrawn")
    day.goes_on_with(dossier)
    day.begins(Act.WITHDRAW)
    day.types("không cần nữa")
    assert day.records().state is State.WITHDRAWN
    day.done()


def it_is_handed_on(day: Day, dossier: str) -> None:
    day.begins_account("handed_on")
    day.goes_on_with(dossier)
    form = day.begins(Act.FORWARD)
    if not form.name.value():
        day.types("Lý A Sài")
    day.records()
    day.done()


def a_missing_paper_comes_as_a_picture_first(day: Day, dossier: str) -> None:
    day.begins_account("supplement")
    day.goes_on_with(dossier)
    form = day.begins(Act.REQUEST_SUPPLEMENT)
    day.fills(form.others.control, "Sổ hộ khẩu")
    day.fills(form.reason.control, "để đối chiếu nơi cư trú")
    day.records()
    form = day.begins(Act.RECEIVE_SUPPLEMENT)
    day.reaches(form.ticks[0])
    day.presses("Space")
    day.reaches(form.images)
    day.presses("Space")
    assert day.records().images_to_compare == ("Sổ hộ khẩu",)
    day.begins(Act.COMPARE_ORIGINALS)
    assert day.records().images_to_compare == ()
    day.done()


def its_result_is_signed_on_paper(day: Day, dossier: str) -> None:
    day.begins_account("result")
    day.goes_on_with(dossier)
    paper = day.begins(Act.RECORD_RESULT).paper
    day.fills(paper.who.control, "Phàn A Nhị")
    day.fills(paper.number.control, "12/2026")
    day.records()
    day.done()


def the_slip_is_lost(day: Day, dossier: str) -> None:
    day.citizen("slip_lost")
    day.goes_on_with(dossier)
    form = day.begins(Act.RETURN_RESULT)
    day.reaches(form.slip_lost)
    day.presses("Space")
    day.reaches(form.id_checked)
    day.presses("Space")
    assert day.records().state is State.RETURNED
    day.done()


def a_neighbour_takes_the_result(day: Day, dossier: str) -> None:
    day.citizen("authorised")
    day.goes_on_with(dossier)
    form = day.begins(Act.RETURN_RESULT)
    day.reaches(form.who.box)
    day.presses("End")
    day.fills(form.name.control, "Vàng Thị Sua")
    day.fills(form.id_number.control, "012301000123")
    day.fills(form.relation.control, "hàng xóm")
    day.fills(form.authority.control, "Giấy ủy quyền 03, 20/11/2026")
    assert day.records().state is State.RETURNED
    day.done()


def a_result_is_returned(day: Day, dossier: str) -> None:
    day.citizen("returned")
    day.goes_on_with(dossier)
    day.begins(Act.RETURN_RESULT)
    assert day.records().state is State.RETURNED
    day.done()


def a_wrong_procedure_is_corrected(day: Day, dossier: str) -> None:
    day.begins_account("corrected")
    day.goes_on_with(dossier)
    day.presses(key_of(day.sheet.acts.acts.index(Act.CORRECT_RECEPTION)))
    day.until(lambda: isinstance(day.window.page, ReceptionPage))
    day.until(day.page.form.correction.reason.line.hasFocus)
    day.types("Nhầm thủ tục")
    day.presses("F4")
    day.types("2.000635")
    day.until(lambda: day.page.form.procedure.search.list_shown() > 0)
    day.presses("Return")
    day.until(lambda: day.page.presenter.form.procedure_code == "2.000635")
    day.settles()
    day.marks_all()
    corrected = day.takes_in()
    assert corrected.procedure is not None
    assert corrected.procedure.code == "2.000635"
    day.done()


def the_morning(day: Day) -> None:
    """Copies, births and certificates, and what goes wrong with them."""
    copies(day, 36)
    a_poor_household_pays_nothing(day)
    a_certification_is_refused_in_writing(day)
    a_line_for_the_wrong_person_is_struck(day)
    for _ in range(4):
        a_birth_is_registered(day)
    for _ in range(6):
        a_certificate_is_asked_for(day)
    a_link_is_scanned_instead_of_a_card(day)
    a_grandmother_has_one_name_and_a_year(day)
    the_clerk_is_called_away_in_the_middle(day)
    nothing_comes_out_of_the_printer(day)


def the_afternoon(day: Day) -> None:
    """What was taken in goes its way, and people come back for it."""
    withdrawn, asked, lost, authorised, plain, _kept, wrong, *_more = day.plain
    a_citizen_withdraws(day, withdrawn)
    for dossier in (asked, lost, authorised, plain):
        it_is_handed_on(day, dossier)
    a_missing_paper_comes_as_a_picture_first(day, asked)
    for dossier in (lost, authorised, plain):
        its_result_is_signed_on_paper(day, dossier)
    the_slip_is_lost(day, lost)
    a_neighbour_takes_the_result(day, authorised)
    a_result_is_returned(day, plain)
    a_wrong_procedure_is_corrected(day, wrong)
    copies(day, CITIZENS)


def test_sixty_citizens_and_twelve_troubles_without_a_mouse_and_without_a_dead_end(
    day: Day,
):
    the_morning(day)
    the_afternoon(day)
    assert day.citizens == CITIZENS
    state = day.does(lambda: books.state_of(day.desk, BookKind.COPIES, 2026))
    assert state.holes == ()
    assert state.doubtful == frozenset()
    came_back = 3  # for a result, not with a new dossier
    assert day.does(lambda: day.office.store.reader().count(Filter())) == CITIZENS - came_back
    assert day.spent["copy"] <= 8 * day.times["copy"]
    assert day.spent["birth"] <= 25 * day.times["birth"]
    assert day.does(day.office.store.verify).is_sound
