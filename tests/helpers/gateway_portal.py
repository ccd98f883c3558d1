"""Somebody on the way: answers what it likes, under whatever certificate, on the loopback."""

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

from sync.gateway.ca import Leaf
from tests.helpers.patience import PATIENCE

Reply = Callable[[bytes], bytes]


def page(status: str, body: bytes, *headers: str) -> bytes:
    """An HTTP answer as text."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "Connection: close"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Portal:
    """Accepts one connection after another, reads a request, says its piece and hangs up."""

    def __init__(self, folder: Path, leaf: Leaf | None, reply: Reply) -> None:
        self._context = _context(folder, leaf) if leaf else None
        self._reply = reply
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self.requests: list[bytes] = []
        self.piece = 0
        self.pause = 0.0
        self._pause = threading.Event()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"https://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *why: object) -> None:
        self._pause.set()
        with suppress(OSError):  # Windows: a listening socket is not connected
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(PATIENCE)

    def _serve(self) -> None:
        while True:
            try:
                plain, _ = self._listener.accept()
            except OSError:
                return
            with plain:
                plain.settimeout(10)
                self._answer(plain)

    def _answer(self, plain: socket.socket) -> None:
        try:
            talk = self._context.wrap_socket(plain, server_side=True) if self._context else plain
            with talk:
                request = _read(talk)
                self.requests.append(request)
                self._say(talk, self._reply(request))
        except OSError:
            return  # the PC hung up, which is what it should do

    def _say(self, talk: socket.socket, reply: bytes) -> None:
        """Answer at once, or a few bytes at a time with a pause before each."""
        size = self.piece or len(reply)
        for at in range(0, len(reply), size):
            self._pause.wait(self.pause)
            talk.sendall(reply[at : at + size])


def _context(folder: Path, leaf: Leaf) -> ssl.SSLContext:
    folder.mkdir(exist_ok=True)
    (folder / "leaf.pem").write_bytes(leaf.certificate + leaf.key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "leaf.pem")
    return context


def _read(talk: socket.socket) -> bytes:
    """A whole request: its head, and as much body as the head says; or what is no request."""
    data = _more(talk)
    while b"\r\n\r\n" not in data and data[:4] in {b"POST", b"GET "}:
        data += _more(talk)
    head, _, body = data.partition(b"\r\n\r\n")
    length = _length(head)
    while len(body) < length:
        body += _more(talk)
    return body


def _more(talk: socket.socket) -> bytes:
    data = talk.recv(65536)
    if not data:
        raise ConnectionResetError
    return data


def _length(head: bytes) -> int:
    lines = head.lower().split(b"\r\n")
    told = [line.partition(b":")[2] for line in lines if line.startswith(b"content-length:")]
    return int(told[0]) if told else 0
