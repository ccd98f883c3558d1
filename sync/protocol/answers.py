"""The short answers of a server: what time it is, and why it does not do what was asked.

Both are signed over the client's nonce, so that neither a captive portal nor an old answer can pass
for the server's word.
"""

from typing import Annotated

import msgspec
from msgspec import Meta

from sync.protocol.bounds import Count, DeviceName, Nonce, Word
from sync.protocol.errors import UntrustedServer
from sync.protocol.messages import check_signed, read_answering, read_message, sign_message
from sync.protocol.signing import Signer


class SignedTime(msgspec.Struct, frozen=True, kw_only=True):
    """UTC milliseconds by the server's clock."""

    server: DeviceName
    nonce: Nonce
    time: Count


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why a request was not done; `nonce` is empty when the request could not be read so far.

    `code` is stable; `retry_after` seconds is 0 where trying again alone would not help.
    """

    server: DeviceName
    nonce: Annotated[bytes, Meta(max_length=16)]
    time: Count
    code: Word
    detail: Word = ""
    retry_after: Count = 0


def write_time(time: SignedTime, signer: Signer) -> bytes:
    """The body of the answer to a question for the time."""
    return sign_message("time", time, signer)


def read_time(body: bytes, server_key: bytes, nonce: bytes) -> SignedTime:
    """Read the time; raises `UntrustedServer` unless the server signed it over our nonce."""
    return read_answering(body, "time", server_key, nonce, SignedTime)


def write_problem(problem: Problem, signer: Signer) -> bytes:
    """The body of an answer that says no."""
    return sign_message("problem", problem, signer)


def read_problem(body: bytes, server_key: bytes, nonce: bytes) -> Problem:
    """Read a refusal; raises `UntrustedServer` unless signed, over our nonce or none."""
    check_signed(body, "problem", server_key)
    problem = read_message(body, Problem)
    if problem.nonce not in {b"", nonce}:
        raise UntrustedServer("an answer to another request")
    return problem
