"""Looks at the line to one server link by link, and says which one does not hold.

Every wait is bounded and can be stopped from another thread. Nothing of the office is sent: the
last link asks the server how this PC stands (`sync.protocol.standing`), which changes nothing.
"""

import errno
import ipaddress
import socket
import ssl
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from sync.carriers import plain_talk
from sync.carriers.answer_judge import is_portal, judged_standing, signed_seconds
from sync.carriers.http import Server
from sync.carriers.line_faults import Fault, LineFault
from sync.carriers.patience import Patience
from sync.carriers.pinned import PinnedContext
from sync.carriers.tls_judge import (
    Stranger,
    certificate_dates,
    date_fault,
    distrusted,
    met,
    tls_fault,
)
from sync.protocol.messages import NONCE_BYTES
from sync.protocol.signing import Signer
from sync.protocol.standing import Enquiry, Standing, write_enquiry
from sync.protocol.versions import PROTOCOL

_HTTPS = 443
_HTTP = 80
_PROXY = 8080
_KEY_BYTES = 32
_MOST_TRIED = 3
_NOT_FOUND = {
    getattr(socket, name, None) for name in ("EAI_NONAME", "EAI_NODATA", "EAI_ADDRFAMILY")
} | {11001, 11004}  # Windows: WSAHOST_NOT_FOUND, WSANO_DATA
_UNREACHABLE = {errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EACCES, errno.EPERM, 10065, 10051}


class Limits(NamedTuple):
    """Seconds that one link may take; a thin line by satellite needs a second for each."""

    name: float = 6.0
    connect: float = 6.0
    shake: float = 10.0
    answer: float = 10.0
    plain: float = 4.0


class Asker(NamedTuple):
    """Who asks how it stands; without a key it is asked by nobody."""

    signer: Signer | None = None
    epoch: str = ""


class LineProbe:
    """One look at one line; ask for the links in their order."""

    def __init__(
        self,
        server: Server,
        now: Callable[[], int],
        entropy: Callable[[int], bytes],
        limits: Limits = Limits(),  # noqa: B008 - it cannot be changed
        plain_port: int = 0,
    ) -> None:
        self._server, self._now, self._entropy, self._limits = server, now, entropy, limits
        url = urlsplit(server.url)
        self.host, self._port = url.hostname or "", url.port or _HTTPS
        self.proxy = proxy_for(self.host)
        self._plain_port = plain_port or (0 if self.is_here else _HTTP)
        self._patience = Patience()
        self._addresses: tuple[str, ...] = ()
        self._plain: socket.socket | None = None
        self._talk: ssl.SSLSocket | None = None

    @property
    def is_here(self) -> bool:
        """Whether the server runs on this very PC."""
        return self.host == "localhost" or is_loopback(self.host)

    @property
    def where(self) -> tuple[str, int]:
        """Host and port that the first connection goes to: the server's, or the proxy's."""
        return self.proxy or (self.host, self._port)

    def stop(self) -> None:
        """From another thread: wait no longer."""
        self._patience.stop()

    def find_name(self) -> tuple[str, ...]:
        """Look the name up; an address needs no looking up."""
        host = self.where[0]
        try:
            found = self._patience.wait_for(lambda: _addresses(host), self._limits.name)
        except (OSError, ValueError) as why:
            raise self._name_fault(why) from why
        honest = tuple(one for one in found if self._may_be(one))
        if not honest:
            raise LineFault(Fault.NAME_LIES, found[0])
        self._addresses = honest
        return honest

    def look_for_portal(self) -> None:
        """Ask in the open, as a browser would: a network that asks for a sign-in answers itself."""
        if not self._plain_port or self.proxy:
            return
        nonce = self._entropy(NONCE_BYTES)
        where = (self._addresses[0], self._plain_port)
        try:
            page = self._patience.wait_for(
                lambda: _asked_in_the_open(where, self.host, nonce, self._limits.plain),
                self._limits.plain,
            )
        except OSError:
            return  # nobody speaks there, which is as it should be
        if page is not None and is_portal(page, self.host, self._server.key, nonce):
            raise LineFault(Fault.PORTAL, str(page.status))

    def connect(self) -> None:
        """Open the connection that the next links use."""
        self._plain = self._opened()

    def shake_hands(self) -> None:
        """Prove the server's certificate: ours, for this name, valid now by a right clock."""
        self._talk = talk = self._pinned()
        dates = certificate_dates(talk)
        seconds = self._now() // 1000
        if not dates.begins <= seconds <= dates.ends:
            raise date_fault(dates, seconds, self._signed_time(talk))

    def ask_standing(self, asker: Asker) -> Standing:
        """Ask how this PC stands; raises `LineFault` when the answer is not the server's."""
        nonce = self._entropy(NONCE_BYTES)
        device = asker.signer.device if asker.signer else ""
        asked = Enquiry(protocol=PROTOCOL, nonce=nonce, device=device, epoch=asker.epoch)
        body = write_enquiry(asked, asker.signer)
        try:
            page = self._said(self._talk or self._pinned(), "POST", "/v1/standing", body)
        except OSError as why:
            raise LineFault(Fault.ANSWER_SILENT) from why
        return judged_standing(page, self._server.key, nonce)

    def close(self) -> None:
        """Hang up; safe to call in any state."""
        for talk in (self._talk, self._plain):
            if talk is not None:
                talk.close()
        self._talk = self._plain = None

    def pause(self, seconds: float) -> None:
        """Wait a little; raises `Stopped` when one shall not."""
        self._patience.pause(seconds)

    def _name_fault(self, why: OSError | ValueError) -> LineFault:
        if self.proxy:
            return LineFault(Fault.PROXY_REFUSES, _place(self.where))
        is_unknown = isinstance(why, ValueError) or why.errno in _NOT_FOUND
        return LineFault(Fault.NAME_UNKNOWN if is_unknown else Fault.NAME_SILENT)

    def _may_be(self, address: str) -> bool:
        """Whether a server can have this address at all; a name here may only lead here."""
        ip = ipaddress.ip_address(address)
        if self.is_here or self.proxy:
            return True
        is_odd = ip.is_unspecified or ip.is_loopback or ip.is_link_local or ip.is_multicast
        return not (is_odd or (ip.version == 4 and ip.is_reserved))

    def _opened(self) -> socket.socket:
        """A connection to the server's port, through the office's proxy where there is one."""
        seconds = self._limits.connect
        try:
            talk = self._patience.wait_for(
                lambda: _first_open(self._addresses, self.where[1], seconds), seconds + 1
            )
        except OSError as why:
            fault = Fault.PROXY_REFUSES if self.proxy else _connect_fault(why)
            raise LineFault(fault, _place(self.where)) from why
        return self._through(talk) if self.proxy else talk

    def _through(self, talk: socket.socket) -> socket.socket:
        talk.settimeout(self._limits.answer)
        try:
            page = self._patience.wait_for(
                lambda: plain_talk.tunnel(talk, self.host, self._port), self._limits.answer
            )
        except OSError as why:
            talk.close()
            raise LineFault(Fault.PROXY_REFUSES, _place(self.where)) from why
        if page is None or page.status != 200:
            talk.close()
            raise LineFault(Fault.PROXY_REFUSES, str(page.status) if page else "")
        return talk

    def _pinned(self) -> ssl.SSLSocket:
        """A connection under the province's authority; dates are looked at afterwards."""
        context = PinnedContext.trusting(self._server.authority, lambda: 0)
        plain, self._plain = self._plain or self._opened(), None
        plain.settimeout(self._limits.shake)  # a slow line is not a broken one
        try:
            talk = self._patience.wait_for(
                lambda: context.wrap_socket(plain, server_hostname=self.host), self._limits.shake
            )
        except ssl.SSLCertVerificationError as why:
            raise distrusted(why, self._who_is_there()) from why
        except OSError as why:
            plain.close()
            raise LineFault(tls_fault(why)) from why
        talk.settimeout(self._limits.answer)
        return talk

    def _who_is_there(self) -> Stranger:
        """Ask whoever shows another certificate for the time: does our server answer behind it?"""
        nonce = self._entropy(NONCE_BYTES)
        path = f"/v1/time?nonce={nonce.hex()}"
        try:
            plain = self._opened()
            seconds = self._limits.shake
            issuer, page = self._patience.wait_for(
                lambda: met(plain, self.host, path, seconds), 2 * seconds
            )
        except (OSError, LineFault):
            return Stranger()
        key = self._server.key
        is_ours = signed_seconds(page, key, nonce) is not None
        return Stranger(
            issuer, is_ours, page is not None and is_portal(page, self.host, key, nonce)
        )

    def _signed_time(self, talk: ssl.SSLSocket) -> int | None:
        """UTC seconds by the server's own signed word; None when it does not give it."""
        nonce = self._entropy(NONCE_BYTES)
        try:
            page = self._said(talk, "GET", f"/v1/time?nonce={nonce.hex()}")
        except OSError:
            return None
        return signed_seconds(page, self._server.key, nonce)

    def _said(
        self, talk: ssl.SSLSocket, method: str, path: str, body: bytes = b""
    ) -> plain_talk.Page | None:
        return self._patience.wait_for(
            lambda: plain_talk.ask(talk, self.host, method, path, body), self._limits.answer
        )


