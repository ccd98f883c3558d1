"""TLS inside the building: to the commune's server, by an address that somebody typed.

No authority vouches for it. The first answer on each connection is its card, signed over our nonce
by a device key that our journal knows, and about this very connection's certificate. Nothing else
is said before, and no proxy is asked.
"""

import errno
import http.client
import socket
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from typing import NamedTuple, Self

from sync.carriers.neighbour_faults import (
    HubForged,
    HubIsHere,
    HubKnowsUsNot,
    HubNoAnswer,
    HubNoWay,
    HubOfOtherCommune,
    HubPortClosed,
    HubRevoked,
    HubSaysRevoked,
    HubUnknown,
    NotAHub,
)
from sync.carriers.pinned import unpinned
from sync.carriers.replies import Reply, check_acknowledged
from sync.carriers.traffic import Traffic
from sync.files.calls import ANSWER_HEADER
from sync.hub.sockets import wrapped
from sync.protocol.answers import read_problem
from sync.protocol.card import (
    CARD_PATH,
    CHANGES_PATH,
    MAX_CARD,
    PORT,
    PROOF_PATH,
    HubCard,
    prove_card,
    read_card,
)
from sync.protocol.errors import (
    Malformed,
    ServerBusy,
    SyncError,
    TooLarge,
    Unreachable,
    UntrustedServer,
    VersionRefused,
)

CONNECT_SECONDS = 4.0
STALL_SECONDS = 25.0
_WAITS_SECONDS = 40.0
MAX_ANSWER = 8 << 20
_HEAD = 200


class Address(NamedTuple):
    """Where a server may listen."""

    host: str
    port: int = PORT

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class Trust(NamedTuple):
    """What our journal knows: the commune, each device's key, and who was revoked."""

    commune: str
    key_of: Callable[[str], bytes | None]
    is_revoked: Callable[[str], bool] = lambda _device: False


def read_address(typed: str) -> Address:
    """An address as a person types it, with or without a port; raises `Malformed`."""
    said = typed.strip().removeprefix("https://").rstrip("/")
    host, colon, port = said.rpartition(":")
    is_six = host.count(":") > 0 and not host.endswith("]")
    if not colon or is_six or said.endswith("]"):
        host, port = said, str(PORT)
    host = host.strip("[]")
    if not host or any(letter.isspace() or letter in "/@?#" for letter in host):
        raise Malformed("not an address")
    if not (port.isascii() and port.isdigit() and len(port) <= 5 and 0 < int(port) < 1 << 16):
        raise Malformed("not a port")
    return Address(host, int(port))


