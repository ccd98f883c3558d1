"""A scanner types like a keyboard: its Enter accepts nothing, Unikey and the focus do no harm."""

import pytest
import segno
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.domain.events import PaperStanding
from app.ui.reception.card_image import read_image
from app.ui.reception.people_part import Part
from tests.ui.reception.counter import BIRTH, CARD, CHILD_CARD, Counter

TELEX = "012090001234||LOF VAWNS DDOONG|31011990|Nam|Banr Lao Chair|02052021"
OTHER_BARS = (CARD.replace("|", "\t"), CARD.replace("|", ";"), f"CCCD:{CARD}")


def says(counter: Counter) -> str:
    """The notice above the page."""
    return counter.window.notices.text()


def test_a_card_fills_the_submitter_and_its_enter_takes_nothing_in(counter: Counter):
    counter.scans(f"{CARD}\n")
    assert counter.submitter.name.value() == "LÒ VĂN TÉM"
    assert counter.submitter.number.value() == "012090001234"
    assert counter.submitter.birth.value() == "31/01/1990"
    assert counter.page.taking.dossier is None
    assert counter.page.presenter.form.owner is None


@pytest.mark.parametrize("text", OTHER_BARS)
def test_a_card_is_read_whatever_its_bars_became(counter: Counter, text: str):
    counter.scans(f"{text}\n")
    assert counter.submitter.name.value() == "LÒ VĂN TÉM"


def test_nothing_of_a_scan_stays_in_the_field_that_had_the_focus(counter: Counter):
    counter.submitter.address.line.setFocus()
    counter.types("Bản ")
    counter.scans(f"{CARD}\n")
    assert counter.submitter.address.value() == "Bản Lao Chải, Sì Lở Lầu, Phong Thổ, Lai Châu"
    assert counter.page.form.procedure.search.value() == ""


def test_a_scan_over_the_list_of_papers_counts_no_copies(counter: Counter):
    counter.finds_procedure("khai sinh")
    counter.presses("Right", "Right", "Right")
    before = counter.page.form.papers.lines()
    counter.scans(f"{CARD}\n")
    assert counter.page.form.papers.lines() == before
    assert counter.submitter.name.value() == "LÒ VĂN TÉM"


def test_a_scan_spoilt_by_telex_keeps_the_number_and_says_so(counter: Counter):
    counter.scans(f"{TELEX}\n")
    assert counter.submitter.number.value() == "012090001234"
    assert counter.submitter.name.value() == ""
    assert "Bộ gõ" in says(counter)


def test_letters_that_unikey_took_back_are_taken_back(counter: Counter):
    typed_through = CARD.replace("LÒ", "LO\bÒ").replace("Chải", "Chai\b\bải")
    counter.scans(f"{typed_through}\n")
    assert counter.submitter.name.value() == "LÒ VĂN TÉM"


def test_the_second_card_is_the_owners(counter: Counter):
    counter.scans(f"{CARD}\n")
    counter.scans(f"{CHILD_CARD}\n")
    assert counter.submitter.name.value() == "LÒ VĂN TÉM"
    assert counter.owner.name.value() == "LÒ THỊ SƯƠNG"
    assert counter.page.form.people.owner_is_shown()


def test_the_same_card_twice_changes_nothing(counter: Counter):
    counter.scans(f"{CARD}\n")
    form = counter.page.presenter.form
    counter.scans(f"{CARD}\n")
    assert counter.page.presenter.form == form


def test_fast_letters_that_are_no_card_are_given_back(counter: Counter):
    counter.scans("Hoàng Văn Thụ")
    assert counter.submitter.name.value() == "Hoàng Văn Thụ"


def test_an_input_method_may_hand_over_the_whole_card(counter: Counter):
    counter.commits(CARD)
    assert counter.submitter.name.value() == "LÒ VĂN TÉM"


def test_a_pasted_card_is_read_and_not_pasted(counter: Counter):
    QApplication.clipboard().setText(CARD)
    counter.presses("Ctrl+V")
    counter.until(lambda: counter.submitter.number.value() == "012090001234")
    assert counter.submitter.name.value() == "LÒ VĂN TÉM"


def test_a_code_of_another_kind_is_named_and_nothing_is_lost(counter: Counter):
    counter.types("Lò Văn Tém")
    counter.scans("https://dichvucong.gov.vn/p/home?ma=12345;a;b;c\n")
    assert counter.submitter.name.value() == "Lò Văn Tém"
    assert "http" not in says(counter)
    assert says(counter)


@pytest.mark.parametrize("scale", [2, 4, 12])
def test_a_picture_of_the_card_is_read_at_any_size(qapp, tmp_path, scale: int):
    path = tmp_path / "the.png"
    segno.make(CARD, error="m").save(str(path), scale=scale, border=4)
    assert read_image(QImage(str(path))) == CARD


def test_a_picture_in_the_clipboard_is_read_by_ctrl_i(counter: Counter, tmp_path):
    path = tmp_path / "the.png"
    segno.make(CARD, error="m").save(str(path), scale=5, border=4)
    QApplication.clipboard().setImage(QImage(str(path)))
    counter.presses("Ctrl+I")
    counter.until(lambda: counter.submitter.number.value() == "012090001234")


def test_a_picture_without_a_code_is_said_to_have_none(counter: Counter):
    blank = QImage(300, 300, QImage.Format.Format_RGB32)
    blank.fill(0xFFFFFF)
    QApplication.clipboard().setImage(blank)
    counter.presses("Ctrl+I")
    counter.until(lambda: bool(says(counter)))
    assert counter.page.presenter.is_blank()


def test_the_owners_card_goes_to_the_owner_where_the_clerk_stands(counter: Counter):
    counter.presses("F7")
    counter.scans(f"{CHILD_CARD}\n")
    assert counter.owner.name.value() == "LÒ THỊ SƯƠNG"
    assert counter.submitter.name.value() == ""


def test_papers_ticked_by_a_hand_are_no_scan(counter: Counter):
    counter.finds_procedure("khai sinh")
    counter.marks("nnxdkt")
    standings = [line.standing for line in counter.page.form.papers.lines()[:6]]
    assert standings == [
        PaperStanding.SUBMITTED,
        PaperStanding.SUBMITTED,
        PaperStanding.PRESENTED,
        PaperStanding.ON_RECORD,
        PaperStanding.NOT_APPLICABLE,
        PaperStanding.MISSING,
    ]
    assert counter.page.presenter.form.procedure_code == BIRTH
    assert counter.page.form.people.fields[Part.SUBMITTER].name.value() == ""


def test_a_link_of_another_app_is_told_and_its_digits_are_nobody_s_number(counter: Counter):
    counter.presses("F2")
    counter.scans("https://dichvucong.gov.vn/tra-cuu?ma=123456789012\n")
    counter.until(lambda: bool(counter.window.notices.text()))
    assert counter.submitter.name.value() == ""
    assert counter.submitter.number.value() == ""
