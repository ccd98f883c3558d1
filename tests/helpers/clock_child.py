"""A PC in a process of its own, whose clock somebody else bends: does a word, answers a line.

    python -m tests.helpers.clock_child FOLDER URL CODE

`serve` takes in a dossier, `round` goes to the gateway, `look` only tells; each is answered by one
line of JSON.
"""

import json
import os
import sys
from pathlib import Path

from app.store import keys
from app.store.profile import Profile
from app.store.store import Store
from app.system.clock import SystemClock
from app.system.machine import Machine
from app.usecases.desk import Desk
from app.usecases.gateway_known import known_gateway
from app.usecases.reception import receive
from app.usecases.synchronise import enrol, one_round
from sync.protocol.errors import SyncError
from tests.helpers.desk import a_desk, a_form
from tests.helpers.office import MAI, PASSWORD, AnOffice


def main(folder: str, url: str, code: str) -> None:
    """Do what is said until nothing more is."""
    key = keys.unlock(Profile(Path(folder)), MAI.id, PASSWORD)
    machine = Machine(SystemClock(), os.urandom, "machine-1")
    office = AnOffice(Store.open(Profile(Path(folder)), key, machine), key, "")
    desk = a_desk(office)
    for line in sys.stdin:
        said = {"number": "", "error": ""}
        try:
            if line.strip() == "serve":
                said["number"] = receive(desk, a_form(desk, "1.004873")).number
            if line.strip() == "round":
                if known_gateway(desk.store.preferences) is None:
                    enrol(desk, url, code)
                one_round(desk)
        except SyncError as error:
            said["error"] = error.code
        sys.stdout.write(json.dumps(said | _state(desk)) + "\n")
        sys.stdout.flush()
    office.closes()


def _state(desk: Desk) -> dict[str, object]:
    guard = desk.store.clock_guard
    stamp, fault = guard.stamp(), guard.fault()
    return {
        "quality": stamp.quality.value,
        "at": stamp.at.timestamp(),
        "doubt": fault.doubt if fault else None,
        "is_told": fault is not None,
        "is_gateway_wrong": guard.is_gateway_wrong,
        "unsent": len(desk.store.unsent()),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
