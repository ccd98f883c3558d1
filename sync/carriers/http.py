"""HTTPS to the province: moves a round's bytes and says plainly what stood in the way."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Self
from urllib.parse import urlsplit

from sync.carriers.first_word import FirstWord
from sync.carriers.pinned import PinnedContext
from sync.carriers.replies import Reply, check_acknowledged, proven, refusal
from sync.carriers.traffic import Traffic
from sync.protocol.answers import SignedTime, read_time
from sync.protocol.errors import ClockWrong, UntrustedServer

if TYPE_CHECKING:
    from sync.carriers.session import Session


class Server(NamedTuple):
    """Whom to talk to, as the enrolment said: address, authority (PEM), the key that signs."""

    url: str
    authority: bytes
    key: bytes


class HttpCarrier:
    """One round's connection; `with HttpCarrier(server, now, entropy) as carrier`.

    `now` is the best instant of this PC in UTC milliseconds, or 0 where its clock is in doubt: a
    certificate that has expired may still fit a wrong clock, and its key may be in other hands. So
    then, and where the certificate does not fit, the signed time is fetched over a connection that
    carries nothing else, and the round goes on by that; `clock_offset` is what it was ahead of us.
    """

    def __init__(
        self, server: Server, now: Callable[[], int], entropy: Callable[[int], bytes]
    ) -> None:
        self._server = server
        self._machine_time = now
        self._entropy = entropy
        self._session: Session | None = None
        self._line: PinnedContext | None = None
        self._is_hung_up = False
        self.traffic = Traffic()
        self.clock_offset: int | None = None
        self._signed = 0

    @property
    def url(self) -> str:
        """Where the server is."""
        return self._server.url.rstrip("/")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *why: object) -> None:
        self.close()

    def sync(self, body: bytes, nonce: bytes) -> bytes:
        """Send one request and return the answer, whose `Ack` is signed over our nonce.

        If the line dies after the `Ack`, what came before is returned: it is proven and useful.
        Raises a `SyncError` for everything else; nothing but that signature counts as an
        acknowledgement, whatever the status says.
        """
        reply = self.ask("POST", "/v1/sync", body)
        if reply.status != 200:
            raise refusal(reply, self._server.key, nonce)
        check_acknowledged(reply, self._server.key, nonce)
        return reply.body

    def time(self) -> SignedTime:
        """Ask what time it is: the authority is checked, dates are not, the signature is."""
        nonce = self._entropy(16)
        session = _open(self._server.url, self._context(lambda: 0), self.traffic)
        try:
            reply = session.get(f"/v1/time?nonce={nonce.hex()}")
        finally:
            session.close()
        if reply.status != 200:
            raise refusal(reply, self._server.key, nonce)
        return proven(read_time, reply.body, self._server.key, nonce)

    def hang_up(self) -> None:
        """From another thread: break off what is under way; it raises `Unreachable`."""
        self._is_hung_up = True
        if self._line is not None:
            self._line.hang_up()

    def close(self) -> None:
        """Let go of the connection."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def ask(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Ask anything on this connection; what the answer is worth, the caller must prove."""
        try:
            if self._machine_time() or self.clock_offset is not None:
                return self._connected().ask(method, path, body, headers)
            self._learn_time()
        except ClockWrong:
            self._learn_time()
        try:
            return self._connected().ask(method, path, body, headers)
        except ClockWrong as why:
            raise UntrustedServer("the certificate has expired by the server's own time") from why

    def _learn_time(self) -> None:
        """Trust the signed time from here on; a second fault is the certificate's."""
        if self.clock_offset is not None:
            raise ClockWrong("the clock moves")
        before = self._machine_time()
        self._signed = self.time().time
        self.clock_offset = self._signed - before
        self.close()

    def _connected(self) -> "Session":
        if self._session is None:
            context = self._context(self._trusted_time)
            self._session = _open(self._server.url, context, self.traffic)
        return self._session

    def _trusted_time(self) -> int:
        """Once it was signed, what was signed; our own may be corrected while the round lasts."""
        return self._signed or max(1, self._machine_time())

    def _context(self, clock: Callable[[], int]) -> PinnedContext:
        self._line = PinnedContext.trusting(self._server.authority, clock)
        if self._is_hung_up:
            self._line.hang_up()
        return self._line


def enrol(url: str, application: bytes, authority: bytes = b"") -> bytes:
    """Send an application for enrolment and return the answer, for `read_welcome` to prove.

    Without an authority at hand the server is not checked: the one-time code, under which both
    sides put what they say, proves it instead. Raises `OtherName` where a gateway shows that it
    is not called as in `url`, before anything is said; `CodeRefused` and the other failures.
    """
    context = PinnedContext.trusting(authority, lambda: 0) if authority else FirstWord.unproven()
    session = _open(url, context, Traffic())
    try:
        reply = session.post("/v1/enrol", application)
    finally:
        session.close()
    if reply.status != 200:
        raise refusal(reply, b"", b"")
    return reply.body


def is_address(url: str) -> bool:
    """Whether it can be the address of a gateway at all."""
    try:
        parts = urlsplit(url)
        return parts.scheme == "https" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _open(url: str, context: object, traffic: Traffic) -> "Session":
    """Load `requests` now and not before."""
    session: Session = import_module("sync.carriers.session").Session(url, context, traffic)
    return session