def must_be_usable(url: str, authority: bytes, key: bytes) -> None:
    """Raise `ValueError` or `OSError` for what cannot be an address, an authority and a key."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.port == 0 or len(key) != _KEY_BYTES:
        raise ValueError("no server")
    PinnedContext.trusting(authority, lambda: 0)


def is_loopback(host: str) -> bool:
    """Whether a host is an address of this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def proxy_for(host: str) -> tuple[str, int] | None:
    """The office's proxy for this host, as the rounds would use it; None where there is none."""
    if host == "localhost" or is_loopback(host) or proxy_bypass(host):
        return None
    found = getproxies().get("https", "") or getproxies().get("all", "")
    try:
        url = urlsplit(found if "//" in found else f"//{found}")
        where = (url.hostname, url.port or _PROXY) if url.hostname else None
    except ValueError:  # somebody mistyped it: nobody answers there
        where = (found, _PROXY)
    return where


def _addresses(host: str) -> tuple[str, ...]:
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(one[4][0]).partition("%")[0] for one in found))


def _first_open(addresses: tuple[str, ...], port: int, seconds: float) -> socket.socket:
    """Connect to the first of some addresses that lets us."""
    tried = addresses[:_MOST_TRIED]
    failed: OSError = TimeoutError()
    for address in tried:
        try:
            return socket.create_connection((address, port), seconds / len(tried))
        except OSError as why:
            failed = why
    raise failed


def _connect_fault(why: OSError) -> Fault:
    if isinstance(why, ConnectionRefusedError | ConnectionResetError):
        return Fault.TCP_REFUSED
    return Fault.TCP_UNREACHABLE if why.errno in _UNREACHABLE else Fault.TCP_SILENT


def _asked_in_the_open(
    where: tuple[str, int], host: str, nonce: bytes, seconds: float
) -> plain_talk.Page | None:
    with socket.create_connection(where, seconds / 2) as talk:  # two waits, and both are ours
        return plain_talk.ask(talk, host, "GET", f"/v1/time?nonce={nonce.hex()}")


def _place(where: tuple[str, int]) -> str:
    return f"{where[0]}:{where[1]}"
