"""Hồ sơ bị tính trễ do đồng bộ by keyboard: the days, the sums, the dossier, the paper."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.domain.link import Stretch
from app.system.clock import milliseconds
from app.ui.dossier.page import DossierPage
from app.ui.dossier.travel import travel_words
from app.ui.page import Goto
from app.ui.tasks import Workers
from app.ui.told_late.page import ToldLatePage
from app.usecases import timeliness
from app.usecases.timeliness import LateList
from tests.helpers.clock import A_MORNING
from tests.helpers.patience import PATIENCE
from tests.ui.dossier.clerk import Clerk
from tests.ui.printing.proof_samples import a_timeliness


def told_late(clerk: Clerk) -> str:
    """Decided on Tuesday, and nobody has answered for four days."""
    office = clerk.office
    dossier = office.finishes(office.forwards(office.receives()))
    moment = milliseconds(A_MORNING)
    session = office.store.sync_session()
    session.evidence.note(
        Stretch(began=moment, until=moment + 3_600_000, outcome="unreachable", tries=6)
    )
    session.close()
    office.clock.pass_by(timedelta(days=4))
    return dossier.id


@pytest.fixture
def clerk(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Clerk]:
    made = Clerk(qtbot, workers, tmp_path)
    made.does(lambda: told_late(made))
    made.window.go(Goto("told_late"))
    made.settles()
    yield made
    made.closes()


def page_of(clerk: Clerk) -> ToldLatePage:
    page = clerk.window.page
    assert isinstance(page, ToldLatePage)
    return page


def test_the_list_says_what_the_days_amount_to_and_enter_opens_the_dossier(clerk: Clerk):
    page = page_of(clerk)
    assert page.model.rowCount() == 1
    assert "1 hồ sơ (100,00 %)" in page.sums.text()
    page.rows.setFocus()
    clerk.presses("Home", "Return")
    clerk.settles()
    shown = clerk.window.page
    assert isinstance(shown, DossierPage)
    assert "mất đường truyền 60 phút" in shown.head.travel.words.text()


def test_a_month_without_any_says_so(clerk: Clerk):
    clerk.presses("Alt+Left")
    clerk.settles()
    page = page_of(clerk)
    assert page.model.rowCount() == 0
    assert page.nothing.isVisible()
    clerk.presses("Alt+Right")
    clerk.settles()
    assert page.model.rowCount() == 1


def test_the_list_and_the_dossiers_own_paper_are_printed(clerk: Clerk):
    clerk.presses("Ctrl+P")
    clerk.settles()
    assert [one.template.form for one in clerk.tray.papers] == ["proof_list"]
    told = page_of(clerk).shown
    assert told is not None
    clerk.window.go(Goto("dossier", told.told.rows[0].id))
    clerk.settles()
    page = clerk.window.page
    assert isinstance(page, DossierPage)
    page.head.travel.paper.click()
    clerk.settles()
    assert clerk.tray.papers[-1].template.form == "proof"


def test_it_is_saved_as_excel_and_pdf(clerk: Clerk, tmp_path: Path):
    page = page_of(clerk)
    assert page.shown is not None
    for name in ("list.xlsx", "list.pdf"):
        page.presenter.save(page.shown, tmp_path / name)
        clerk.settles()
        assert (tmp_path / name).stat().st_size > 1000


def test_the_quiet_line_tells_the_moments():
    words = travel_words(a_timeliness())
    assert words.startswith("Quyết định 09:40 24/11, gửi lần đầu 08:40, tỉnh nhận 16:40 26/11")
    assert "(mất đường truyền 39 giờ). Giải quyết đúng hạn, tỉnh nhận muộn" in words


def test_days_that_take_their_time_are_said_to_be_read(clerk: Clerk, monkeypatch):
    page = page_of(clerk)
    goes_on = threading.Event()
    judge = timeliness.told_late

    def slowly(*asked: Any) -> LateList:
        assert goes_on.wait(PATIENCE)
        return judge(*asked)

    monkeypatch.setattr(timeliness, "told_late", slowly)
    page.step(-1)
    clerk.qtbot.waitUntil(lambda: page.sums.text() == "Đang xét các hồ sơ của kỳ này …")
    goes_on.set()
    clerk.qtbot.waitUntil(lambda: "Đang xét" not in page.sums.text())
    assert page.nothing.isVisible()
