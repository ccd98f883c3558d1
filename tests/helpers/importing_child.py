"""An import of the province's file in a process of its own, to be killed while it works.

python -m tests.helpers.importing_child PROFILE FILE

Each line on stdout is a promise: so many of the group were said to be kept.
"""

import os
import sys
from pathlib import Path

from app.store import keys
from app.store.profile import Profile
from app.store.store import Store
from app.system.machine import Machine
from app.usecases import takeover
from tests.helpers.clock import FrozenClock
from tests.helpers.desk import a_desk
from tests.helpers.office import MAI, PASSWORD, AnOffice


def main(folder: str, file: str) -> None:
    """Open the file and take over group after group."""
    profile = Profile(Path(folder))
    key = keys.unlock(profile, MAI.id, PASSWORD)
    store = Store.open(profile, key, Machine(FrozenClock(), os.urandom, "machine-1"))
    desk = a_desk(AnOffice(store, key, ""))
    takeover.AT_ONCE = 2
    opened = takeover.open_file(Path(file))
    plan = takeover.propose(desk, opened)
    assert plan is not None
    for group in takeover.groups(takeover.preview(desk, opened, plan)):
        sys.stdout.write(f"{takeover.take_over(desk, group)}\n")
        sys.stdout.flush()
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
