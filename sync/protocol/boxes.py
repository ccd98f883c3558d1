"""Boxes that one holder of a secret key alone can open: X25519, HKDF, ChaCha20-Poly1305.

A box is `MCB1`, the first 8 bytes of SHA-256 of the holder's public key, an ephemeral public key,
and the sealed content. Each box has a key of its own, so its nonce may stand still. The purpose is
bound into the key: a box made for one thing does not open as another.
"""

import hashlib
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.protocol.errors import Malformed

KEY_BYTES = 32
NAME_BYTES = 8
_MAGIC = b"MCB1"
_HEAD = len(_MAGIC) + NAME_BYTES + KEY_BYTES
_NONCE = bytes(12)


def public_key(secret: bytes) -> bytes:
    """The public part of a secret key of 32 random bytes."""
    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def name_of(public: bytes) -> bytes:
    """The short name of a key, which stands on its boxes."""
    return hashlib.sha256(public).digest()[:NAME_BYTES]


def seal(public: bytes, purpose: str, content: bytes, entropy: Callable[[int], bytes]) -> bytes:
    """A box that only the holder of the public key's secret part opens.

    Raises `Malformed` for what is no key, or one that would give a secret known to everybody.
    """
    once = X25519PrivateKey.from_private_bytes(entropy(KEY_BYTES))
    head = _MAGIC + name_of(public) + once.public_key().public_bytes_raw()
    key = _key(once, public, head, purpose)
    return head + ChaCha20Poly1305(key).encrypt(_NONCE, content, head)


def addressed_to(box: bytes) -> bytes:
    """The name of the key that opens a box; raises `Malformed` for what is none."""
    if len(box) < _HEAD or not box.startswith(_MAGIC):
        raise Malformed("not a box")
    return box[len(_MAGIC) : len(_MAGIC) + NAME_BYTES]


def unseal(secret: bytes, purpose: str, box: bytes) -> bytes:
    """What lies in a box; raises `Malformed` for another's, a changed one, another purpose."""
    addressed_to(box)
    head, sealed = box[:_HEAD], box[_HEAD:]
    mine = X25519PrivateKey.from_private_bytes(secret)
    key = _key(mine, head[-KEY_BYTES:], head, purpose)
    try:
        return ChaCha20Poly1305(key).decrypt(_NONCE, sealed, head)
    except InvalidTag as why:
        raise Malformed("the box does not open") from why


def _key(own: X25519PrivateKey, other: bytes, head: bytes, purpose: str) -> bytes:
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(other))
    except ValueError as why:
        raise Malformed("not a public key") from why
    return HKDF(SHA256(), KEY_BYTES, salt=head, info=b"motcua box " + purpose.encode()).derive(
        shared
    )
