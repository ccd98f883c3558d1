"""Enrolment by a one-time code: a PC proves that it knows the code, and so does the server.

The code has 10 Crockford characters. The first 3 name the invitation, the rest never travels: both
sides put an HMAC over what they say, under a secret that is slow to derive from the whole code: who
overhears one cannot try all codes while it lives, and the server keeps the secret, not the code.
The server counts wrong attempts.
"""

import hashlib
import hmac
from typing import Annotated

import msgspec
from msgspec import Meta

from sync.protocol import canonical
from sync.protocol.bounds import DeviceName, LogEpoch
from sync.protocol.certificate import Certificate
from sync.protocol.errors import CodeRefused, Malformed, UntrustedServer
from sync.protocol.identity import CROCKFORD
from sync.protocol.messages import read_message, sign_message
from sync.protocol.signing import Signer, is_signed_by

CODE_LETTERS = 10
HINT_LETTERS = 3

_Key = Annotated[bytes, Meta(min_length=32, max_length=32)]
_Name = Annotated[str, Meta(max_length=200)]
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


class Application(msgspec.Struct, frozen=True, kw_only=True):
    """What a new PC asks, signed by its key; `hint` names the invitation, `proof` is the HMAC."""

    protocol: int
    hint: _Name
    public_key: _Key
    name: _Name
    proof: _Key


class Welcome(msgspec.Struct, frozen=True, kw_only=True):
    """What the server answers, signed by the server: whom to trust from now on.

    `root` is the province's own device, which certifies the others; `authority` the CA certificate
    (PEM) to pin; `proof` is the HMAC over the server's key, the authority and the PC's key, so that
    only who gave the code can answer.
    """

    protocol: int
    server: DeviceName
    server_key: _Key
    commune: _Name
    commune_name: _Name
    province_name: _Name
    log_epoch: LogEpoch
    authority: Annotated[bytes, Meta(max_length=8192)]
    root: Certificate
    certificate: Certificate
    time: int
    proof: _Key


def new_code(entropy: bytes) -> str:
    """A one-time code out of at least 10 random bytes, handed in."""
    if len(entropy) < CODE_LETTERS:
        raise ValueError("10 random bytes are needed")
    return "".join(CROCKFORD[byte & 31] for byte in entropy[:CODE_LETTERS])


def clean_code(typed: str) -> str:
    """A code as a person typed it: any case, with dashes, O for 0; raises `CodeRefused`."""
    code = typed.upper().translate(_LOOKALIKES)
    if len(code) != CODE_LETTERS or not set(code).issubset(CROCKFORD):
        raise CodeRefused("not a code")
    return code


def secret_of(code: str) -> bytes:
    """What both sides know; takes about 50 ms and 16 MB on purpose."""
    return hashlib.scrypt(code.encode(), salt=b"motcua/invitation/1", n=1 << 14, r=8, p=1, dklen=32)


def apply_with(code: str, signer: Signer, name: str, protocol: int) -> bytes:
    """The body of the request."""
    proof = _proof(secret_of(code), b"application", signer.public_key, name.encode())
    application = Application(
        protocol=protocol,
        hint=code[:HINT_LETTERS],
        public_key=signer.public_key,
        name=name,
        proof=proof,
    )
    return sign_message("enrol", application, signer)


def read_application(body: bytes) -> Application:
    """Read a request whose key signs it; the code is not checked yet (see `knows_code`)."""
    application = read_message(body, Application)
    if not is_signed_by(application.public_key, "enrol", body[64:], body[:64]):
        raise Malformed("not signed by its own key")
    return application


def knows_code(application: Application, secret: bytes) -> bool:
    """Tell whether the sender knows the code."""
    name = application.name.encode()
    return hmac.compare_digest(
        application.proof, _proof(secret, b"application", application.public_key, name)
    )


def welcome_proof(secret: bytes, server_key: bytes, authority: bytes, public_key: bytes) -> bytes:
    """The HMAC that a `Welcome` carries."""
    return _proof(secret, b"welcome", server_key, authority, public_key)


def write_welcome(welcome: Welcome, signer: Signer) -> bytes:
    """The body of the answer."""
    return sign_message("welcome", welcome, signer)


def read_welcome(body: bytes, code: str, public_key: bytes) -> Welcome:
    """Read the answer; raises `UntrustedServer` unless it comes from who gave the code."""
    welcome = read_message(body, Welcome)
    proof = welcome_proof(secret_of(code), welcome.server_key, welcome.authority, public_key)
    proven = hmac.compare_digest(welcome.proof, proof)
    if not proven or not is_signed_by(welcome.server_key, "welcome", body[64:], body[:64]):
        raise UntrustedServer("a forged welcome")
    return welcome


def _proof(secret: bytes, purpose: bytes, *parts: bytes) -> bytes:
    text = canonical.encode([canonical.bytes_to_text(part) for part in parts])
    return hmac.digest(secret, b"motcua/" + purpose + b"/1\n" + text, hashlib.sha256)
