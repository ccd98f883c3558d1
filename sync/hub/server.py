"""HTTPS for a handful of neighbours: one thread each, everything bounded, slow ones let go."""

import logging
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self, cast
from urllib.parse import SplitResult, parse_qs, urlsplit

from sync.files.calls import ANSWER_HEADER, WORDS_PATH, to_line
from sync.files.faults import FileFault
from sync.files.slices import MOST
from sync.hub.desk import Desk
from sync.hub.files import FILES_PATH, Asked, checked, done, refusal
from sync.hub.refusals import Refused, refused
from sync.hub.sockets import wrapped
from sync.hub.tls import Tls
from sync.peer.relay import gathered
from sync.protocol.card import CARD_PATH, CHANGES_PATH, PROOF_PATH
from sync.protocol.errors import Malformed, SyncError
from sync.protocol.messages import NONCE_BYTES
from sync.protocol.records import Record, RecordReader, RecordType
from sync.protocol.standing import MAX_ENQUIRY

LOG = logging.getLogger(__name__)

MAX_BODY = 8 << 20
MAX_ASKED = 64 << 10
AT_ONCE = 40
"""Connections: each of a dozen PCs has one that waits for news and one that works."""
AT_ONCE_PER_ADDRESS = 8
STALL_SECONDS = 20.0
_HANDSHAKE_SECONDS = 10.0
_SLOWEST = 4096
"""Bytes a second that a body must keep up with: a line inside one building."""
_PIECE = 64 << 10
_RECORD_HEAD = 5

Incoming = socket.socket | tuple[bytes, socket.socket]
"""As the library says it; a server of streams is only ever handed the first."""
Caller = tuple[str, int]


class HubServer(ThreadingHTTPServer):
    """Listens until it is closed; `with HubServer(...) as server`."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 32
    allow_reuse_address = True

    def __init__(self, desk: Desk, tls: Tls, address: tuple[str, int]) -> None:
        """Take the port; raises `OSError` when another program has it."""
        self.desk = desk
        self._tls = tls.context
        self._busy: Counter[str] = Counter()
        self._counting = threading.Lock()
        super().__init__(address, _Neighbour)
        self._thread = threading.Thread(target=self.serve_forever, name="hub", daemon=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *why: object) -> None:
        self.shutdown()
        self.server_close()
        self.desk.close()

    def process_request(self, request: Incoming, client_address: Caller) -> None:
        """Give it a thread, if there is room; who comes too often waits outside."""
        with self._counting:
            busy = self._busy
            is_full = busy.total() >= AT_ONCE or busy[client_address[0]] >= AT_ONCE_PER_ADDRESS
            if not is_full:
                busy[client_address[0]] += 1
        if is_full:
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Incoming, client_address: Caller) -> None:
        """Shake hands on the neighbour's own thread."""
        plain = cast("socket.socket", request)
        try:
            plain.settimeout(_HANDSHAKE_SECONDS)
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with suppress(OSError, ssl.SSLError):
                talk = wrapped(self._tls, plain, server=True)
                try:
                    self.finish_request(talk, client_address)
                finally:
                    self.shutdown_request(talk)
        finally:
            plain.close()
            with self._counting:
                self._busy[client_address[0]] -= 1

    def handle_error(self, request: Incoming, client_address: Caller) -> None:  # noqa: ARG002
        """A neighbour that broke off is nothing new."""
        LOG.info("a neighbour's request broke off")


