"""Programs of two versions side by side: what each says first, and what it still understands."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import NamedTuple

from sync.gateway import exchange as gateway
from sync.hub import exchange as hub
from sync.peer import request
from sync.protocol.versions import PROTOCOL, SPOKEN


class Program(NamedTuple):
    """One release as far as the protocol goes."""

    protocol: int
    spoken: frozenset[int]

    @contextmanager
    def speaks(self) -> Iterator[None]:
        """What this program writes is of its version."""
        with self._as(request):
            yield

    @contextmanager
    def serves(self) -> Iterator[None]:
        """So is what it hears as a gateway or as the commune's server."""
        with self._as(gateway, hub):
            yield

    @contextmanager
    def _as(self, *rooms: ModuleType) -> Iterator[None]:
        if self is THIS:
            yield
            return
        before = [(room, dict(vars(room))) for room in rooms]
        try:
            for room in rooms:
                vars(room)["PROTOCOL"] = self.protocol
                if "SPOKEN" in vars(room):
                    vars(room)["SPOKEN"] = self.spoken
            yield
        finally:
            for room, names in before:
                vars(room).update({k: names[k] for k in ("PROTOCOL", "SPOKEN") if k in names})


THIS = Program(PROTOCOL, SPOKEN)
NEXT = Program(PROTOCOL + 1, SPOKEN | {PROTOCOL + 1})
"""The next release: it still understands this one."""
