"""Tờ khai at the window: by keys, from the reception, from a dossier, by a scanned card."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.declarations import Declaration
from app.domain.events import DeclarationFilled
from app.domain.papers import Printout
from app.ui.declarations.page import DeclarationsPage
from app.ui.page import Goto
from app.ui.press import PdfPress
from app.ui.printing import output
from app.ui.printing.press import sheet_of
from app.ui.tasks import Workers
from app.usecases import declarations
from app.usecases.reception import receive
from tests.helpers.desk import PAO, a_form
from tests.ui.reception.counter import BIRTH, CARD, Counter

LONG = "Nguyễn Hoàng Phương Khánh Thùy Đoan Trang Tôn Nữ Bảo Ngọc Quỳnh Như"
LONGER = (
    "Bản Gia Khâu, xã Sì Lở Lầu, huyện Phong Thổ, tỉnh Lai Châu, đường vào bản qua hai con suối"
)


@pytest.fixture
def counter(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Counter]:
    made = Counter(qtbot, workers, tmp_path)
    yield made
    made.closes()


def page_of(counter: Counter) -> DeclarationsPage:
    page = counter.window.page
    assert isinstance(page, DeclarationsPage)
    return page


def opens(counter: Counter, place: int) -> DeclarationsPage:
    """The declaration at that place of the list, by keys."""
    counter.window.go(Goto("declarations"))
    counter.settles()
    page = page_of(counter)
    page.view.setFocus()
    counter.presses("Home", *["Down"] * place, "Return")
    counter.until(lambda: page.begun is not None)
    counter.settles()
    return page


def test_a_declaration_is_opened_filled_in_and_kept_by_keys_alone(counter: Counter):
    page = opens(counter, 0)
    assert QApplication.focusWidget() is page.sheet.parts[1].fields["asker_name"].control
    counter.types("Chẻo Thị Mẩy")
    counter.presses("Ctrl+S")
    counter.until(lambda: page.begun is not None and bool(page.begun.draft_id))
    (row,) = counter.does(lambda: declarations.kept(counter.desk))
    assert row.title == "Khai sinh - Chẻo Thị Mẩy"


def test_an_empty_declaration_is_not_kept_and_says_why(counter: Counter):
    page = opens(counter, 0)
    page.sheet.parts[0].fields["to_office"].fill("")
    counter.presses("Ctrl+S")
    counter.until(lambda: bool(counter.window.notices.text()))
    assert counter.does(lambda: declarations.kept(counter.desk)) == ()


def test_a_scanned_card_goes_to_the_person_whose_part_has_the_focus(counter: Counter):
    page = opens(counter, 0)
    mother = next(part for part in page.sheet.parts if part.person == "mother")
    mother.fields["mother_name"].control.setFocus()
    counter._at += 500
    for letter in CARD + "\n":
        counter._letter("\r" if letter == "\n" else letter, 4)
    counter.until(lambda: mother.fields["mother_name"].value() == "LÒ VĂN TÉM")
    assert mother.fields["mother_birth"].value() == "31/01/1990"
    assert page.sheet.parts[1].fields["asker_name"].value() == ""


def test_the_reception_hands_over_its_people_and_procedure(counter: Counter):
    counter.finds_procedure("khai sinh")
    counter.scans(CARD)
    assert counter.page.presenter.form.procedure_code == BIRTH
    counter.presses("Ctrl+T")
    counter.until(
        lambda: counter.window.page is not None and counter.window.page.key != "reception"
    )
    page = page_of(counter)
    counter.until(lambda: page.begun is not None)
    counter.settles()
    assert page.sheet.parts[1].fields["asker_name"].value() == "LÒ VĂN TÉM"


def test_one_kept_at_the_counter_is_attached_to_the_dossier_it_was_for(counter: Counter):
    begun = counter.does(lambda: declarations.begin(counter.desk, "declaration_birth", PAO))
    counter.does(lambda: declarations.record_declaration(counter.desk, begun))
    dossier = counter.does(lambda: receive(counter.desk, a_form(counter.desk, BIRTH)))
    counter.window.go(Goto("declarations", dossier.id))
    counter.settles()
    page = page_of(counter)
    counter.until(lambda: page.begun is not None and page.kept_view.isVisible())
    page.kept_view.setFocus()
    counter.presses("Home", "Return")
    counter.until(lambda: bool(page.begun and page.begun.draft_id and page.begun.shown))
    counter.presses("Ctrl+S")
    counter.until(lambda: counter.does(lambda: declarations.kept(counter.desk)) == ())
    written = counter.does(lambda: counter.desk.store.reader().dossier(dossier.id))
    assert len(written.declarations) == 1


def test_f8_prints_what_was_filled_in(counter: Counter):
    asked: list[tuple[Printout, ...]] = []
    counter.session.window.papers_asked.connect(asked.append)
    page = opens(counter, 1)
    counter.types("Chẻo Thị Mẩy")
    page.sheet.thumb_print.fill(on=True)
    counter.presses("F8")
    counter.until(lambda: bool(asked))
    assert asked[0][0].text("asker_name") == "Chẻo Thị Mẩy"
    assert asked[0][0].text("thumb_print") == "1"
    counter.presses("Ctrl+P")
    counter.until(lambda: len(asked) == 2)
    assert asked[1][0].text("asker_name") == ""


def test_opening_another_declaration_keeps_what_was_typed(counter: Counter):
    opens(counter, 0)
    counter.types("Chẻo Thị Mẩy")
    page = opens(counter, 1)
    counter.until(lambda: page.begun is not None and page.begun.declaration.short == "Khai tử")
    (row,) = counter.does(lambda: declarations.kept(counter.desk))
    assert row.title == "Khai sinh - Chẻo Thị Mẩy"


@pytest.mark.parametrize("one", declarations.all_declarations(), ids=lambda one: one.form)
def test_every_answer_is_on_the_paper_and_nothing_is_cut_off(
    counter: Counter, one: Declaration, tmp_path: Path
):
    answers = {}
    for number, question in enumerate(one.questions):
        if question.kind == "rows":
            row = "; ".join(f"mục{number}cột{column}" for column in question.columns)
            answers[question.name] = "\n".join([row] * 20)
        else:
            answers[question.name] = f"mục{number} {LONG if number % 2 else LONGER}"
    begun = counter.does(lambda: declarations.begin(counter.desk, one.form))
    said = DeclarationFilled(
        form=one.form,
        template=begun.said.template,
        answers=answers,
        interpreter="Tẩn A Sếnh",
        language="Dao",
        read_back=True,
        thumb_print=True,
    )
    paper = counter.does(lambda: declarations.printout(counter.desk, said))
    output.load_fonts()
    sheet = sheet_of(paper)
    for page in sheet.pages:
        for block, y in page:
            assert y + block.height <= sheet.size[1] - sheet.margin + 1
    press = PdfPress(tmp_path)
    press.put(paper)
    text = " ".join(
        "".join(page.extract_text() for page in PdfReader(press.files[0]).pages).split()
    )
    squeezed = text.replace(" ", "")
    unsaid = [
        question.name
        for number, question in enumerate(one.questions)
        if f"mục{number}" not in squeezed
    ]
    assert unsaid == []
    assert "Tẩn A Sếnh" in text
    assert "☑" in text
