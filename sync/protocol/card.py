"""The card of a commune's server: who listens here, signed by its device key over our nonce.

It names the SHA-256 of the TLS certificate that the server shows. Every PC of the commune knows the
device's key from its journal, so the card proves the connection it came through, with no authority,
no name and no clock.
"""

from typing import Annotated

import msgspec
from msgspec import Meta

from sync.protocol.bounds import Count, DeviceName, Hash, Nonce, Word
from sync.protocol.errors import UntrustedServer
from sync.protocol.messages import read_answering, read_message, sign_message
from sync.protocol.signing import Signer

CARD_PATH = "/v1/hub"
PROOF_PATH = "/v1/hub/proof"
CHANGES_PATH = "/v1/hub/changes"
PORT = 8475
MAX_CARD = 4096


class HubCard(msgspec.Struct, frozen=True, kw_only=True):
    """Which commune's, which device, what people call it, and what TLS shows (SHA-256, DER)."""

    commune: Word
    device: DeviceName
    name: Annotated[str, Meta(max_length=200)]
    certificate: Hash
    protocol: Count
    nonce: Nonce
    time: Count


def write_card(card: HubCard, signer: Signer) -> bytes:
    """The body of the answer."""
    return sign_message("hub", card, signer)


def read_card(body: bytes) -> HubCard:
    """Read a card that nothing proves yet; raises `Malformed`."""
    return read_message(body, HubCard)


def prove_card(body: bytes, device_key: bytes, nonce: bytes, certificate: bytes) -> HubCard:
    """The card, proven; raises `UntrustedServer`.

    Signed by this very key, over our nonce, and about the certificate that TLS showed us.
    """
    card = read_answering(body, "hub", device_key, nonce, HubCard)
    if card.certificate != certificate:
        raise UntrustedServer("somebody stands in between")
    return card
