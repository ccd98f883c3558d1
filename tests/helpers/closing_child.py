"""An office that is closed again and again while others read and take pages; bugs kill a process.

python -m tests.helpers.closing_child FOLDER TIMES
"""

import sys
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread

from app.store.faults import StoreFault
from app.store.records import Filter
from app.store.store import Store
from tests.helpers.office import AnOffice, an_office

READERS = 3


def main(folder: Path, times: int) -> None:
    """Say how often others were at work when the office was closed."""
    office = an_office(folder)
    for _ in range(40):
        office.receives()
    for _ in range(times):
        _close_under_load(office)
        office.reopens()
    office.closes()
    print("closed", times, flush=True)  # noqa: T201 - what the test reads


def _close_under_load(office: AnOffice) -> None:
    begun = Barrier(READERS + 2)
    works = [_read] * READERS + [_take_pages]
    others = [Thread(target=_until_closed, args=(work, office.store, begun)) for work in works]
    for other in others:
        other.start()
    begun.wait()
    office.receives()
    office.closes()
    for other in others:
        other.join()


def _until_closed(work: Callable[[Store], None], store: Store, begun: Barrier) -> None:
    begun.wait()
    try:
        while True:
            work(store)
    except StoreFault as fault:
        if fault.code != "cancelled":
            raise


def _read(store: Store) -> None:
    reader = store.reader()
    reader.search("giang a pao")
    rows = reader.dossiers(Filter(text="khai sinh"))
    for row in rows[:3]:
        reader.dossier(row.id)
        reader.events(row.id)


def _take_pages(store: Store) -> None:
    session = store.sync_session()
    try:
        session.seal()
        with session.reading() as journal:
            journal.heads()
    finally:
        session.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
