"""A PC's work in a process of its own that somebody listens to: every kind of promise in turn.

    python -m tests.helpers.durability_child FOLDER day 4 [MUTANT]

Each line on stdout is a promise: what it names was said to be safe at that moment.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.store import connection, keys, slip_journal
from app.store.act import Act
from app.store.profile import Profile
from app.store.records import Draft
from app.store.restoring import restore
from app.store.slip_journal import SlipJournal
from app.store.store import Store
from app.system import durable, settings
from app.system.machine import Machine
from tests.helpers.clock import FrozenClock
from tests.helpers.crash_child import promise
from tests.helpers.office import MAI, PASSWORD, AnOffice, an_office

PATCH = pytest.MonkeyPatch()


def main(folder: str, work: str, turns: str, mutant: str = "") -> None:
    """Work to the end; a mutant breaks the program first."""
    PATCH.setattr(shutil, "_USE_CP_SENDFILE", False)  # so that copies are seen as writes
    if mutant:
        MUTANTS[mutant]()
    profile = Profile(Path(folder))
    machine = Machine(FrozenClock(), os.urandom, "machine-1")
    if work == "found":
        office = an_office(profile.path.parent, machine)
        promise("founded")
    elif work == "restore":
        (backup,) = sorted(profile.backups.glob("motcua-*/manifest.json"))
        restore(profile, backup.parent, MAI.id, PASSWORD, machine)
        promise("restored")
        return
    else:
        PATCH.setattr(slip_journal, "_SHORTEN_ABOVE", 5)
        key = keys.unlock(profile, MAI.id, password(-1))
        office = AnOffice(Store.open(profile, key, machine), key, "")
        for turn in range(int(turns)):
            serve(office, turn)
    office.closes()


def password(turn: int) -> str:
    """The officer's password after so many turns."""
    return PASSWORD if turn < 0 else f"{PASSWORD} {turn}"


def serve(office: AnOffice, turn: int) -> None:
    """One citizen, and then something for the office itself."""
    body = str(turn).encode()
    office.store.drafts.save(Draft("d", "form", MAI.id, "", office.clock.now(), body))
    promise(f"draft {turn}")
    dossier = office.receives()
    promise(f"received {dossier.id} {dossier.number}")
    office.forwards(dossier)
    promise(f"forwarded {dossier.id}")
    session = office.store.sync_session()
    session.seal()
    promise(f"sealed {session.journal.head(session.device.author).n}")
    session.close()
    keys.change_password(office.profile, office.key, password(turn), os.urandom)
    promise(f"password {turn}")
    settings.write(office.profile.settings, settings.WindowSettings(width=turn))
    promise(f"settings {turn}")
    if turn % 2:
        promise(f"backup {office.store.back_up().path.name}")
    if turn % 3 == 1:
        office.store.rest()
        office.store.rebuild()
    if turn % 4 == 2:
        office.reopens()


def flushes_at_leisure() -> None:
    """A commit returns before it is on the disk."""
    right = connection._make_durable

    def wrong(opened: connection.Connection) -> None:
        right(opened)
        opened.run("PRAGMA synchronous = NORMAL")

    PATCH.setattr(connection, "_make_durable", wrong)


def writes_numbers_down_after_the_commit() -> None:
    """The slip journal moves once the dossier is saved."""
    right_act, right_finish = Store.act, Act.finish

    @contextmanager
    def act(self: Store, *by: Any, **eff: Any) -> Iterator[Act]:
        with right_act(self, *by, **eff) as one:
            yield one
        right_finish(one)

    PATCH.setattr(Act, "finish", lambda _: None)
    PATCH.setattr(Store, "act", act)


def leaves_the_slip_journal_unflushed() -> None:
    """Numbers are written down and stay in memory."""

    def write(handle: int, data: bytes) -> None:
        os.write(handle, data)

    PATCH.setattr(slip_journal, "_write", write)


def forgets_numbers_without_their_commit() -> None:
    """The slip journal is not written at all."""
    PATCH.setattr(SlipJournal, "append", lambda self, entries: self._keep(entries))


def renames_without_the_bytes() -> None:
    """The new name is flushed, what it names is not."""

    def replace(path: Path, data: bytes) -> None:
        part = path.with_name(path.name + ".part")
        part.write_bytes(data)
        durable.move(part, path)

    PATCH.setattr(durable, "replace", replace)


def renames_without_the_folder() -> None:
    """The bytes are flushed, their new name is not."""
    PATCH.setattr(durable, "sync_folder", lambda _folder: None)


MUTANTS = {
    "2 synchronous=NORMAL": flushes_at_leisure,
    "7 number after the commit": writes_numbers_down_after_the_commit,
    "7 slip journal not flushed": leaves_the_slip_journal_unflushed,
    "7 slip journal not written": forgets_numbers_without_their_commit,
    "15 rename without flushing the file": renames_without_the_bytes,
    "15 rename without flushing the folder": renames_without_the_folder,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
