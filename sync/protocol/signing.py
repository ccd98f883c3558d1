"""Ed25519 signatures, each bound to its purpose so that none can stand for another."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sync.protocol.errors import Malformed
from sync.protocol.identity import device_id

PUBLIC_KEY_BYTES = 32
SECRET_KEY_BYTES = 32
SIGNATURE_BYTES = 64


class Signer:
    """A device's private key; the 32 secret bytes are handed in and never shown again."""

    def __init__(self, secret: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(secret)
        self.public_key = self._key.public_key().public_bytes_raw()
        self.device = device_id(self.public_key)

    def __repr__(self) -> str:
        return f"Signer({self.device})"

    def sign(self, purpose: str, message: bytes) -> bytes:
        """64 bytes over the purpose and the message."""
        return self._key.sign(_bound(purpose, message))


def is_signed_by(public_key: bytes, purpose: str, message: bytes, signature: bytes) -> bool:
    """Tell whether the key's owner signed this message for this purpose."""
    if len(public_key) != PUBLIC_KEY_BYTES:
        raise Malformed("not a public key")
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, _bound(purpose, message))
    except InvalidSignature:
        return False
    return True


def _bound(purpose: str, message: bytes) -> bytes:
    return b"motcua/" + purpose.encode() + b"/1\n" + message
