"""The fast lane in a process of its own, to be killed while it writes a line of a book.

python -m tests.helpers.certifying_child FOLDER
"""

import os
import sys
from pathlib import Path

from app.domain.certification_fees import Asked
from app.domain.person import Person
from app.store import keys
from app.store.profile import Profile
from app.store.store import Store
from app.system.machine import Machine
from app.usecases import fast_lane
from app.usecases.fast_lane import Request
from tests.helpers.clock import FrozenClock
from tests.helpers.desk import a_desk
from tests.helpers.office import MAI, PASSWORD, AnOffice

_ENOUGH = 20


def main(folder: str) -> None:
    """One citizen after the other until somebody puts an end to it."""
    profile = Profile(Path(folder))
    key = keys.unlock(profile, MAI.id, PASSWORD)
    store = Store.open(profile, key, Machine(FrozenClock(), os.urandom, "machine-1"))
    desk = a_desk(AnOffice(store, key, ""))
    request = Request(requester=Person(name="Chẻo Thị Mẩy"), papers=(Asked("Bằng"),))
    for _ in range(_ENOUGH):
        fast_lane.do_now(desk, request)
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
