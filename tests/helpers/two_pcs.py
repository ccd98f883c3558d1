"""Two PCs of one office that act without a line between them, and a past that does not come."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.dossier import Dossier
from app.domain.events import NoteAdded, to_payload
from app.domain.events.payload import Payload
from app.store.store import Store
from app.system.clock import milliseconds
from app.usecases.desk import Desk
from app.usecases.dossier_view import open_dossier
from app.usecases.step import take
from app.usecases.synchronise import one_round
from sync.journal import SCHEMA, Journal
from sync.journal.outgoing import frames_for
from sync.protocol.certificate import certify
from sync.protocol.event import Envelope, Seen
from sync.protocol.frame import unpack
from sync.protocol.identity import Author
from sync.protocol.signing import Signer
from tests.helpers.desk import a_desk
from tests.helpers.office import THE_OFFICE, a_machine, an_office
from tests.helpers.province import Province

Does = Callable[[Desk, Dossier], object]


class SecondPc:
    """The other counter: knows what the gateway has told it, and acts on that."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def meanwhile(self, mine: Desk, dossier: Dossier, here: Does, there: Does) -> None:
        """Both know the dossier; each does something unheard; then the gateway orders both.

        What is done `here`, at `mine`, comes to the gateway first and stands.
        """
        one_round(mine)
        one_round(self.desk)
        here(mine, open_dossier(mine, dossier.id).dossier)
        there(self.desk, open_dossier(self.desk, dossier.id).dossier)
        one_round(mine)
        one_round(self.desk)
        one_round(mine)


@contextmanager
def a_second_pc(folder: Path, mine: Desk, province: Province, seed: int = 7) -> Iterator[SecondPc]:
    """Enrolled like the first, with the same clock."""
    clock = mine.machine.clock
    office = an_office(folder / "second", a_machine(seed, clock), THE_OFFICE)  # type: ignore[arg-type]
    try:
        desk = a_desk(office)
        province.enrols(desk)
        yield SecondPc(desk)
    finally:
        office.closes()


def renames(name: str) -> Does:
    """Somebody mends the submitter's name."""
    return lambda desk, now: take(
        desk,
        now.version,
        lambda dossier: dossier.change_fields({"submitter.name": name}, "theo thẻ"),
    )


def says_without_its_past(store: Store, dossier: Dossier) -> str:
    """A neighbour's act arrives that builds on one that never came; answers the missing one."""
    missing = Seen(Signer(b"l" * 32).device, "GAP7", 4, "0badcafe")
    says(store, dossier, NoteAdded(text="đã gọi cho dân"), missing)
    return str(missing.id)


def says(store: Store, dossier: Dossier, told: Payload, *seen: Seen) -> None:
    """The first entry of a neighbour arrives; another first entry comes from its cloned disk."""
    signer = Signer(b"n" * 32)
    author = Author(signer.device, "NB0R")
    journal = _journal()
    draft = Envelope(
        v=told.version,
        e=dossier.id,
        t="dossier",
        k=told.kind,
        seen=(*dossier.heads, *seen),
        at=milliseconds(store.machine.clock.now()),
        by="Vàng A Chư",
        role="clerk",
    )
    journal.append(author, draft, to_payload(told), random.Random(5).randbytes(16))  # noqa: S311
    journal.seal(signer, author)
    _hear(store, journal, signer, author)


def _hear(store: Store, theirs: Journal, signer: Signer, author: Author) -> None:
    """Take what a neighbour's journal says, as the sync thread does."""
    session = store.sync_session()
    own = certify(signer.public_key, ("office.", "device."), "Quầy 3", "counter")
    with session.page() as page:
        page.journal.devices.trust(own)
    for packed in frames_for(theirs, "anybody", author):
        with session.page() as page:
            page.touch(page.journal.accept(unpack(packed)).touched)
    session.close()


def _journal() -> Journal:
    database = sqlite3.connect(":memory:")
    for statement in SCHEMA:
        database.execute(statement)
    return Journal(database, THE_OFFICE.commune)
