"""The only user of `requests`; loaded at the first round, never at start.

One session is one TLS connection. Bodies have a known length and leave in small pieces, so that a
time-out means silence and not slowness: there is no limit on the whole.
"""

import ssl
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter

from sync.carriers.pinned import STALL_SECONDS
from sync.carriers.replies import Reply
from sync.carriers.traffic import Traffic
from sync.files.calls import ANSWER_HEADER
from sync.protocol.errors import TooLarge, Unreachable, UntrustedServer

CONNECT_SECONDS = 15
MAX_ANSWER = 4 * 1024 * 1024 + 1024
_PIECE = 4096
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_HEADERS = {
    "User-Agent": "motcua/1",
    "Accept": None,
    "Accept-Encoding": "identity",
    "Connection": "keep-alive",
}


class Session:
    """One connection to one server."""

    def __init__(self, url: str, context: ssl.SSLContext, traffic: Traffic) -> None:
        self._url = url.rstrip("/")
        self._traffic = traffic
        self._verifies = context.verify_mode is ssl.CERT_REQUIRED
        # our own dates are told by `ClockWrong`, and in words
        urllib3.disable_warnings(urllib3.exceptions.SystemTimeWarning)
        if not self._verifies:
            urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers.clear()
        self._session.mount("https://", _Adapter(context))
        if urlsplit(url).hostname not in _LOOPBACK:
            self._session.proxies.update(requests.utils.get_environ_proxies(url))

    def post(self, path: str, body: bytes) -> Reply:
        """Send a body; raises `Unreachable` or `UntrustedServer`."""
        return self.ask("POST", path, body)

    def get(self, path: str) -> Reply:
        """Ask without a body."""
        return self.ask("GET", path, None)

    def ask(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Ask in any of the ways of HTTP."""
        if body is not None:
            headers = {"Content-Type": "application/octet-stream", **(headers or {})}
        try:
            with self._session.request(
                method,
                self._url + path,
                data=None if body is None else _Pieces(body, self._traffic),
                headers=headers,
                timeout=(CONNECT_SECONDS, STALL_SECONDS),
                allow_redirects=False,
                stream=True,
                verify=self._verifies,
            ) as response:
                return self._read(response)
        except requests.exceptions.SSLError as why:
            if _is_distrust(why):
                raise UntrustedServer("the certificate is not the province's") from why
            raise Unreachable("TLS broke off") from why
        except requests.exceptions.RequestException as why:
            raise Unreachable(type(why).__name__) from why

    def close(self) -> None:
        """Hang up."""
        self._session.close()

    def _read(self, response: requests.Response) -> Reply:
        self._traffic.round_trips += 1
        self._traffic.bytes_up += _head_size(response.request.headers)
        self._traffic.bytes_down += _head_size(response.headers)
        after = response.headers.get("Retry-After", "")
        body = bytearray()
        is_whole = True
        try:
            self._fill(body, response)
        except urllib3.exceptions.HTTPError:
            is_whole = False
        retry_after = int(after) if after.isdecimal() else 0
        answer = response.headers.get(ANSWER_HEADER, "")
        return Reply(response.status_code, bytes(body), retry_after, is_whole, answer)

    def _fill(self, body: bytearray, response: requests.Response) -> None:
        """Take the body as it comes; `iter_content` would drop a last piece that is cut off."""
        while piece := response.raw.read1(_PIECE):
            self._traffic.bytes_down += len(piece)
            body += piece
            if len(body) > MAX_ANSWER:
                raise TooLarge("an endless answer")


class _Adapter(HTTPAdapter):
    """Uses our context alone; `requests` would add the world's authorities to it."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Hand our context to every connection."""
        super().init_poolmanager(*args, ssl_context=self._context, **kwargs)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """The same behind an office's proxy."""
        return super().proxy_manager_for(*args, ssl_context=self._context, **kwargs)

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:  # noqa: ANN401, ARG002
        """Verify by the context, and by no bundle."""
        conn.cert_reqs = "CERT_REQUIRED" if verify else "CERT_NONE"


class _Pieces:
    """A body of known length that is handed out in small pieces and counted as it leaves."""

    def __init__(self, body: bytes, traffic: Traffic) -> None:
        self._body = memoryview(body)
        self._at = 0
        self._traffic = traffic

    def __len__(self) -> int:
        return len(self._body)

    def __iter__(self) -> Iterator[bytes]:
        while piece := self.read(_PIECE):
            yield piece

    def read(self, size: int = _PIECE) -> bytes:
        """The next piece, at most 4 KB whatever is asked."""
        piece = bytes(self._body[self._at : self._at + min(size, _PIECE)])
        self._at += len(piece)
        self._traffic.bytes_up += len(piece)
        return piece


def _is_distrust(why: BaseException) -> bool:
    """Whether a failed handshake comes down to a certificate that we do not trust."""
    seen: list[BaseException] = [why]
    for error in seen:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        inner = (error.__cause__, error.__context__, getattr(error, "reason", None), *error.args)
        seen.extend(one for one in inner if isinstance(one, BaseException) and one not in seen)
    return False


def _head_size(headers: Any) -> int:  # noqa: ANN401 - two kinds of mapping
    """About the bytes of a head: its lines with their separators, and the first line."""
    return sum(len(str(name)) + len(str(value)) + 4 for name, value in headers.items()) + 24
