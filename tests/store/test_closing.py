"""The office is closed while others are at work: they stop, and nobody reads what is gone."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.store.faults import StoreFault
from app.store.reader import Reader
from app.store.records import Filter
from app.store.store import Store
from tests.helpers.command import ROOT
from tests.helpers.office import AnOffice, a_machine

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT told() UNION ALL SELECT x FROM n) SELECT count(*) FROM n"


def in_a_thread(work: Callable[[], object]) -> tuple[threading.Thread, list[Exception]]:
    """Begin it; what it raises is kept."""
    raised: list[Exception] = []

    def job() -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            raised.append(error)

    thread = threading.Thread(target=job)
    thread.start()
    return thread, raised


def test_closing_while_others_read_and_synchronise_harms_nothing(tmp_path: Path):
    here = tmp_path / "working-folder"
    here.mkdir()
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.helpers.closing_child", tmp_path, "25"],
        cwd=here,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "closed 25\n", "")
    assert list(here.iterdir()) == []


def test_a_query_under_way_is_stopped_and_not_waited_for(office: AnOffice):
    running, readers = threading.Event(), list[Reader]()

    def ask() -> None:
        reader = office.store.reader()
        readers.append(reader)
        reader._connection.raw.create_function("told", 0, running.set)
        reader._connection.rows(ENDLESS)

    thread, raised = in_a_thread(ask)
    running.wait()
    office.closes()
    thread.join()
    assert "interrupt" in str(raised[0])


def test_a_page_under_way_comes_to_its_end_and_nothing_is_written_after_it(office: AnOffice):
    inside, go_on = threading.Event(), threading.Event()

    def take() -> None:
        session = office.store.sync_session()
        with session.page() as page:
            inside.set()
            go_on.wait()
            page.seal()
        session.seal()

    office.receives()
    thread, raised = in_a_thread(take)
    inside.wait()
    closing, _ = in_a_thread(office.closes)
    go_on.set()
    for each in (thread, closing):
        each.join()
    assert [getattr(error, "code", error) for error in raised] == ["cancelled"]
    again = Store.open(office.profile, office.key, a_machine())
    with again.sync_session().reading() as journal:
        assert journal.lines.seals(again.device.author)
    again.close()


def test_a_closed_office_lends_nothing(office: AnOffice):
    reader = office.store.reader()
    session = office.store.sync_session()
    office.closes()
    asked: list[Callable[[], object]] = [
        lambda: reader.count(Filter()),
        session.seal,
        office.store.reader().waiting,
        office.store.sync_session,
        office.store.unsent,
    ]
    for ask in asked:
        with pytest.raises(StoreFault, match="cancelled"):
            ask()
    reader.cancel()
    reader.close()


def test_a_reader_ends_with_its_thread(office: AnOffice):
    for _ in range(5):
        in_a_thread(lambda: office.store.reader().count(Filter()))[0].join()
    assert len(office.store._lending._lent) == 0
