"""A carrier to whatever answers at an address, with randomness that is counted."""

import itertools

from sync.carriers.http import HttpCarrier, Server
from sync.gateway.ca import Authority
from sync.protocol.signing import Signer
from tests.helpers.gateway_world import START

YEAR = 365 * 24 * 3600 * 1000
HTML = b"<html><body>Vui long dang nhap mang</body></html>"
SERVER = Signer(bytes([7]) * 32)
NONCE = bytes(16)


def a_carrier(url: str, authority: Authority, now: int = START) -> HttpCarrier:
    """Trusts that authority and a server with the key of `SERVER`."""
    server = Server(url, authority.certificate_pem, SERVER.public_key)
    drawn = itertools.count(1)
    return HttpCarrier(server, lambda: now, lambda size: next(drawn).to_bytes(size, "big"))
