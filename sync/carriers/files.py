"""Files over HTTPS: tus on the wire, every answer proven by the server's signature.

Used after a round, on a connection of its own: the calls are signed with that round's counter.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from sync.carriers.http import HttpCarrier
from sync.carriers.replies import Reply, proven, refusal
from sync.files import tus
from sync.files.calls import (
    ANSWER_HEADER,
    CALL_HEADER,
    WORDS_PATH,
    Caller,
    FileCall,
    Held,
    LinksAsked,
    Verb,
    from_line,
    read_given,
    read_held,
    write_asked,
    write_call,
    write_words_asked,
)
from sync.files.faults import (
    Busy,
    FileFault,
    NoRoom,
    NoSuchUpload,
    NotNamed,
    OldCall,
    WrongContent,
)
from sync.protocol.answers import read_problem
from sync.protocol.errors import CaptivePortal, Malformed, SyncError, Unreachable, UntrustedServer
from sync.protocol.records import RecordReader, RecordType

_FAULTS: dict[str, type[FileFault]] = {
    fault.code: fault for fault in (Busy, NoRoom, NoSuchUpload, NotNamed, OldCall, WrongContent)
}
_TOLD = frozenset({200, 201, 204, 404, 409, 410})
_ONLY_POST = frozenset({405, 501})
"""What a proxy says that knows no PATCH."""


class Asking(Protocol):
    """A connection that anything can be asked on: the gateway's, or the commune's server's."""

    def ask(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """What the answer is worth, the caller must prove."""


class HttpFileLine:
    """Asks one server about files; a `sync.files.sending.FileLine`."""

    def __init__(self, carrier: Asking, caller: Caller) -> None:
        self._carrier = carrier
        self._caller = caller
        self._is_for_post_only = False
        self.word = b""
        """The server's last word on a file, as it was signed: it can be passed on."""

    def begin(self, file: str, size: int) -> Held:
        """Ask to make room, or how much is there."""
        call = self._caller.call(Verb.BEGIN, file, length=size)
        headers = {tus.LENGTH: str(size), tus.METADATA: tus.metadata_of(file)}
        return self._held(call, self._ask("POST", "/v1/files", call, b"", headers))

    def go_on(self, file: str, offset: int, data: bytes) -> Held:
        """Hand over the next bytes; the answer says how much is sure now, be it less."""
        call = self._caller.call(Verb.GO_ON, file, offset, len(data))
        headers = {tus.OFFSET: str(offset), "Content-Type": tus.SLICE_TYPE}
        return self._held(call, self._patch(f"/v1/files/{file}", call, data, headers))

    def ask(self, file: str) -> Held:
        """Ask how much is held."""
        call = self._caller.call(Verb.ASK, file)
        return self._held(call, self._ask("HEAD", f"/v1/files/{file}", call))

    def read(self, file: str, offset: int, length: int) -> bytes:
        """Ask for bytes of a whole file."""
        call = self._caller.call(Verb.READ, file, offset, length)
        reply = self._ask("GET", f"/v1/files/{file}", call)
        self._held(call, reply)
        if not reply.is_whole:
            raise Unreachable("the line died inside a slice")
        return reply.body

    def _patch(self, path: str, call: FileCall, data: bytes, headers: Mapping[str, str]) -> Reply:
        """PATCH, or POST that says so aside where a proxy lets nothing else through."""
        if not self._is_for_post_only:
            reply = self._ask("PATCH", path, call, data, headers)
            if reply.status not in _ONLY_POST or reply.line:
                return reply
            self._is_for_post_only = True
        return self._ask("POST", path, call, data, {**headers, tus.OVERRIDE: "PATCH"})

    def _ask(
        self,
        method: str,
        path: str,
        call: FileCall,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        signed = {CALL_HEADER: write_call(call, self._caller.signer), tus.RESUMABLE: tus.VERSION}
        return self._carrier.ask(method, path, body, {**signed, **(headers or {})})

    def _held(self, call: FileCall, reply: Reply) -> Held:
        """The server's word on the file; raises what stands in the way."""
        if reply.status not in _TOLD:
            raise _refusal(reply, self._caller, call.nonce)
        try:
            body = from_line(reply.line)
        except Malformed as why:
            raise CaptivePortal(f"{ANSWER_HEADER} is missing") from why
        try:
            held = proven(read_held, body, self._caller.server_key, call.nonce)
        except CaptivePortal:
            raise _refusal(reply, self._caller, call.nonce) from None
        self.word = body
        return held


def words(carrier: Asking, caller: Caller, files: Iterable[str]) -> tuple[bytes, ...]:
    """What a neighbour has of the gateway's words on files; each proves itself, or does not."""
    asked = caller.words_on(files)
    reply = carrier.ask("POST", WORDS_PATH, write_words_asked(asked, caller.signer))
    if reply.status != 200:
        raise refusal(reply, caller.server_key, asked.nonce)
    return tuple(one.body for one in RecordReader().feed(reply.body) if one.type is RecordType.HELD)


def links(
    carrier: HttpCarrier, caller: Caller, wanted: Mapping[str, str], seconds: int
) -> dict[str, str]:
    """Ask for links that anybody may open for so many seconds, by the files' addresses.

    `wanted` gives each file the stem of the name that its link shall show: a paper's code or
    `giay-to-1`, never a person's name. What the server does not hold whole is not in the answer.
    """
    asked = LinksAsked(
        server=caller.server,
        device=caller.signer.device,
        epoch=caller.epoch,
        counter=caller.counter,
        nonce=caller.nonce(),
        files=tuple((bytes.fromhex(file), stem) for file, stem in wanted.items()),
        seconds=seconds,
    )
    reply = carrier.ask("POST", "/v1/links", write_asked(asked, caller.signer))
    if reply.status != 200:
        raise _refusal(reply, caller, asked.nonce)
    if not reply.is_whole:
        raise Unreachable("the line died inside the answer")
    given = proven(read_given, reply.body, caller.server_key, asked.nonce)
    return {file.hex(): _absolute(carrier.url, link) for file, link in given.links}


def _absolute(url: str, link: str) -> str:
    """Where the server says no public address, others reach it as we do."""
    return url + link if link.startswith("/") else link


def _refusal(reply: Reply, caller: Caller, nonce: bytes) -> SyncError:
    """What an answer means that is no word on a file."""
    try:
        body = from_line(reply.line)
        problem = read_problem(body, caller.server_key, nonce)
    except (Malformed, UntrustedServer):
        return refusal(reply, caller.server_key, nonce)
    if problem.code in _FAULTS:
        return _FAULTS[problem.code](problem.code)
    return refusal(reply._replace(body=body), caller.server_key, nonce)
