"""Trưởng bản nộp thay by keyboard: who brings, a line each, F8, one list."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.person import Person
from app.ui.batch.page import BatchPage
from app.ui.page import Goto
from app.ui.tasks import Workers
from app.ui.widgets.fields import TextField
from app.usecases.batch import Batch, kept_batch
from app.usecases.lookup import DossierFilter, dossiers
from tests.ui.dossier.clerk import Clerk

CARD = "012095001234||Tẩn A Lở|15031995|Nam|Bản Thà Giàng, Sì Lở Lầu, Phong Thổ, Lai Châu|02052021"


@pytest.fixture
def clerk(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Clerk]:
    made = Clerk(qtbot, workers, tmp_path)
    made.window.go(Goto("batch"))
    made.settles()
    yield made
    made.closes()


def page_of(clerk: Clerk) -> BatchPage:
    page = clerk.window.page
    assert isinstance(page, BatchPage)
    return page


def total(clerk: Clerk) -> int:
    return clerk.does(lambda: dossiers(clerk.desk, DossierFilter()).total)


def types_the_head(clerk: Clerk, procedure: str = "doc than") -> BatchPage:
    page = page_of(clerk)
    page.head.bringer.line.setFocus()
    clerk.types("Vàng A Páo")
    clerk.settles()
    page.head.paper.line.setFocus()
    clerk.types("Danh sách ủy quyền 20/11")
    chooses(clerk, procedure)
    return page


def chooses(clerk: Clerk, procedure: str) -> None:
    page = page_of(clerk)
    clerk.presses("F4")
    clerk.types(procedure)
    clerk.settles()
    clerk.presses("Return")
    clerk.until(lambda: page.head.procedure_code != "")


def types_people(clerk: Clerk, *names: str) -> None:
    for name in names:
        clerk.types(name)
        clerk.presses("Tab")
        clerk.types("1960")
        clerk.presses("Return")


def test_three_people_are_taken_in_with_few_keys(clerk: Clerk):
    page = types_the_head(clerk)
    before = clerk.keys
    types_people(clerk, "Giàng A Páo", "Lò Thị Pàn", "Sùng A Lử")
    clerk.presses("F8")
    clerk.until(lambda: bool(clerk.tray.papers))
    assert clerk.keys - before == 2 * 3 + 1
    paper = clerk.tray.papers[0]
    assert paper.template.form == "visit_list"
    assert [row["owner"] for row in paper.rows("rows")] == [
        "Giàng A Páo",
        "Lò Thị Pàn",
        "Sùng A Lử",
    ]
    assert "Đã nhận 3 hồ sơ" in page.done.text()
    assert total(clerk) == 3


def test_the_bringer_stays_for_another_matter_of_the_visit(clerk: Clerk):
    page = types_the_head(clerk)
    types_people(clerk, "Giàng A Páo")
    clerk.presses("F8")
    clerk.until(lambda: len(clerk.tray.papers) == 1)
    clerk.settles()
    assert page.head.bringer.value() == "Vàng A Páo"
    assert page.rows.value() == ()
    chooses(clerk, "khai sinh")
    types_people(clerk, "Lò Thị Pàn")
    clerk.presses("F8")
    clerk.until(lambda: len(clerk.tray.papers) == 2)
    assert clerk.tray.papers[1].text("total") == "02"


def test_every_slip_is_printed_as_one_job(clerk: Clerk):
    types_the_head(clerk)
    types_people(clerk, "Giàng A Páo", "Lò Thị Pàn")
    clerk.presses("F8")
    clerk.until(lambda: len(clerk.tray.papers) == 1)
    clerk.settles()
    clerk.presses("Ctrl+P")
    clerk.until(lambda: len(clerk.tray.papers) == 3)
    assert [paper.template.form for paper in clerk.tray.papers[1:]] == ["receipt", "receipt"]


def test_a_missing_paper_makes_one_wait(clerk: Clerk):
    page = types_the_head(clerk)
    types_people(clerk, "Giàng A Páo", "Lò Thị Pàn")
    page.rows.rows[0].missing.line.setFocus()
    clerk.types("Ảnh")
    clerk.presses("F8")
    clerk.until(lambda: bool(clerk.tray.papers))
    assert "1 hồ sơ chờ bổ sung" in page.done.text()


def test_f8_stands_where_something_is_missing_and_takes_nobody_in(clerk: Clerk):
    page = page_of(clerk)
    clerk.presses("F8")
    clerk.settles()
    assert page.head.bringer.error
    types_the_head(clerk)
    types_people(clerk, "Giàng A Páo", "Giàng A Páo")
    clerk.presses("F8")
    clerk.settles()
    assert page.rows.rows[1].name.error == "Người này đã có ở dòng trên."
    assert page.rows.rows[1].name.line.hasFocus()
    assert total(clerk) == 0


def test_a_card_fills_a_line_and_goes_to_the_next(clerk: Clerk):
    page = types_the_head(clerk)
    page.rows.rows[0].name.line.setFocus()
    for letter in f"{CARD}\n":
        clerk._at += 4
        clerk._letter("\r" if letter == "\n" else letter, 4)
    clerk.until(lambda: len(page.rows.value()) == 1)
    (one,) = page.rows.value()
    assert (one.person.name, one.person.id_number) == ("Tẩn A Lở", "012095001234")
    assert one.person.commune_code == "03562"
    assert page.rows.rows[1].name.line.hasFocus()


def test_what_is_typed_is_kept_and_comes_back(clerk: Clerk):
    page = types_the_head(clerk)
    types_people(clerk, "Giàng A Páo")
    clerk.presses("Ctrl+S")
    clerk.settles()
    kept = clerk.does(lambda: kept_batch(clerk.desk))
    assert [one.person.name for one in kept.applicants] == ["Giàng A Páo"]
    page.show_batch(kept)
    assert page.rows.value() == kept.applicants


def test_f7_begins_with_another_bringer_and_on_the_empty_page_brings_the_list_back(clerk: Clerk):
    page = types_the_head(clerk)
    types_people(clerk, "Giàng A Páo")
    clerk.settles()
    typed = page._typed()
    clerk.presses("F7")
    clerk.settles()
    assert page.head.bringer.value() == ""
    assert page.rows.value() == ()
    clerk.presses("F7")
    clerk.settles()
    assert page._typed() == typed
    assert clerk.does(lambda: kept_batch(clerk.desk)) == typed


def test_a_list_is_taken_in_once_however_often_f8_is_pressed(clerk: Clerk):
    types_the_head(clerk)
    types_people(clerk, "Giàng A Páo", "Lò Thị Pàn")
    clerk.presses("F8", "F8", "F8")
    clerk.until(lambda: bool(clerk.tray.papers))
    clerk.settles()
    assert total(clerk) == 2
    assert len(clerk.tray.papers) == 1


def test_f8_again_before_the_answer_asks_for_nothing(clerk: Clerk, monkeypatch: pytest.MonkeyPatch):
    page = types_the_head(clerk)
    types_people(clerk, "Giàng A Páo")
    asked: list[Batch] = []
    monkeypatch.setattr(page.presenter, "take", asked.append)
    page.presenter.is_taking = True
    clerk.presses("F8")
    assert asked == []


def test_a_list_that_is_being_taken_in_is_no_draft_afterwards(clerk: Clerk):
    page = types_the_head(clerk)
    types_people(clerk, "Giàng A Páo", "Lò Thị Pàn")
    clerk.presses("F8")
    page._draft_tick.timeout.emit()
    clerk.until(lambda: bool(clerk.tray.papers))
    clerk.settles()
    assert clerk.does(lambda: kept_batch(clerk.desk)).applicants == ()


def test_between_f8_and_the_answer_nothing_is_typed_that_would_be_lost(clerk: Clerk):
    page = types_the_head(clerk)
    types_people(clerk, "Giàng A Páo")
    clerk.presses("F8")
    assert not page.rows.isEnabled()
    clerk.types("Sùng A Lử")
    clerk.presses("F7")
    page.presenter.read_card(CARD)
    clerk.until(lambda: bool(clerk.tray.papers))
    clerk.settles()
    assert page.rows.isEnabled()
    assert "Sùng A Lử" not in [one.person.name for one in page.rows.value()]
    assert page.head.bringer.value() in {"Vàng A Páo", "Tẩn A Lở"}
    assert total(clerk) == 1


def test_what_was_refused_is_typed_on(clerk: Clerk, monkeypatch: pytest.MonkeyPatch):
    page = types_the_head(clerk)
    types_people(clerk, "Giàng A Páo")
    monkeypatch.setattr("app.usecases.batch.take_in", _is_full)
    clerk.presses("F8")
    clerk.settles()
    assert total(clerk) == 0
    assert page.rows.rows[1].name.line.hasFocus()
    assert [one.person.name for one in page.rows.value()] == ["Giàng A Páo"]


def test_what_a_card_said_does_not_stick_to_whoever_is_typed_over_it(clerk: Clerk):
    page = page_of(clerk)
    row = page.rows.rows[0]
    row.name.line.setFocus()
    page.presenter.read_card(CARD)
    clerk.settles()
    assert row.value().person.sex
    overtypes(clerk, row.name, "Lò Thị Pàn")
    overtypes(clerk, row.birth, "1960")
    overtypes(clerk, row.number, "")
    assert row.value().person == Person(name="Lò Thị Pàn", birth_date="1960")


def test_nor_does_what_is_known_of_one_bringer_stick_to_the_next(clerk: Clerk):
    page = page_of(clerk)
    known = Person(name="Vàng A Páo", sex="Nam", birth_date="1970-02-03", id_number="012070001111")
    page.head.take(known)
    overtypes(clerk, page.head.bringer, "Lò Thị Mai")
    overtypes(clerk, page.head.number, "")
    assert page.head.person() == Person(name="Lò Thị Mai")


@pytest.mark.parametrize("points", [11, 18])
def test_the_sentence_about_what_is_wrong_is_in_sight_whole(clerk: Clerk, points: int):
    page = types_the_head(clerk)
    font = QApplication.font()
    font.setPointSize(points)
    page.setFont(font)
    types_people(clerk, *(f"Người {n}" for n in range(15)))
    wrong = page.rows.rows[14].birth
    overtypes(clerk, wrong, "31/02/1990")
    page.head.bringer.line.setFocus()
    clerk.presses("F8")
    clerk.settles()
    assert wrong.error
    clerk.until(lambda: wrong.visibleRegion().boundingRect() == wrong.rect())


def overtypes(clerk: Clerk, field: TextField, text: str) -> None:
    field.line.setFocus()
    clerk.presses("Ctrl+A", "Delete")
    clerk.types(text)


def _is_full(*_given: object) -> None:
    raise OSError("disk full")


def test_the_line_one_types_in_is_in_sight(clerk: Clerk):
    page = types_the_head(clerk)
    types_people(clerk, *(f"Người {n}" for n in range(20)))
    clerk.settles()
    last = page.rows.rows[20].name.line
    assert last.hasFocus()
    clerk.until(lambda: not last.visibleRegion().isEmpty())
