"""What an answer says once it is clear whose it is."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from sync.protocol.answers import Problem, read_problem
from sync.protocol.errors import (
    CaptivePortal,
    CodeRefused,
    CursorLost,
    EpochChanged,
    Malformed,
    NotAuthorised,
    ServerBusy,
    SyncError,
    Unreachable,
    UntrustedServer,
    VersionRefused,
)
from sync.protocol.messages import read_ack, read_message
from sync.protocol.records import Record, RecordReader, RecordType

_BUSY = frozenset({413, 429, 500, 502, 503, 504, 507})
_RETRY_SECONDS = 60

_Answer = TypeVar("_Answer")


class Reply(NamedTuple):
    """An answer of whoever answered; nothing about it is proven. `is_whole` if no line died.

    `line` is the signed line of an answer about files.
    """

    status: int
    body: bytes
    retry_after: int
    is_whole: bool = True
    line: str = ""


def refusal(reply: Reply, server_key: bytes, nonce: bytes) -> SyncError:
    """What an answer other than 200 means.

    Only the server's own signature makes it the server's word; without one it is a portal's, or
    a busy machine's in front of the server.
    """
    try:
        problem = _problem(reply.body, server_key, nonce)
    except (Malformed, UntrustedServer):
        return _unsigned(reply)
    if reply.status in _BUSY:
        return ServerBusy(problem.code, problem.retry_after or _RETRY_SECONDS)
    if problem.code == CodeRefused.code:
        return CodeRefused(problem.code)
    return _REFUSALS.get(reply.status, Malformed)(problem.code)


_REFUSALS: dict[int, type[SyncError]] = {
    401: NotAuthorised,
    403: NotAuthorised,
    408: Unreachable,
    409: EpochChanged,
    410: CursorLost,
    426: VersionRefused,
}


def _unsigned(reply: Reply) -> SyncError:
    """A refusal that is not the server's: a machine in front of it, or a portal."""
    if reply.status in _BUSY:
        return ServerBusy(str(reply.status), reply.retry_after or _RETRY_SECONDS)
    return CaptivePortal(str(reply.status))


def _problem(body: bytes, server_key: bytes, nonce: bytes) -> Problem:
    """Read a refusal; before enrolment there is no key yet to check it with."""
    if server_key:
        return read_problem(body, server_key, nonce)
    return read_message(body, Problem)


def check_acknowledged(reply: Reply, server_key: bytes, nonce: bytes) -> None:
    """Raise unless the answer begins with the server's word on this request.

    Anything else under status 200 is a portal's page; an answer of which not even the first word
    came through says nothing at all.
    """
    first = _first_record(reply.body)
    if first is None and not reply.is_whole:
        raise Unreachable("the line died before the first word")
    if first is None or first.type is not RecordType.ACK:
        raise CaptivePortal("no acknowledgement")
    proven(read_ack, first.body, server_key, nonce)


def _first_record(body: bytes) -> Record | None:
    try:
        return next(RecordReader().feed(body), None)
    except Malformed as why:
        raise CaptivePortal("no answer of ours") from why


def proven(
    read: Callable[[bytes, bytes, bytes], _Answer], body: bytes, server_key: bytes, nonce: bytes
) -> _Answer:
    """Read a signed answer; one that is not signed comes from somebody in between."""
    try:
        return read(body, server_key, nonce)
    except (Malformed, UntrustedServer) as why:
        raise CaptivePortal("an answer without the server's signature") from why
