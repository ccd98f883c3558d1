"""A process that writes into a gateway's log as fast as it can, when it is told to.

python -m tests.helpers.writing_child DIR COMMUNE SECRET COUNT [MUTANT]
"""

import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from sync.gateway.gateway import Gateway
from sync.gateway.storage import log
from sync.gateway.storage.log import Writer
from sync.gateway.storage.postgres import storage
from sync.protocol import chain
from sync.protocol.identity import Author, EventId
from tests.helpers.gateway_pc import Pc

PATCH = pytest.MonkeyPatch()


def main(folder: str, commune: str, secret: str, count: str, mutant: str = "") -> None:
    """Be ready, wait for a word, then take one frame after another, each durable."""
    if mutant:
        MUTANTS[mutant]()
    pc = Pc(int(secret), commune)
    pc.does(int(count))
    frames = pc.frames()
    gateway = Gateway(Path(folder))
    entered = gateway.commune(commune)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for frame in frames:
        entered.take(frame, 0)
    gateway.close()


def takes_positions_from_a_sequence() -> None:
    """Nobody holds the counter: a number is drawn, and whoever commits first is seen first."""

    def place(self: Writer, author: Author, first: int, last: int) -> list[tuple[int, str]]:
        placed = []
        for n, h, kind in self._db.execute(log._UNPLACED, (*author, first, last)).fetchall():
            (position,) = self._db.execute("SELECT nextval('careless')").fetchone()
            link: Any = chain.log_extend(bytes(32), EventId(*author, n), h)
            self._db.execute(log._PLACE, (position, *author, n, link))
            placed.append((n, kind))
        moment.wait(0.002)
        return placed

    moment = threading.Event()
    PATCH.setattr(Writer, "place", place)
    PATCH.setattr(storage, "_LOCK_LOG", b"SELECT 1")


def lets_everybody_write_at_once() -> None:
    """The counter row is read without holding it."""
    PATCH.setattr(storage, "_LOCK_LOG", b"SELECT 1")


MUTANTS = {
    "a sequence": takes_positions_from_a_sequence,
    "no lock": lets_everybody_write_at_once,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
