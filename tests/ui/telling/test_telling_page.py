"""Báo cho dân by keyboard: read the sentence, note how it went, print the list."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.events import OnPaper, TellOutcome
from app.domain.person import Person
from app.ui.page import Goto
from app.ui.tasks import Workers
from app.ui.telling.page import TellingPage
from app.usecases import telling
from app.usecases.lookup import Section
from tests.helpers.desk import a_dossier
from tests.helpers.dossiers import a_result
from tests.ui.dossier.clerk import Clerk

PEOPLE = (("Giàng A Páo", "Lao Chải"), ("Lò Thị Pàn", "Lao Chải"), ("Sùng A Lử", "Gia Khâu"))


@pytest.fixture
def clerk(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Clerk]:
    made = Clerk(qtbot, workers, tmp_path)
    for name, village in PEOPLE:
        made.does(partial(is_ready, made, name, village))
    made.window.go(Goto("telling"))
    made.settles()
    yield made
    made.closes()


def is_ready(clerk: Clerk, name: str, village: str) -> None:
    person = Person(name=name, hamlet=village, phone="0345000118")
    dossier = a_dossier(clerk.desk, submitter=person)
    with clerk.desk.store.act(by=clerk.desk.officer) as act:
        said = a_result(paper=OnPaper(decided_by="Chủ tịch UBND xã"))
        act.record(dossier.id, said, seen=dossier.version)


def page_of(clerk: Clerk) -> TellingPage:
    page = clerk.window.page
    assert isinstance(page, TellingPage)
    return page


def test_the_sentence_to_read_is_that_of_the_row(clerk: Clerk):
    page = page_of(clerk)
    assert "Giàng A Páo" in page.call.sentence.text()
    page.view.setFocus()
    clerk.presses("Down")
    assert "Lò Thị Pàn" in page.call.sentence.text()


def test_f8_notes_the_call_and_the_line_goes(clerk: Clerk):
    page = page_of(clerk)
    clerk.presses("F8")
    clerk.until(lambda: page.model.rowCount() == 2)
    assert page.call.outcome.value() is TellOutcome.TOLD


def test_one_call_covers_the_chosen_village_only(clerk: Clerk):
    page = page_of(clerk)
    page.village.fill("Lao Chải")
    page.village.edited.emit()
    page.call.whole_village.fill(on=True)
    clerk.presses("F8")
    clerk.until(lambda: page.model.rowCount() == 1)
    assert [one.name for one in page.villages] == ["Gia Khâu"]


def test_who_passes_it_on_must_be_named(clerk: Clerk):
    page = page_of(clerk)
    page.call.outcome.fill(TellOutcome.LEFT_WORD)
    clerk.presses("F8")
    clerk.settles()
    assert page.call.with_whom.error
    assert page.model.rowCount() == 3


def test_ctrl_p_prints_the_list_of_the_village(clerk: Clerk):
    clerk.presses("Ctrl+P")
    clerk.until(lambda: len(clerk.tray.papers) == 1)
    assert clerk.tray.papers[0].text("village") == "Lao Chải"


def test_the_village_head_is_kept(clerk: Clerk):
    page = page_of(clerk)
    page.village.fill("Lao Chải")
    page.village.edited.emit()
    page.head.fill("Vàng A Páo")
    page.phone.fill("0912000111")
    clerk.presses("Ctrl+S")
    clerk.settles()
    villages = clerk.does(lambda: telling.to_tell(clerk.desk))
    assert villages[0].head is not None
    assert villages[0].head.name == "Vàng A Páo"


def test_enter_opens_the_dossier(clerk: Clerk):
    page_of(clerk).view.setFocus()
    clerk.presses("Return")
    clerk.settles()
    assert clerk.window.page is not None
    assert clerk.window.page.key == "dossier"


def test_the_tile_of_today_leads_here(clerk: Clerk):
    clerk.window.go(Goto("today"))
    clerk.settles()
    today = clerk.window.page
    assert today is not None
    today.presenter.open_section(Section.TO_TELL)  # type: ignore[attr-defined]
    clerk.settles()
    assert clerk.window.page is not None
    assert clerk.window.page.key == "telling"
