"""What stands between our tus and other people's: signatures are put on, nothing else is changed.

`Signer` stands before our gateway and signs each request of a client that knows nothing of us.
`Notary` stands before a server that knows nothing of us and signs what that server itself says it
holds, asked by HEAD after each exchange. It also keeps one promise that tus does not ask for: to
begin a file that was begun already is answered with where it stands.
Both can cut a line inside a body.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple, Self

from sync.carriers.pinned import PinnedContext
from sync.files import tus
from sync.files.calls import (
    ANSWER_HEADER,
    CALL_HEADER,
    Caller,
    Held,
    Verb,
    read_call,
    to_line,
    write_call,
    write_held,
)
from sync.protocol.signing import Signer as Key
from tests.helpers.patience import PATIENCE

_VERBS = {"POST": Verb.BEGIN, "HEAD": Verb.ASK, "PATCH": Verb.GO_ON}
_HOP = {"connection", "keep-alive", "transfer-encoding", "host", "content-length", "date", "server"}


class Seen(NamedTuple):
    """One exchange that went through."""

    method: str
    status: int
    sent: int


class Asked(NamedTuple):
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Answer(NamedTuple):
    """What goes back."""

    status: int
    headers: dict[str, str]
    body: bytes = b""


class _Adapter:
    """Listens on the loopback; every request is answered by `answers`."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.cuts: list[int] = []
        """After so many bytes of each next PATCH the line dies."""
        self._server = ThreadingHTTPServer(
            ("127.0.0.1", 0), type("Handler", (_Handler,), {"adapter": self})
        )
        self._server.daemon_threads = True

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *why: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def sent(self) -> int:
        """The bytes of all slices that went through, be they in vain."""
        return sum(one.sent for one in self.seen)

    def answers(self, asked: Asked) -> Answer | None:
        raise NotImplementedError

    def _passes_on(self, asked: Asked, connection: socket.socket) -> Answer | None:
        """Say it to the server behind; None where the line was cut."""
        most = self.cuts.pop(0) if self.cuts and asked.method == "PATCH" else len(asked.body)
        cut = most < len(asked.body)
        with connection:
            connection.sendall(_head(asked) + asked.body[:most])
            if cut:
                self.seen.append(Seen(asked.method, 0, most))
                return None
            told = HTTPResponse(connection, method=asked.method)
            told.begin()
            answer = Answer(told.status, dict(told.getheaders()), told.read())
        self.seen.append(Seen(asked.method, answer.status, len(asked.body)))
        return answer


class Signer(_Adapter):
    """Before our gateway, for a client that knows nothing of us."""

    def __init__(self, caller: Caller, authority: bytes, port: Callable[[], int]) -> None:
        super().__init__()
        self._caller = caller
        self._context = PinnedContext.trusting(authority, lambda: 0)
        self._port = port

    def answers(self, asked: Asked) -> Answer | None:
        """Sign what is asked, and pass it on as it is."""
        headers = dict(asked.headers)
        method = headers.get("x-http-method-override", asked.method)
        if method in _VERBS:
            headers[CALL_HEADER] = self._signed(_VERBS[method], asked)
        with suppress(OSError):
            plain = socket.create_connection(("127.0.0.1", self._port()), timeout=PATIENCE)
            connection = self._context.wrap_socket(plain, server_hostname="127.0.0.1")
            return self._passes_on(asked._replace(headers=headers), connection)
        return None

    def _signed(self, verb: Verb, asked: Asked) -> str:
        said = asked.headers
        if verb is Verb.BEGIN:
            file, length = tus.file_in(said["upload-metadata"]), said.get("upload-length", "0")
        else:
            file, length = asked.path.rpartition("/")[2], str(len(asked.body))
        offset = int(said.get("upload-offset", "0")) if verb is Verb.GO_ON else 0
        size = 0 if verb is Verb.ASK else int(length)
        return write_call(self._caller.call(verb, file, offset, size), self._caller.signer)


class Notary(_Adapter):
    """Before a server that knows nothing of us, for our client."""

    def __init__(self, key: Key, chain: str, port: Callable[[], int]) -> None:
        super().__init__()
        self._key = key
        self._port = port
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chain)
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )

    def answers(self, asked: Asked) -> Answer | None:
        """Pass it on as it is; sign what the server says it holds afterwards."""
        call, _ = read_call(asked.headers[CALL_HEADER.lower()])
        with suppress(OSError):
            if asked.method == "POST" and self._held(call.file.hex())[1]:
                answer: Answer | None = Answer(201, {})
            else:
                connection = socket.create_connection(("127.0.0.1", self._port()), timeout=PATIENCE)
                answer = self._passes_on(asked, connection)
            if answer is None:
                return None
            offset, size = self._held(call.file.hex())
            held = Held(
                server=self._key.device, nonce=call.nonce, log_epoch="a", file=call.file,
                offset=offset, size=size, whole=int(0 < size == offset),
            )  # fmt: skip
            line = to_line(write_held(held, self._key))
            return answer._replace(headers=answer.headers | {ANSWER_HEADER: line})
        return None

    def _held(self, file: str) -> tuple[int, int]:
        """What the server itself says."""
        connection = HTTPConnection("127.0.0.1", self._port(), timeout=PATIENCE)
        connection.request("HEAD", f"/v1/files/{file}", headers={tus.RESUMABLE: tus.VERSION})
        told = connection.getresponse()
        connection.close()
        if told.status != 200:
            return 0, 0
        return int(told.headers[tus.OFFSET]), int(told.headers[tus.LENGTH])


def _head(asked: Asked) -> bytes:
    lines = [f"{asked.method} {asked.path} HTTP/1.1", "Host: localhost", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in asked.headers.items() if name not in _HOP]
    lines += [f"Content-Length: {len(asked.body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


class _Handler(BaseHTTPRequestHandler):
    """Reads a request whole, and tells its adapter's answer."""

    protocol_version = "HTTP/1.1"
    adapter: _Adapter

    def _any(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = _body(self.rfile, headers)
        answer = self.adapter.answers(Asked(self.command, self.path, headers, body))
        if answer is None:
            self.close_connection = True
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)
            return
        with suppress(OSError):  # who asked may have been killed
            self._tells(answer)

    do_POST = do_HEAD = do_PATCH = do_OPTIONS = do_DELETE = do_GET = _any  # noqa: N815

    def _tells(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            if name.lower() not in _HOP:
                self.send_header(name, value)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, *_said: Any) -> None:
        """Say nothing."""


def _body(stream: Any, headers: Mapping[str, str]) -> bytes:
    """A body of known length, or one in chunks."""
    if "chunked" not in headers.get("transfer-encoding", ""):
        return bytes(stream.read(int(headers.get("content-length", "0"))))
    body = b""
    while size := int(stream.readline().split(b";")[0], 16):
        body += stream.read(size)
        stream.readline()
    stream.readline()
    return body
