"""Whoever changes a line behind the program's back is found out."""

from collections.abc import Callable

import pytest

from app.store import secrets
from app.store.connection import open_writer
from app.store.slip_journal import Head
from tests.helpers.office import AnOffice

TAMPERINGS = {
    "payload": "UPDATE journal_event SET payload = CAST('{}' AS BLOB) WHERE n = 2",
    "line": "UPDATE journal_event SET envelope = zeroblob(100) WHERE n = 2",
    "hash": "UPDATE journal_event SET dh = zeroblob(32) WHERE n = 2",
    "chain": "UPDATE journal_stretch SET chain = zeroblob(32)",
    "seal": "UPDATE journal_seal SET signature = zeroblob(64)",
    "genesis": "UPDATE journal_stretch SET before = zeroblob(32)",
    "removed": "DELETE FROM journal_event WHERE n = 2",
}


def tampers(office: AnOffice, sql: str) -> None:
    connection = open_writer(office.profile.database, secrets.database_key(office.key.secret))
    with connection.writing():
        connection.run(sql)
    connection.close()


@pytest.fixture
def sealed(office: AnOffice) -> AnOffice:
    for _ in range(3):
        office.receives()
    session = office.store.sync_session()
    session.seal()
    session.close()
    return office


def test_an_untouched_journal_is_sound_and_says_how_far_it_is_anchored(sealed: AnOffice):
    sealed.receives()
    report = sealed.store.verify()
    assert report.is_sound
    assert (report.events, report.own_events, report.sealed, report.anchored) == (5, 5, 4, 4)


@pytest.mark.parametrize("what", TAMPERINGS)
def test_every_tampering_is_found(sealed: AnOffice, what: str):
    tampers(sealed, TAMPERINGS[what])
    assert not sealed.store.verify().is_sound


def test_a_journal_that_was_written_anew_contradicts_its_anchor(sealed: AnOffice):
    """Somebody with all keys makes a whole new past: only what lies outside gives it away."""
    device = sealed.store.device
    sealed.store._means.slips.append([Head(device.device, device.epoch, 4, "ab" * 32)])
    assert [fault.partition(":")[0] for fault in sealed.store.verify().faults] == ["anchor"]


def test_progress_is_told(sealed: AnOffice):
    told: list[tuple[int, int]] = []
    progress: Callable[[int, int], None] = lambda done, total: told.append((done, total))  # noqa: E731
    sealed.store.verify(progress)
    assert told == [(0, 1)]
