"""The key of the province's helpdesk: what the PCs seal with it, only the helpdesk reads.

    helpdesk.json        the public part, told to every commune
    helpdesk-<name>.key  the secret part under a passphrase; it may be carried off the server

The server itself opens nothing: without passphrase and key file the sealed reports and the sealed
telephone codes in its logs are noise.
"""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from sync.files import durable
from sync.gateway.faults import (
    HelpdeskExists,
    HelpdeskKeyMissing,
    HelpdeskMissing,
    HelpdeskPassphrase,
    HelpdeskPassphraseShort,
    NotForHelpdesk,
)
from sync.protocol import boxes
from sync.protocol.canonical import UNREADABLE
from sync.protocol.errors import Malformed

SHORTEST_PASSPHRASE = 12
_MEMORY_KIB = 64 * 1024
_PASSES = 4
_SALT = 16
_NONCE = 12


class Public(msgspec.Struct, frozen=True):
    """The helpdesk's public key (hex), its name (hex) and when it was made (UTC milliseconds)."""

    key: str
    name: str
    made_at: int


class _Kept(msgspec.Struct, frozen=True):
    """The key file: the secret part, wrapped under the passphrase; bytes in hex."""

    name: str
    memory_kib: int
    passes: int
    salt: str
    nonce: str
    wrapped: str


class Helpdesk:
    """The key as it lies in a folder: the gateway's data, or wherever the key file was carried."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._public = folder / "helpdesk.json"

    def make(
        self, passphrase: str, entropy: Callable[[int], bytes], now_ms: int, *, again: bool = False
    ) -> Public:
        """Make the key; `again` makes a new one beside the old, whose file goes on opening boxes.

        Raises `HelpdeskExists`, `HelpdeskPassphraseShort`.
        """
        if len(passphrase) < SHORTEST_PASSPHRASE:
            raise HelpdeskPassphraseShort(str(SHORTEST_PASSPHRASE))
        if self._public.exists() and not again:
            raise HelpdeskExists
        secret = entropy(boxes.KEY_BYTES)
        key = boxes.public_key(secret)
        public = Public(key.hex(), boxes.name_of(key).hex(), now_ms)
        kept = msgspec.json.encode(_wrapped(secret, public.name, passphrase, entropy))
        durable.write(self.key_file(public.name), kept, private=True)
        durable.write(self._public, msgspec.json.encode(public))
        return public

    def public(self) -> Public | None:
        """The key that is in force; None before there is one."""
        try:
            return msgspec.json.decode(self._public.read_bytes(), type=Public)
        except FileNotFoundError:
            return None

    def key_file(self, name: str) -> Path:
        """Where the secret part of a key lies, unless it was carried away."""
        return self._folder / f"helpdesk-{name}.key"

    def open(
        self, box: bytes, purpose: str, passphrase: str, key_file: Path | None = None
    ) -> bytes:
        """What lies in a box; raises `GatewayFault`s with words of their own."""
        try:
            name = boxes.addressed_to(box).hex()
        except Malformed as why:
            raise NotForHelpdesk from why
        kept = _read(key_file or self.key_file(name))
        if kept.name != name:
            raise NotForHelpdesk(name)
        secret = _unwrapped(kept, passphrase)
        try:
            return boxes.unseal(secret, purpose, box)
        except Malformed as why:
            raise NotForHelpdesk(str(why)) from why


def must_have(folder: Path) -> Public:
    """The key in force; raises `HelpdeskMissing`."""
    public = Helpdesk(folder).public()
    if public is None:
        raise HelpdeskMissing
    return public


def _read(path: Path) -> _Kept:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Kept)
    except (OSError, *UNREADABLE) as why:
        raise HelpdeskKeyMissing(path.name) from why


def _wrapped(secret: bytes, name: str, passphrase: str, entropy: Callable[[int], bytes]) -> _Kept:
    salt, nonce = entropy(_SALT), entropy(_NONCE)
    key = _derived(passphrase, salt, _MEMORY_KIB, _PASSES)
    wrapped = ChaCha20Poly1305(key).encrypt(nonce, secret, name.encode())
    return _Kept(name, _MEMORY_KIB, _PASSES, salt.hex(), nonce.hex(), wrapped.hex())


def _unwrapped(kept: _Kept, passphrase: str) -> bytes:
    key = _derived(passphrase, bytes.fromhex(kept.salt), kept.memory_kib, kept.passes)
    nonce, wrapped = bytes.fromhex(kept.nonce), bytes.fromhex(kept.wrapped)
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, wrapped, kept.name.encode())
    except InvalidTag as why:
        raise HelpdeskPassphrase from why


def _derived(passphrase: str, salt: bytes, memory_kib: int, passes: int) -> bytes:
    kdf = Argon2id(salt=salt, length=32, iterations=passes, lanes=1, memory_cost=memory_kib)
    return kdf.derive(unicodedata.normalize("NFC", passphrase).encode())
