"""Encryption of what travels by stick: age, to the keys that devices and server have anyway.

A device's Ed25519 key is a recipient of age's `ssh-ed25519` kind, so nobody needs a second key; the
province's recovery key is one of age's own kind and may lie in a safe. Any program that speaks age
opens a volume with one of these keys.
"""

import base64
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from sync.protocol.errors import Malformed
from sync.protocol.signing import PUBLIC_KEY_BYTES

_SSH = b"ssh-ed25519"
_BEGINS = b"age-encryption.org/v1\n"


class NotForUs(Malformed):
    """Sealed for others, or changed on the way."""

    code = "bundle_not_for_us"


class Identity:
    """Opens what was sealed for one key, or for one that its owner had before."""

    def __init__(self, secret: bytes, *former: bytes) -> None:
        """A device's or a server's 32 secret bytes."""
        self._identities = [_identity(one) for one in (secret, *former)]

    def __repr__(self) -> str:
        return "Identity()"

    def unseal(self, sealed: bytes) -> bytes:
        """What lies in a volume, never longer than it; raises `NotForUs`."""
        if not sealed.startswith(_BEGINS):
            raise NotForUs("not sealed by age")
        try:
            content: bytes = _age().decrypt(sealed, self._identities)
        except _age().DecryptError as why:
            raise NotForUs(str(why)) from why
        return content


def _identity(secret: bytes) -> object:
    key = Ed25519PrivateKey.from_private_bytes(secret)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    return _age().ssh.Identity.from_buffer(pem)


def recipient_of(public_key: bytes) -> str:
    """The name under which age seals for an Ed25519 key; raises `Malformed`."""
    if len(public_key) != PUBLIC_KEY_BYTES:
        raise Malformed("not a public key")
    words = (_SSH, public_key)
    blob = b"".join(len(word).to_bytes(4, "big") + word for word in words)
    return f"{_SSH.decode()} {base64.b64encode(blob).decode()}"


def is_recipient(said: str) -> bool:
    """Whether something can be sealed for it."""
    try:
        _recipient(said)
    except Malformed:
        return False
    return True


def seal(content: bytes, recipients: Sequence[str]) -> bytes:
    """Seal for every one of these; raises `Malformed` for what is no recipient."""
    sealed: bytes = _age().encrypt(content, [_recipient(one) for one in recipients])
    return sealed


def new_recovery() -> tuple[str, str]:
    """Draw a recovery key: its secret line, for age's own programs too, and its recipient."""
    identity = _age().x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def unseal_with(recovery: str, sealed: bytes) -> bytes:
    """Open with a recovery key's secret line; raises `NotForUs`."""
    age = _age()
    try:
        content: bytes = age.decrypt(sealed, [age.x25519.Identity.from_str(recovery.strip())])
    except (age.DecryptError, age.IdentityError) as why:
        raise NotForUs(str(why)) from why
    return content


def _recipient(said: str) -> object:
    age = _age()
    kind = age.ssh if said.startswith(_SSH.decode()) else age.x25519
    try:
        return kind.Recipient.from_str(said)
    except age.RecipientError as why:
        raise Malformed("not a recipient") from why


@cache
def _age() -> Any:  # noqa: ANN401 - the package tells no types
    """Loaded at the first stick, not at the start."""
    return import_module("pyrage")