class HubLine:
    """One connection; `with HubLine(address, entropy) as line: line.greet(trust)`."""

    def __init__(self, address: Address, entropy: Callable[[int], bytes]) -> None:
        self._address, self._entropy = address, entropy
        self._talk: http.client.HTTPConnection | None = None
        self._socket: ssl.SSLSocket | None = None
        self._key = b""
        self._is_hung_up = False
        self.traffic = Traffic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *why: object) -> None:
        self.close()

    def meet(self) -> tuple[bytes, bytes]:
        """Connect and ask for the card; answers it and our nonce, and nothing is proven yet."""
        self._connect()
        nonce = self._entropy(16)
        reply = self.ask("GET", f"{CARD_PATH}?nonce={nonce.hex()}")
        if reply.status != 200 or len(reply.body) > MAX_CARD:
            raise NotAHub(str(reply.status))
        return reply.body, nonce

    def greet(self, trust: Trust, met: tuple[bytes, bytes] | None = None) -> HubCard:
        """Connect and prove who is there; raises what stands in the way."""
        body, nonce = met or self.meet()
        try:
            told = read_card(body)
        except Malformed as why:
            raise NotAHub("no card") from why
        if told.commune != trust.commune:
            raise HubOfOtherCommune(told.commune)
        key = trust.key_of(told.device)
        if key is None:
            raise HubUnknown(told.device)
        try:
            card = prove_card(body, key, nonce, self._shown())
        except UntrustedServer as why:
            raise HubForged(why.detail) from why
        if trust.is_revoked(told.device):
            raise HubRevoked(told.device)
        self._key = key
        return card

    def sync(self, body: bytes, nonce: bytes) -> bytes:
        """Send one request; the answer begins with the server's word over our nonce."""
        reply = self.ask("POST", "/v1/sync", body)
        if reply.status != 200:
            raise self._refusal(reply, nonce)
        check_acknowledged(reply, self._key, nonce)
        return reply.body

    def proof(self) -> bytes:
        """How the province certifies the PC that is there, in frames that prove themselves."""
        reply = self.ask("GET", PROOF_PATH)
        if reply.status != 200:
            raise NotAHub(str(reply.status))
        return reply.body

    def standing(self, enquiry: bytes) -> bytes:
        """Ask how we stand there."""
        reply = self.ask("POST", "/v1/standing", enquiry)
        if reply.status != 200:
            raise NotAHub(str(reply.status))
        return reply.body

    def changed(self, since: str) -> str:
        """Wait until there may be something new, at most half a minute; answers its mark."""
        reply = self.ask("GET", f"{CHANGES_PATH}?since={since}")
        mark = reply.body.decode("ascii", "replace")
        if reply.status != 200 or not mark.isalnum():
            raise NotAHub(str(reply.status))
        return mark

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Ask anything; what the answer is worth, the caller must prove."""
        if self._talk is None:
            raise Unreachable("not connected")
        try:
            self._talk.request(method, path, body, dict(headers or {}))
            with self._talk.getresponse() as response:
                said = response.read(MAX_ANSWER + 1)
        except (http.client.HTTPException, UnicodeError) as why:
            raise self._broken(NotAHub(type(why).__name__)) from why
        except OSError as why:
            raise self._broken(Unreachable(type(why).__name__)) from why
        if len(said) > MAX_ANSWER:
            raise self._broken(TooLarge("an endless answer"))
        self.traffic.round_trips += 1
        self.traffic.bytes_up += len(body or b"") + _HEAD
        self.traffic.bytes_down += len(said) + _HEAD
        return Reply(response.status, said, 0, line=response.getheader(ANSWER_HEADER, ""))

    def hang_up(self) -> None:
        """From another thread: break off what is under way."""
        self._is_hung_up = True
        if self._socket is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go of the connection."""
        if self._talk is not None:
            self._talk.close()
            self._talk = None
        if self._socket is not None:
            self._socket.close()

    def _connect(self) -> None:
        plain = _connected(self._address)
        try:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            plain.settimeout(CONNECT_SECONDS)
            self._socket = wrapped(unpinned(), plain, host=self._address.host)
        except (OSError, ValueError) as why:
            plain.close()
            raise NotAHub("no TLS") from why
        self._socket.settimeout(_WAITS_SECONDS)
        talk = http.client.HTTPConnection(self._address.host, self._address.port)
        talk.sock, talk.auto_open = self._socket, 0
        self._talk = talk
        if self._is_hung_up:
            raise self._broken(Unreachable("hung up"))

    def _broken(self, why: SyncError) -> SyncError:
        self.close()
        return why

    def _shown(self) -> bytes:
        shown = self._socket.getpeercert(binary_form=True) if self._socket else None
        return sha256(shown or b"").digest()

    def _refusal(self, reply: Reply, nonce: bytes) -> SyncError:
        try:
            problem = read_problem(reply.body, self._key, nonce)
        except (Malformed, UntrustedServer):
            return NotAHub(str(reply.status))
        if problem.retry_after or reply.status >= 500:
            return ServerBusy(problem.code, problem.retry_after or 15)
        return _REFUSALS.get(problem.code, Malformed)(problem.code)


_REFUSALS: dict[str, type[SyncError]] = {
    "unknown_device": HubKnowsUsNot,
    "bad_signature": HubKnowsUsNot,
    "revoked_device": HubSaysRevoked,
    "itself": HubIsHere,
    "version_refused": VersionRefused,
}


def _connected(address: Address) -> socket.socket:
    try:
        return socket.create_connection(address, CONNECT_SECONDS)
    except ConnectionRefusedError as why:
        raise HubPortClosed(str(address)) from why
    except TimeoutError as why:
        raise HubNoAnswer(str(address)) from why
    except ConnectionError as why:
        raise Unreachable(type(why).__name__) from why
    except (OSError, UnicodeError) as why:
        if getattr(why, "errno", None) in {errno.EHOSTUNREACH, errno.ETIMEDOUT}:
            raise HubNoAnswer(str(address)) from why
        raise HubNoWay(str(address)) from why
