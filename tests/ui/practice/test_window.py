"""The practice window: framed, signed in by itself, and the guide follows what was done."""

import pytest

from app.domain.practice import MARK
from app.store.profile import Profile
from app.ui.practice import starting
from app.ui.practice import window as practice_window
from app.ui.practice.window import PracticeWindow
from app.ui.printing import marks
from app.ui.sign_in.page import SignInPage
from app.usecases import practice
from app.usecases.this_pc import ThisPc
from tests.helpers.desk import a_dossier
from tests.helpers.office import a_machine


@pytest.fixture
def shown(qtbot, qapp, tmp_path):
    """The window, signed in."""
    pc = practice.prepare(ThisPc(Profile(tmp_path / "office"), a_machine()))
    made = PracticeWindow(qapp, pc)
    qtbot.addWidget(made.counter.window)
    made.begin()
    qtbot.waitUntil(lambda: "0/10" in made.frame.now.text())
    yield made
    made.counter.close()
    qapp.setProperty("motcua.mark", None)


def test_it_signs_itself_in_says_what_to_do_and_marks_what_it_prints(shown):
    assert shown.counter.workspace is not None
    assert "khai sinh" in shown.frame.now.text()
    assert shown.counter.window.windowTitle() == shown.frame.badge.text() == "LUYỆN TẬP"
    assert marks.mark_of_process() == MARK


def test_the_guide_goes_on_when_the_work_is_done(shown, qtbot):
    desk = shown.counter.shift.desk
    shown.counter.workers.write(lambda: a_dossier(desk, "1.001193"))
    qtbot.waitUntil(lambda: "1/10" in shown.frame.now.text())
    assert "Chứng thực" in shown.frame.now.text()


def test_starting_again_closes_this_window_and_opens_a_fresh_one(shown, monkeypatch):
    told: list[tuple[tuple[object, ...], dict[str, object]]] = []
    monkeypatch.setattr(practice_window, "start", lambda *a, **k: told.append((a, k)))
    shown.frame.again.click()
    assert told[0][1] == {"fresh": True}
    assert not shown.counter.window.isVisible()


def test_its_own_sign_in_offers_no_second_practice(shown):
    shown.counter.lock()
    page = shown.counter.window.shown
    assert isinstance(page, SignInPage)
    assert page.practice.isHidden()


def test_the_process_is_told_which_office_it_stands_beside(monkeypatch, tmp_path):
    told: list[list[str]] = []

    def started(_program: str, words: list[str]) -> tuple[bool, int]:
        told.append(words)
        return True, 1

    monkeypatch.setattr("app.ui.practice.starting.QProcess.startDetached", started)
    assert starting.start(tmp_path, fresh=True)
    assert told[0][-4:] == ["--profile", str(tmp_path), "practice", "--fresh"]
