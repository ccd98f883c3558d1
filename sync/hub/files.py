"""Files at the commune's server: the same calls as the gateway's, on the neighbour's own thread.

Who asks is proven on the journal's thread, and whether an act names the file; the bytes then pass
beside it, so that no act waits behind a scan.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from email.message import Message
from typing import NamedTuple, Protocol

from sync.files import tus
from sync.files.address import checked_address
from sync.files.calls import CALL_HEADER, FileCall, Verb
from sync.files.depot import Standing
from sync.files.faults import FileFault
from sync.files.slices import MOST
from sync.files.statuses import FLUSHED, again_after, status_of
from sync.hub.refusals import Refused
from sync.protocol.errors import Malformed

FILES_PATH = "/v1/files"
_METHODS = {"HEAD": Verb.ASK, "POST": Verb.BEGIN, "PATCH": Verb.GO_ON, "GET": Verb.READ}


class Part(Protocol):
    """A file that is arriving."""

    @property
    def offset(self) -> int:
        """How many bytes are sure."""

    def append(self, data: bytes) -> None:
        """Take bytes, durably; with the last one the file counts."""


class Files(Protocol):
    """Where files lie; any thread may ask."""

    def standing(self, file: str) -> Standing:
        """How much is held."""

    def begin(self, file: str, size: int) -> Standing:
        """Make room, or say how much is held."""

    def going_on(self, file: str) -> AbstractContextManager[Part]:
        """Go on with a file; nobody else does meanwhile."""

    def read(self, file: str, offset: int, length: int) -> bytes:
        """Bytes of a whole file."""


class Told(NamedTuple):
    """An answer about a file."""

    status: int
    call: FileCall
    standing: Standing
    body: bytes = b""


class Asked(NamedTuple):
    """What a request says beside its call."""

    method: str
    path: str
    headers: Message

    @property
    def verb(self) -> Verb:
        """What is wanted; a proxy that lets only POST through is told of the method aside."""
        meant = self.headers.get(tus.OVERRIDE, self.method)
        if meant not in _METHODS or (self.path == FILES_PATH) is not (meant == "POST"):
            raise Refused(405, "not_of_files")
        return _METHODS[meant]

    @property
    def line(self) -> str:
        """The signed call."""
        return str(self.headers.get(CALL_HEADER, ""))


def checked(asked: Asked, call: FileCall, length: int) -> FileCall:
    """Raise `Malformed` where the headers say something else than the signed call."""
    headers = asked.headers
    if call.verb is Verb.BEGIN:
        said = (tus.file_in(headers.get(tus.METADATA, "")), tus.number(headers.get(tus.LENGTH)))
        is_same = said == (call.file.hex(), call.length)
    else:
        is_same = checked_address(asked.path.removeprefix(f"{FILES_PATH}/")) == call.file.hex()
    if call.verb is Verb.GO_ON:
        is_same &= (tus.number(headers.get(tus.OFFSET)), length) == (call.offset, call.length)
    if not is_same or (call.verb is Verb.READ and call.length > MOST):
        raise Malformed("the headers say something else than the call")
    return call


def done(files: Files, call: FileCall, body: Iterator[bytes]) -> Told:
    """Do what is asked; each 64 KB are durable before the next."""
    file = call.file.hex()
    match call.verb:
        case Verb.ASK:
            standing = files.standing(file)
            return Told(200 if standing.size else 404, call, standing)
        case Verb.BEGIN:
            return Told(201, call, files.begin(file, call.length))
        case Verb.GO_ON:
            return _gone_on(files, call, body)
        case Verb.READ:
            content = files.read(file, call.offset, call.length)
            return Told(200, call, files.standing(file), content)


def refusal(why: FileFault) -> Refused:
    """The refusal that a fault of one file comes to."""
    return Refused(status_of(why), why.code, retry_after=again_after(why))


def _gone_on(files: Files, call: FileCall, body: Iterator[bytes]) -> Told:
    file = call.file.hex()
    held = files.standing(file)
    if not held.is_whole:
        with files.going_on(file) as part:
            if part.offset == call.offset:
                for piece in _gathered(body):
                    part.append(piece)
                return Told(204, call, files.standing(file))
            held = files.standing(file)
    return Told(409, call, held)


def _gathered(body: Iterator[bytes]) -> Iterator[bytes]:
    """Small pieces together; what came before the line broke is handed on first."""
    waiting = bytearray()
    try:
        for piece in body:
            waiting += piece
            if len(waiting) >= FLUSHED:
                yield bytes(waiting)
                waiting.clear()
    except (Malformed, OSError):
        if waiting:
            yield bytes(waiting)
        raise
    if waiting:
        yield bytes(waiting)
