"""One request and its answer on a socket that is already open; for looking, not for working."""

import socket
import time
from typing import NamedTuple

_MOST = 64 * 1024
_MOST_HEAD = 8 * 1024
_PIECE = 4096
_STATUS_DIGITS = 3
_LENGTH_DIGITS = 9
_LONGEST = 30.0  # s; who gives a byte now and then is waited for no longer


class Page(NamedTuple):
    """What somebody answered; nothing about it is proven."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(talk: socket.socket, host: str, method: str, path: str, body: bytes = b"") -> Page | None:
    """Ask once and read until the end; None for what is no HTTP. Raises `OSError`."""
    talk.sendall(_head(host, method, path, len(body)) + body)
    return _parsed(_read(talk, whole_body=True))


def tunnel(talk: socket.socket, host: str, port: int) -> Page | None:
    """Ask a proxy to pass us on; what follows its head is the other side's."""
    where = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    talk.sendall(f"CONNECT {where} HTTP/1.1\r\nHost: {where}\r\n\r\n".encode())
    return _parsed(_read(talk, whole_body=False))


def _head(host: str, method: str, path: str, length: int) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "User-Agent: motcua/1"]
    if method == "POST":
        lines += ["Content-Type: application/octet-stream", f"Content-Length: {length}"]
    return ("\r\n".join([*lines, "Connection: close"]) + "\r\n\r\n").encode("ascii", "replace")


def _read(talk: socket.socket, *, whole_body: bool) -> bytes:
    """As much as was announced, or until the other side ends or says no more; bounded."""
    data, until = b"", time.monotonic() + _LONGEST
    most = _MOST if whole_body else _MOST_HEAD
    while len(data) < most and not _is_whole(data, whole_body=whole_body):
        piece = _piece(talk, data, _PIECE if whole_body else 1)  # after a proxy's head comes TLS
        if not piece:
            break
        if time.monotonic() > until:
            raise TimeoutError
        data += piece
    return data


def _piece(talk: socket.socket, before: bytes, size: int) -> bytes:
    """What comes next; who announced no length and falls silent has said all."""
    try:
        return talk.recv(size)
    except TimeoutError:
        head, end, _ = before.partition(b"\r\n\r\n")
        if end and "content-length" not in _headers(head):
            return b""
        raise


def _is_whole(data: bytes, *, whole_body: bool) -> bool:
    head, end, body = data.partition(b"\r\n\r\n")
    if not end:
        return False
    length = _headers(head).get("content-length", "")
    is_number = length.isdecimal() and len(length) <= _LENGTH_DIGITS
    return not whole_body or (is_number and len(body) >= int(length))


def _parsed(data: bytes) -> Page | None:
    head, _, body = data.partition(b"\r\n\r\n")
    words = head.split(b"\r\n", 1)[0].split()
    if len(words) < 2 or not words[0].startswith(b"HTTP/"):
        return None
    if not words[1].isdigit() or len(words[1]) != _STATUS_DIGITS:
        return None
    return Page(int(words[1]), _headers(head), body)


def _headers(head: bytes) -> dict[str, str]:
    lines = (line.partition(b":") for line in head.split(b"\r\n")[1:])
    return {
        name.strip().lower().decode("latin-1"): value.strip().decode("latin-1")
        for name, _, value in lines
    }
