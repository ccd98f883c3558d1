"""A PC in a process of its own that writes bundle after bundle, to be killed.

    python -m tests.helpers.stick_child STICK

Each line on stdout is a promise: the bundle with that serial is whole.
"""

import sys
from pathlib import Path

from app.system.stick_disk import STICK
from tests.helpers.sticks import written
from tests.helpers.sync_journals import a_journal, acts

BUNDLES = 3


def main(stick: str) -> None:
    """Write some bundles, each with everything that waits."""
    journal = a_journal()
    for serial in range(1, BUNDLES + 1):
        acts(journal, 5)
        written(journal, Path(stick), serial=serial, disk=STICK)
        sys.stdout.write(f"{serial}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
