"""While somebody works, the PC tells the province by itself what it is."""

from app.domain.machines import MACHINE
from tests.ui.reception.counter import on
from tests.ui.sync_centre.shift import AtWork


def told(mai: AtWork) -> int:
    reader = on(mai.workers, mai.desk.store.reader)
    return on(mai.workers, lambda: len(reader.facts(MACHINE)))


def test_the_machine_is_looked_at_some_minutes_after_signing_in_and_told_once(mai: AtWork):
    assert mai.shift.telling.isActive()
    assert told(mai) == 0
    for _ in range(2):
        mai.shift.telling.timeout.emit()
        mai.until(lambda: told(mai) == 1)


def test_who_has_left_is_not_kept_waiting_for_it(mai: AtWork):
    mai.shift.end()
    assert not mai.shift.telling.isActive()
