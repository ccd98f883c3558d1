"""Facts typed about a paper survive whatever others do to the dossier meanwhile."""

from pathlib import Path

from app.ui.bench.papers import a_pdf, text_page
from app.ui.page import Goto
from app.usecases.processing import add_note
from tests.helpers.desk import a_dossier
from tests.ui.dossier.clerk import MARITAL, Clerk
from tests.ui.scanning.at_the_table import dossier_now, keeps, page_of, scans, settles, takes


def test_facts_that_are_typed_stay_whatever_comes_to_the_dossier(clerk: Clerk, tmp_path: Path):
    takes(clerk, tmp_path, a_pdf([text_page(noise=30)]))
    page = page_of(clerk)
    summary = page.parts.facts.fields["summary"]
    clerk.writes(summary, "Khai sinh số 12/2001")
    shown = dossier_now(clerk).version
    clerk.does(lambda: add_note(clerk.desk, shown, "đã gọi điện"))
    clerk.settles()
    assert summary.value() == "Khai sinh số 12/2001"
    page.parts.papers.setFocus()
    clerk.presses("Down", "Up")
    clerk.settles()
    assert summary.value() == "Khai sinh số 12/2001"
    keeps(clerk)
    assert dossier_now(clerk).scans[0].said.facts.summary == "Khai sinh số 12/2001"


def test_a_reason_that_is_typed_stays_when_the_dossier_is_touched(clerk: Clerk):
    page = page_of(clerk)
    clerk.presses("Alt+W")
    clerk.types("bản mờ, không đọc được")
    shown = dossier_now(clerk).version
    clerk.does(lambda: add_note(clerk.desk, shown, "đã gọi điện"))
    clerk.settles()
    assert page.parts.reason.value() == "bản mờ, không đọc được"


def test_f8_pressed_twice_keeps_one_scan(clerk: Clerk, tmp_path: Path):
    takes(clerk, tmp_path, a_pdf([text_page(noise=30)]))
    clerk.presses("F8", "F8")
    clerk.until(lambda: len(scans(clerk)) == 1)
    settles(clerk)
    assert len(scans(clerk)) == 1


def test_only_what_can_be_done_is_offered(clerk: Clerk):
    buttons = page_of(clerk).parts.buttons
    assert buttons["F6"].isVisible()
    assert buttons["Alt+W"].isVisible()
    assert not buttons["Alt+D"].isVisible()  # no scan is kept that could be dropped
    bare = clerk.does(lambda: a_dossier(clerk.desk, MARITAL, papers=()))
    clerk.window.go(Goto("scanning", bare.id))
    clerk.until(lambda: not buttons["F6"].isVisible())
    assert not buttons["Alt+W"].isVisible()
    assert not buttons["Alt+R"].isVisible()
