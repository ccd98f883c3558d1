"""A real office in a folder: real SQLCipher, real files, a clock that stands still.

office = an_office(tmp_path)
dossier = office.receives()
office.forwards(dossier)
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.domain.dossier import Dossier
from app.domain.events import OnPaper, Payload, Received, ResultRecorded, Returned
from app.store import keys
from app.store.derivation import Derivation
from app.store.founding import found
from app.store.keys import Key
from app.store.profile import Profile
from app.store.reader import Reader
from app.store.records import Office, Officer
from app.store.store import Store
from app.system.clock import milliseconds
from app.system.machine import Machine
from tests.helpers.clock import FrozenClock
from tests.helpers.dossiers import HOUR, a_promise, a_received, a_recipient, a_result, a_return

QUICK = Derivation(memory_kib=64, passes=1)
PASSWORD = "mật khẩu của Mai"  # noqa: S105 - an invented officer's
MAI = Officer("01937000-0000-7000-8000-0000000000aa", "Lò Thị Mai", "clerk")
THE_OFFICE = Office("03562", "Xã Sì Lở Lầu", "12", "Tỉnh Lai Châu")


def a_machine(seed: int = 1, clock: FrozenClock | None = None) -> Machine:
    """A machine with a clock that stands still and repeatable randomness."""
    entropy = random.Random(seed).randbytes  # noqa: S311 - repeatable on purpose
    return Machine(clock or FrozenClock(), entropy, f"machine-{seed}")


class AnOffice:
    """The store of one officer at one counter, and the words for what she does."""

    def __init__(self, store: Store, key: Key, recovery_code: str) -> None:
        self.store = store
        self.key = key
        self.recovery_code = recovery_code
        self.officer = key.officer

    @property
    def profile(self) -> Profile:
        return self.store.profile

    @property
    def clock(self) -> FrozenClock:
        clock = self.store.machine.clock
        assert isinstance(clock, FrozenClock)
        return clock

    @property
    def reader(self) -> Reader:
        return self.store.reader()

    def receives(self, **changes: Any) -> Dossier:
        """One reception, with the next number and due in eight hours."""
        with self.store.act(by=self.officer) as act:
            now = milliseconds(act.now())
            promise = a_promise(start=now, due=now + 8 * HOUR)
            told = {"accepted_at": now, "promise": promise, "number": act.next_number().code}
            received: Received = a_received(**(told | changes))
            return act.record(act.new_id(), received)

    def does(self, dossier: Dossier, said: Payload) -> Dossier:
        """Any act on what the screen showed."""
        with self.store.act(by=self.officer) as act:
            return act.record(dossier.id, said, seen=dossier.version)

    def forwards(self, dossier: Dossier) -> Dossier:
        with self.store.act(by=self.officer) as act:
            said = act.dossier(dossier.id).forward(a_recipient())
            return act.record(dossier.id, said, seen=dossier.version)

    def finishes(self, dossier: Dossier) -> Dossier:
        """A result that a leader signed on paper, handed over."""
        result: ResultRecorded = a_result(paper=OnPaper(decided_by="Chủ tịch UBND xã"))
        returned: Returned = a_return()
        return self.does(self.does(dossier, result), returned)

    def closes(self) -> None:
        self.store.close()

    def reopens(self, machine: Machine | None = None) -> "AnOffice":
        """The program is closed and started again, on this machine or on another."""
        self.store.close()
        self.store = Store.open(self.profile, self.key, machine or self.store.machine)
        return self


def an_office(
    folder: Path, machine: Machine | None = None, office: Office = THE_OFFICE
) -> AnOffice:
    """Found an office in a folder and sign in."""
    profile = Profile(folder / "office")
    store, code = found(profile, office, MAI, PASSWORD, machine or a_machine(), QUICK)
    return AnOffice(store, keys.unlock(profile, MAI.id, PASSWORD), code)


@contextmanager
def an_open_office(folder: Path, machine: Machine | None = None) -> Iterator[AnOffice]:
    """The same, closed at the end."""
    office = an_office(folder, machine)
    try:
        yield office
    finally:
        office.closes()
