"""A double click on a file of ours: a bundle leads to its stick, once somebody is in."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.access import Role
from app.system.single import OneWindow
from app.ui import application
from app.ui.counter import Counter
from app.ui.page import Goto
from app.ui.sign_in.page import SignInPage
from app.usecases.administration import NewOfficer, ThisPc, found_office
from tests.helpers.desk import FACTS
from tests.helpers.office import MAI
from tests.ui.frame.conftest import PASSWORD
from tests.ui.frame.people import NotebookPage
from tests.ui.frame.test_first_day import is_at_work, shown, signs_in


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """The file of a bundle on a stick."""
    return tmp_path / "USB" / "MOTCUA" / "03562" / "ABCDEFGHJK-0001" / "MANIFEST.MCB"


@pytest.fixture
def at_the_door(qtbot: QtBot, pc: ThisPc, counter: Counter) -> Counter:
    """The window of an office, before anybody has signed in."""
    found_office(pc, FACTS, NewOfficer(MAI.id, MAI.name, Role.CLERK), PASSWORD)
    counter.begin()
    qtbot.waitUntil(lambda: shown(counter, SignInPage))
    return counter


def said_at_the_door(counter: Counter) -> str:
    page = counter.window.shown
    assert isinstance(page, SignInPage)
    return page.notices.text()


def enters(qtbot: QtBot, counter: Counter) -> str:
    """Sign in; answers where one stands then."""
    signs_in(qtbot, counter, PASSWORD)
    qtbot.waitUntil(lambda: is_at_work(counter))
    return where(counter)


def where(counter: Counter) -> str:
    """The page, and what it was entered with."""
    assert counter.workspace is not None
    page = counter.workspace.page
    assert isinstance(page, NotebookPage)
    return f"{page.name}: {[told for told in page.told if told.startswith('enter')][-1]}"


def at_the_sticks(bundle: Path) -> str:
    return f"sync_centre: enter {bundle}"


TODAY = "today: enter "


def test_before_signing_in_the_bundle_waits_and_the_door_says_so(
    qtbot: QtBot, at_the_door: Counter, bundle: Path
):
    at_the_door.open_file(bundle)
    assert "Đăng nhập để xem và đọc gói dữ liệu trên USB." in said_at_the_door(at_the_door)
    assert enters(qtbot, at_the_door) == at_the_sticks(bundle)


def test_at_work_the_bundle_leads_to_the_sticks_at_once(
    qtbot: QtBot, at_the_door: Counter, bundle: Path
):
    assert enters(qtbot, at_the_door) == TODAY
    at_the_door.open_file(bundle)
    assert where(at_the_door) == at_the_sticks(bundle)


def test_behind_the_lock_the_bundle_waits_for_the_officer_who_comes_back(
    qtbot: QtBot, at_the_door: Counter, bundle: Path
):
    enters(qtbot, at_the_door)
    at_the_door.lock()
    qtbot.waitUntil(lambda: shown(at_the_door, SignInPage))
    at_the_door.open_file(bundle)
    assert "Đăng nhập" in said_at_the_door(at_the_door)
    assert where(at_the_door) == TODAY
    assert enters(qtbot, at_the_door) == at_the_sticks(bundle)


def test_a_bundle_is_led_to_once(qtbot: QtBot, at_the_door: Counter, bundle: Path):
    at_the_door.open_file(bundle)
    enters(qtbot, at_the_door)
    at_the_door.workspace.go(Goto("today"))  # type: ignore[union-attr]
    at_the_door.lock()
    qtbot.waitUntil(lambda: shown(at_the_door, SignInPage))
    assert enters(qtbot, at_the_door) == TODAY


def test_a_second_start_hands_the_bundle_to_the_window_that_is_open(
    qtbot: QtBot, at_the_door: Counter, bundle: Path, tmp_path: Path
):
    first, second = OneWindow(tmp_path / "window"), OneWindow(tmp_path / "window")
    assert first.is_first()
    watched = application.listen(first, at_the_door)
    assert not second.is_first()
    second.ask(bundle)
    qtbot.waitUntil(lambda: "Đăng nhập để xem" in said_at_the_door(at_the_door))
    watched.deleteLater()
    first.release()


def test_a_pc_without_an_office_says_that_it_needs_one_first(counter: Counter, bundle: Path):
    counter.begin()
    counter.open_file(bundle)
    page = counter.window.shown
    assert "chưa có cơ quan" in page.notices.text()  # type: ignore[union-attr]


def test_a_prepared_file_on_a_pc_with_an_office_is_answered(at_the_door: Counter, tmp_path: Path):
    at_the_door.open_file(tmp_path / "xa.motcua")
    assert "máy này đã có cơ quan" in said_at_the_door(at_the_door)
