"""After a restore the sync centre asks whether the old PC still runs."""

import msgspec

from app.store.held import NAME, Held
from app.usecases.sync_hold import held_since
from tests.ui.reception.counter import on


def test_the_question_is_asked_and_answered_with_one_key(mai, qtbot):
    held = Held("restored", mai.office.clock.now())
    on(mai.workers, lambda: mai.desk.store.preferences.put(NAME, msgspec.json.encode(held)))
    mai.page.presenter.read()
    qtbot.waitUntil(mai.page.held.isVisible)
    assert "08:40 24/11/2026" in mai.page.held.words.text()
    mai.page.held.runs.click()
    assert mai.page.held.advice.text()
    mai.page.commands()[0].run()
    qtbot.waitUntil(lambda: not mai.page.held.isVisible())
    assert on(mai.workers, lambda: held_since(mai.desk)) is None
