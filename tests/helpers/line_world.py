"""A province, a name server and a hotel's sign-in page in a network namespace; until stdin ends."""

import socket
import ssl
import struct
import sys
import threading
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from app.system.clock import milliseconds
from sync.gateway.ca import Authority, Leaf
from sync.gateway.folder import Settings
from sync.gateway.gateway import Gateway
from sync.gateway.runner import EmbeddedGateway
from sync.protocol.answers import SignedTime, write_time
from tests.helpers.clock import FrozenClock
from tests.helpers.gateway_portal import Reply, page

YEAR = 365 * 24 * 3600 * 1000

NAMES = {
    "good.example": "10.77.0.1",
    "black.example": "10.88.0.1",
    "gone.example": "10.99.0.1",
    "lies.example": "127.0.0.1",
    "hotel.example": "10.77.0.4",
}
LOGIN = b"HTTP/1.1 302 Found\r\nLocation: http://hotel.example/login\r\nContent-Length: 0\r\n\r\n"


def names(server: socket.socket) -> None:
    """Answer questions for addresses; what nobody knows does not exist."""
    while True:
        asked, who = server.recvfrom(512)
        labels, at = [], 12
        while asked[at]:
            labels.append(asked[at + 1 : at + 1 + asked[at]].decode())
            at += asked[at] + 1
        question = asked[12 : at + 5]
        address = NAMES.get(".".join(labels))
        is_wanted = address is not None and asked[at + 2] == 1
        head = asked[:2] + struct.pack(
            "!HHHHH", 0x8180 if address else 0x8183, 1, int(is_wanted), 0, 0
        )
        answer = struct.pack("!HHHIH", 0xC00C, 1, 1, 1, 4) + socket.inet_aton(address or "0.0.0.0")  # noqa: S104
        server.sendto(head + question + (answer if is_wanted else b""), who)


def hotel(server: socket.socket) -> None:
    """Lead every browser to the sign-in page."""
    while True:
        talk, _ = server.accept()
        with talk:
            talk.recv(4096)
            talk.sendall(LOGIN)


class Impostors:
    """Who answers in the province's place, each on a port of its own."""

    def __init__(self, gateway: Gateway, folder: Path, now: int) -> None:
        self._signer, self._folder, self._now = gateway.signer, folder, now
        ours = Authority.load(gateway.folder.authority_pem(), (folder / "ca.key").read_bytes())
        foreign = Authority.make("ai do", now)
        name = ["good.example"]
        good, strange = ours.issue(name, now), foreign.issue(name, now)
        month = timedelta(days=30)
        self._stand(451, ours.issue(name, now - 3 * YEAR, month), self._time)
        self._stand(452, ours.issue(name, now + 2 * YEAR, month), self._time)
        self._stand(453, strange, lambda _: page("404 Not Found", b""))
        self._stand(454, strange, self._time)
        self._stand(455, good, lambda _: page("426 Upgrade Required", b""))
        self._stand(456, good, lambda _: page("404 Not Found", b""))
        self._stand(457, good, lambda _: page("200 OK", b"<html>"))

    def _stand(self, port: int, leaf: Leaf, reply: Reply) -> None:
        chain = self._folder / f"impostor-{port}.pem"
        chain.write_bytes(leaf.key + leaf.certificate)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chain)
        server = socket.create_server(("10.77.0.1", port))
        threading.Thread(target=_answers, args=(server, context, reply), daemon=True).start()

    def _time(self, request: bytes) -> bytes:
        nonce = request.partition(b"nonce=")[2].split()[0].decode()
        told = SignedTime(server=self._signer.device, nonce=bytes.fromhex(nonce), time=self._now)
        return page("200 OK", write_time(told, self._signer))


def _answers(server: socket.socket, context: ssl.SSLContext, reply: Reply) -> None:
    while True:
        plain, _ = server.accept()
        with suppress(OSError), context.wrap_socket(plain, server_side=True) as talk:
            talk.sendall(reply(talk.recv(4096)))


def main(folder: Path) -> None:
    """Stand up, say so, and stay until nobody listens any more."""
    clock = FrozenClock()
    settings = Settings(province="Lai Châu", names=("good.example",))
    gateway = Gateway.init(folder, settings, lambda: milliseconds(clock.now()))
    (folder / "pc.pem").write_bytes(gateway.folder.authority_pem())
    (folder / "pc.key").write_bytes(gateway.signer.public_key)
    Impostors(gateway, folder, milliseconds(clock.now()))
    asked = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    asked.bind(("10.77.0.53", 53))
    threading.Thread(target=names, args=(asked,), daemon=True).start()
    listener = socket.create_server(("10.77.0.4", 80))
    threading.Thread(target=hotel, args=(listener,), daemon=True).start()
    with EmbeddedGateway(gateway, host="10.77.0.1", port=443):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
