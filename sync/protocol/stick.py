"""Enrolment by stick: two files, and a comparison by telephone that no swapped file survives.

The PC writes a request, the province writes an answer, both on sticks that anybody may hold on the
way. Digits made of the files alone would prove nothing: who holds the stick would try keys until
the digits are the same. So the province draws a number only when both files are where they belong,
and reads it out; both sides then make six digits of that number and of both files, and compare.
Who swapped a file had to do it before the number was known, and is found out but for one case in a
million. Until then neither side trusts the other.
"""

import hashlib
import hmac
from typing import Annotated

import msgspec
from msgspec import Meta

from sync.protocol.certificate import Certificate
from sync.protocol.enrolment import Welcome
from sync.protocol.errors import Malformed, UntrustedServer
from sync.protocol.messages import read_message, sign_message
from sync.protocol.signing import Signer, is_signed_by

DIGITS = 6
LONGEST = 32 << 10
_REQUEST, _ANSWER = b"motcua-stick-request-1\n", b"motcua-stick-answer-1\n"
_ALL = 10**DIGITS

_Key = Annotated[bytes, Meta(min_length=32, max_length=32)]
_Name = Annotated[str, Meta(max_length=200)]


class StickRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What a PC asks, signed by its key; the nonce makes each request another."""

    protocol: int
    public_key: _Key
    name: _Name
    commune: _Name
    nonce: _Key


class StickAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What the province answers to one request (its SHA-256), signed by the server's key."""

    request: _Key
    welcome: Welcome
    url: _Name


def write_request(request: StickRequest, signer: Signer) -> bytes:
    """The request's file."""
    return _REQUEST + sign_message("stick-request", request, signer)


def read_request(file: bytes) -> StickRequest:
    """Read a request; raises `Malformed`. Who sent it is not proven yet."""
    body = _body(file, _REQUEST)
    request = read_message(body, StickRequest)
    if not is_signed_by(request.public_key, "stick-request", body[64:], body[:64]):
        raise Malformed("not signed by its own key")
    return request


def write_answer(answer: StickAnswer, signer: Signer) -> bytes:
    """The answer's file."""
    return _ANSWER + sign_message("stick-answer", answer, signer)


def read_answer(file: bytes, request: bytes) -> StickAnswer:
    """Read the answer to our request's file; it is not trusted before the digits agree.

    Raises `UntrustedServer` for the answer to another request, or for another PC's key.
    """
    body = _body(file, _ANSWER)
    answer = read_message(body, StickAnswer)
    welcome, asked = answer.welcome, read_request(request)
    if not is_signed_by(welcome.server_key, "stick-answer", body[64:], body[:64]):
        raise Malformed("not signed by its own key")
    if answer.request != digest(request) or not _is_ours(welcome.certificate, asked):
        raise UntrustedServer("an answer to another request")
    return answer


def digest(file: bytes) -> bytes:
    """What names a file."""
    return hashlib.sha256(file).digest()


def new_number(entropy: bytes) -> str:
    """Six digits out of at least 8 random bytes, handed in; drawn anew for every comparison."""
    if len(entropy) < 8:
        raise ValueError("8 random bytes are needed")
    return f"{int.from_bytes(entropy) % _ALL:06d}"


def digits(number: str, request: bytes, answer: bytes) -> str:
    """The six digits of a comparison; the same on both sides only when both hold the same files."""
    typed = clean_digits(number)
    made = hmac.digest(typed.encode(), digest(request) + digest(answer), hashlib.sha256)
    return f"{int.from_bytes(made[:16]) % _ALL:06d}"


def clean_digits(typed: str) -> str:
    """Six digits as a person types them; raises `Malformed` for anything else."""
    said = "".join(typed.split()).replace("-", "").replace(".", "")
    if len(said) != DIGITS or not (said.isascii() and said.isdigit()):
        raise Malformed("not six digits")
    return said


def _is_ours(certificate: Certificate, asked: StickRequest) -> bool:
    return certificate.public_key == asked.public_key.hex()


def _body(file: bytes, mark: bytes) -> bytes:
    if len(file) > LONGEST or not file.startswith(mark):
        raise Malformed("not such a file")
    return file[len(mark) :]