class _Neighbour(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    timeout = STALL_SECONDS
    server: HubServer

    def do_GET(self) -> None:
        """Answer the card, the proof, or wait for news; hand out a file."""
        if self._is_of_files():
            self._about_file()
        else:
            self._answer(self._got)

    def do_POST(self) -> None:
        """Synchronise, or say how somebody stands; make room for a file."""
        if self._is_of_files():
            self._about_file()
        else:
            self._answer(self._posted)

    def do_HEAD(self) -> None:
        """Say how a file stands."""
        self._about_file()

    def do_PATCH(self) -> None:
        """Take bytes of a file."""
        self._about_file()

    def log_message(self, format: str, *args: object) -> None:
        """Write no line for each request."""

    def _answer(self, ask: Callable[[SplitResult], bytes]) -> None:
        try:
            self._write(200, ask(urlsplit(self.path)))
        except Refused as why:
            self._refuse(why)
        except SyncError as why:
            self._refuse(refused(why))
        except TimeoutError:
            self.close_connection = True

    def _is_of_files(self) -> bool:
        return urlsplit(self.path).path.startswith(FILES_PATH)

    def _about_file(self) -> None:
        """Every answer is signed in one header line, since HEAD has no body."""
        nonce, desk, is_read = b"", self.server.desk, self.command != "PATCH"
        has_body = self.command in {"PATCH", "POST"}
        keeps, self.close_connection = not self.close_connection, True
        try:
            asked = Asked(self.command, urlsplit(self.path).path, self.headers)
            length = self._length(MOST) if has_body else 0
            call = desk.hear(asked.line, asked.verb)
            nonce = call.nonce
            checked(asked, call, length)
            told = done(desk.files, call, self._body(MOST) if has_body else iter(()))
            line = to_line(desk.held(told))
            self.close_connection = not (keeps and told.status != 409)
            self._write(told.status, told.body, line)
        except FileFault as why:
            self._refuse_file(refusal(why), nonce, keeps=keeps and is_read)
        except SyncError as why:
            self._refuse_file(refused(why), nonce)
        except Refused as why:
            self._refuse_file(why, nonce)
        except TimeoutError:
            self.close_connection = True

    def _refuse_file(self, why: Refused, nonce: bytes, *, keeps: bool = False) -> None:
        self.close_connection = not keeps
        said = Refused(why.status, why.code, retry_after=why.retry_after, nonce=why.nonce or nonce)
        with suppress(Refused):
            self._write(why.status, b"", to_line(self.server.desk.problem(said)))

    def _got(self, asked: SplitResult) -> bytes:
        query = parse_qs(asked.query)
        if asked.path == CARD_PATH:
            return self.server.desk.card(_nonce(query))
        if asked.path == PROOF_PATH:
            return self.server.desk.proof()
        if asked.path == CHANGES_PATH:
            return self.server.desk.changed(query.get("since", [""])[0]).encode()
        raise Refused(404, "no_such_place")

    def _posted(self, asked: SplitResult) -> bytes:
        if asked.path == "/v1/sync":
            return self._sync()
        if asked.path == "/v1/standing":
            return self.server.desk.standing(b"".join(self._body(MAX_ENQUIRY)))
        if asked.path == WORDS_PATH:
            return self.server.desk.words(b"".join(self._body(MAX_ASKED)))
        raise Refused(404, "no_such_place")

    def _sync(self) -> bytes:
        """Each frame is durable before the next is read; small pages are taken together."""
        desk, records = self.server.desk, self._records()
        first = next(records, None)
        if first is None or first.type is not RecordType.HELLO:
            raise Malformed("no hello")
        length = self._length(MAX_BODY) - _RECORD_HEAD - len(first.body)
        exchange = desk.begin(first.body, length)
        for group in gathered(records):
            desk.take(exchange, group)
        return desk.answer(exchange)

    def _records(self) -> Iterator[Record]:
        reader = RecordReader()
        for piece in self._body(MAX_BODY):
            yield from reader.feed(piece)
        if not reader.ended:
            raise Malformed("cut off")

    def _body(self, most: int) -> Iterator[bytes]:
        """The body as it arrives; who gives a byte now and then is let go."""
        left = self._length(most)
        until = time.monotonic() + STALL_SECONDS + left / _SLOWEST
        while left:
            piece = self.rfile.read1(min(left, _PIECE))
            if not piece:
                raise Malformed("cut off")
            if time.monotonic() > until:
                raise Refused(408, "stalled")
            left -= len(piece)
            yield piece

    def _length(self, most: int) -> int:
        text = self.headers.get("content-length", "")
        if not text.isdecimal():
            raise Refused(411, "length_required")
        if len(text) > 9 or int(text) > most:
            raise Refused(413, "too_large")
        return int(text)

    def _refuse(self, why: Refused) -> None:
        """Say why; what else was on its way is not read."""
        self.close_connection = True
        with suppress(Refused):
            self._write(why.status, self.server.desk.problem(why))

    def _write(self, status: int, body: bytes, line: str = "") -> None:
        """Head and body leave in one write."""
        head = [
            f"HTTP/1.1 {status} {'OK' if status == 200 else 'NO'}",
            "Content-Type: application/octet-stream",
            f"Content-Length: {len(body)}",
            f"Connection: {'close' if self.close_connection else 'keep-alive'}",
            *([f"{ANSWER_HEADER}: {line}"] if line else []),
        ]
        with suppress(OSError):
            self.wfile.write("\r\n".join([*head, "", ""]).encode() + body)


def _nonce(query: dict[str, list[str]]) -> bytes:
    try:
        nonce = bytes.fromhex(query.get("nonce", [""])[0])
    except ValueError as why:
        raise Malformed("nonce") from why
    if len(nonce) != NONCE_BYTES:
        raise Malformed("nonce")
    return nonce
