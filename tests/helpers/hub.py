"""The commune's server beside an office's window: in a thread of this process, or as a child."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue

import msgspec

from app.store.records import Touched
from app.usecases.desk import Desk
from app.usecases.hub_child import Asked, serve
from app.usecases.hub_host import HubHost
from app.usecases.hub_known import hub_settings, keep_hub_settings
from app.usecases.hub_state import Hosting
from tests.helpers.patience import PATIENCE


class RunningHub:
    """Where it listens, who came, and how to end it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.hint = 0
        self.seen: list[str] = []

    @property
    def address(self) -> str:
        """As somebody types it at another counter."""
        return f"127.0.0.1:{self.port}"


@contextmanager
def a_hub(desk: Desk, port: int = 0) -> Iterator[RunningHub]:
    """The server of this PC, on a connection of its own; its window hears what has changed."""
    reading, writing = os.pipe()
    said: Queue[dict[str, object]] = Queue()
    running = RunningHub(0)

    def tell(word: dict[str, object]) -> None:
        match word:
            case {"touched": str(kind), "ids": list(ids)}:
                desk.store.announce(Touched(kind, tuple(map(str, ids))))
            case {"seen": str(device)}:
                running.seen.append(device)
            case _:
                said.put(word)

    def run() -> None:
        with os.fdopen(reading, "rb", 0) as pipe:
            asked = Asked(desk.profile.path, "127.0.0.1", port, desk.settings.counter, 0)
            serve(asked, desk.machine, pipe, tell)

    thread = threading.Thread(target=run)
    thread.start()
    os.write(writing, desk.store.hand_over_key().hex().encode() + b"\n")
    try:
        ready = said.get(timeout=PATIENCE)
        assert isinstance(ready["ready"], int)
        assert isinstance(ready["hint"], int)
        running.port, running.hint = ready["ready"], ready["hint"]
        yield running
    finally:
        os.close(writing)
        thread.join(PATIENCE)


@contextmanager
def a_child_hub(desk: Desk) -> Iterator[HubHost]:
    """The same as the window starts it: a process of its own, on a port that is free."""
    listening = threading.Event()

    def changed(hosting: Hosting) -> None:
        if hosting.port:
            listening.set()

    kept = hub_settings(desk.store.preferences)
    keep_hub_settings(desk.store.preferences, msgspec.structs.replace(kept, port=0))
    host = HubHost(desk, changed)
    host.start()
    try:
        assert listening.wait(PATIENCE)
        yield host
    finally:
        host.stop()


def address_of(host: HubHost) -> str:
    """As somebody types it at another counter."""
    return f"127.0.0.1:{host.now().port}"
