"""Send and fetch a file over any line that can be asked: no socket, no clock of its own.

One step moves one slice and ends; whoever calls decides what comes next, so that a new dossier
never waits behind a scan. Nothing is remembered but the size of the next slice: where a file
stands is asked of the server, which knows.
"""

from collections.abc import Callable
from typing import Protocol

from sync.files.address import MOST_BYTES, address_of
from sync.files.calls import Held
from sync.files.faults import NoSuchUpload, OffsetMoved, WrongContent
from sync.files.slices import Slices
from sync.protocol.errors import TooLarge

Seconds = Callable[[], float]
"""A clock that only runs forward."""


class FileLine(Protocol):
    """How a server is asked about files; every answer is proven by its signature."""

    def begin(self, file: str, size: int) -> Held:
        """Ask to make room, or how much is there."""

    def go_on(self, file: str, offset: int, data: bytes) -> Held:
        """Hand over the next bytes; the answer says how much is sure now, be it less."""

    def ask(self, file: str) -> Held:
        """Ask how much is held."""

    def read(self, file: str, offset: int, length: int) -> bytes:
        """Ask for bytes of a whole file."""


class Sending:
    """One file on its way up."""

    def __init__(self, file: str, content: bytes, seconds: Seconds) -> None:
        self.file = file
        self._content = content
        self._seconds = seconds
        self._held: Held | None = None

    @property
    def gone(self) -> int:
        """How many bytes the server has said it holds."""
        return self._held.offset if self._held else 0

    def step(self, line: FileLine, slices: Slices) -> tuple[Held, Slices]:
        """Move one slice; answers what the server holds then, and how big the next one may be.

        The first step also asks where the file stands. After a `SyncError` it is asked again.
        """
        held, self._held = self._held, None
        if held is None:
            held = line.begin(self.file, len(self._content))
        if not held.whole:
            began, offset = self._seconds(), held.offset
            held = line.go_on(self.file, offset, self._content[offset : offset + slices.size])
            moved = held.offset - offset
            if moved <= 0:  # another request went on with it, or its part was no good
                raise OffsetMoved(self.file[:8])
            slices = slices.after(moved, self._seconds() - began)
        self._held = held
        return held, slices


class Fetching:
    """One file on its way down."""

    def __init__(self, file: str, seconds: Seconds) -> None:
        self.file = file
        self._seconds = seconds
        self._size = 0
        self._content = bytearray()

    @property
    def left(self) -> int:
        """How many bytes are still there, once the server has said how large it is."""
        return self._size - len(self._content)

    def step(self, line: FileLine, slices: Slices) -> tuple[bytes, Slices]:
        """Fetch one slice; answers the content once it is whole and what its address says.

        Raises `NoSuchUpload` where the server does not hold it, `WrongContent`, and what the line
        does; then go on with the next step: what has come is kept.
        """
        if not self._size:
            self._size = _size_at(line, self.file)
        began = self._seconds()
        piece = line.read(self.file, len(self._content), min(slices.size, self.left))
        if not piece:
            self._content.clear()
            raise WrongContent(self.file[:8])
        self._content += piece
        slices = slices.after(len(piece), self._seconds() - began)
        if self.left > 0:
            return b"", slices
        content = bytes(self._content)
        if address_of(content) != self.file:
            self._content.clear()
            raise WrongContent(self.file[:8])
        return content, slices


def fetch(line: FileLine, file: str, seconds: Seconds, slices: Slices) -> bytes:
    """Bring a whole file down, for who has nothing else to do meanwhile."""
    fetching = Fetching(file, seconds)
    while True:
        content, slices = fetching.step(line, slices)
        if content:
            return content


def _size_at(line: FileLine, file: str) -> int:
    held = line.ask(file)
    if not held.whole:
        raise NoSuchUpload(file[:8])
    if held.size > MOST_BYTES:
        raise TooLarge(f"a file of {held.size} bytes")
    return held.size
