"""Several dossiers of the list go to one recipient, with one list, without a mouse."""

import pytest
from PySide6.QtWidgets import QLineEdit

from app.domain.dossier import Dossier
from app.domain.states import State
from app.ui.dossiers.page import DossiersPage
from app.ui.page import Goto
from app.usecases.processing import forward
from tests.helpers.desk import LAWYER, a_dossier
from tests.ui.dossier.clerk import MARITAL, Clerk


@pytest.fixture
def page(clerk: Clerk) -> DossiersPage:
    clerk.does(lambda: [a_dossier(clerk.desk, MARITAL) for _ in range(4)])
    clerk.window.go(Goto("dossiers"))
    clerk.settles()
    shown = clerk.window.page
    assert isinstance(shown, DossiersPage)
    clerk.until(lambda: shown.model.rowCount() == 4)
    clerk.settles()
    shown.list.setFocus()
    shown.list.selectRow(0)
    return shown


def kept(clerk: Clerk, place: int) -> Dossier:
    """The dossier that stands at a place of the list."""
    page = clerk.window.page
    assert isinstance(page, DossiersPage)
    row = page.model.row_at(page.model.index(place, 0))
    assert row is not None
    return clerk.does(lambda: clerk.office.reader.dossier(row.id))


def forms(clerk: Clerk) -> list[str]:
    return [paper.template.form for paper in clerk.tray.papers]


def test_space_chooses_and_f8_hands_all_over_with_one_list(clerk: Clerk, page: DossiersPage):
    clerk.presses("Space", "Space", "Space")
    assert page.chosen.count.text() == "Đã chọn 3 hồ sơ"
    assert str(page.model.index(0, 0).data()).startswith("✓")
    clerk.presses("F8")
    clerk.until(lambda: page.place.panel is not None)
    clerk.types(LAWYER.name)
    before = clerk.keys
    clerk.presses("F8")
    clerk.until(lambda: forms(clerk) == ["handover_list"])
    clerk.settles()
    assert clerk.keys == before + 1
    [listed] = clerk.tray.papers
    assert len(listed.rows("rows")) == 3
    assert listed.text("taker") == LAWYER.name
    assert page.place.panel is None
    states = [kept(clerk, place).state for place in range(4)]
    assert states.count(State.PROCESSING) == 3
    clerk.presses("Space")  # Đã in: the bar stands on it
    clerk.settles()
    printed = [kept(clerk, place).slips for place in range(4)]
    assert sum(bool(slips) for slips in printed) == 3


def test_the_last_recipient_is_offered_for_the_next_list(clerk: Clerk, page: DossiersPage):
    clerk.presses("Space", "F8")
    clerk.until(lambda: page.place.panel is not None)
    clerk.types(LAWYER.name)
    clerk.presses("F8")
    clerk.until(lambda: len(clerk.tray.papers) == 1)
    clerk.settles()
    clerk.presses("Space")
    page.list.setFocus()
    page.list.selectRow(1)
    clerk.presses("Space", "F8")
    clerk.until(lambda: page.place.panel is not None)
    assert page.place.panel is not None
    assert page.place.panel.recipient().name == LAWYER.name


def test_without_a_recipient_nothing_goes_and_the_field_says_so(clerk: Clerk, page: DossiersPage):
    clerk.presses("Space", "F8")
    clerk.until(lambda: page.place.panel is not None)
    clerk.presses("F8")
    panel = page.place.panel
    assert panel is not None
    clerk.until(lambda: bool(panel.name.error))
    assert forms(clerk) == []
    assert isinstance(clerk.window.focusWidget(), QLineEdit)


def test_what_cannot_go_is_named_before_and_stays(clerk: Clerk, page: DossiersPage):
    gone = kept(clerk, 0)
    clerk.does(lambda: forward(clerk.desk, gone.version, LAWYER))
    clerk.settles()
    from_here = clerk.does(lambda: clerk.office.reader.dossier(gone.id))
    assert from_here.state is State.PROCESSING
    done = clerk.does(lambda: clerk.office.finishes(from_here))
    assert done.state is State.RETURNED
    clerk.settles()
    page.list.setFocus()
    page.list.stand_on(gone.id)
    clerk.presses("Space", "F8")
    clerk.until(lambda: page.place.panel is not None)
    clerk.types(LAWYER.name)
    clerk.presses("F8")
    clerk.until(lambda: bool(clerk.window.notices.text()))
    assert forms(clerk) == []


def test_esc_closes_the_panel_then_leaves_what_was_chosen(clerk: Clerk, page: DossiersPage):
    clerk.presses("Space", "F8")
    clerk.until(lambda: page.place.panel is not None)
    clerk.presses("Esc")
    assert page.place.panel is None
    assert page.handing.count == 1
    clerk.presses("Esc")
    assert page.handing.count == 0
    assert page.list.hasFocus()


def test_all_papers_not_yet_printed_come_out_together(clerk: Clerk, page: DossiersPage):
    clerk.until(lambda: page.chosen.owed.text() == "4 giấy chưa in")
    clerk.presses("Ctrl+P")
    clerk.until(lambda: forms(clerk) == ["receipt"] * 4)
    clerk.settles()
    assert "4 giấy" in clerk.window.printing.text()
    clerk.presses("Space")  # Đã in hết
    clerk.settles()
    assert [len(kept(clerk, place).slips) for place in range(4)] == [1, 1, 1, 1]
    clerk.until(lambda: not page.chosen.isVisible())
