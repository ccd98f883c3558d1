"""Whose answer it is: only the server's own signature makes it the server's."""

from urllib.parse import urlsplit

from sync.carriers.line_faults import Fault, LineFault
from sync.carriers.plain_talk import Page
from sync.protocol.answers import Problem, read_problem, read_time
from sync.protocol.errors import Malformed, UntrustedServer
from sync.protocol.standing import Standing, read_standing
from sync.protocol.versions import PROTOCOL

_ASKS_FOR_SIGN_IN = 511
_TOO_OLD = 426
_FAILS = 500


def is_portal(page: Page, host: str, key: bytes, nonce: bytes) -> bool:
    """Whether a network answered in the server's place: a sign-in page, or the way to one.

    A server that only leads on to its own https, or knows no such page, is no portal.
    """
    if page.status == _ASKS_FOR_SIGN_IN:
        return True
    if page.status in {301, 302, 303, 307, 308}:
        return not _leads_to_own_https(page.headers.get("location", ""), host)
    return page.status == 200 and signed_seconds(page, key, nonce) is None


def _leads_to_own_https(location: str, host: str) -> bool:
    try:
        leads_to = urlsplit(location)
    except ValueError:  # an address that is none
        return False
    return leads_to.scheme == "https" and leads_to.hostname == host


def signed_seconds(page: Page | None, key: bytes, nonce: bytes) -> int | None:
    """The time in UTC seconds, if the server signed it over our nonce."""
    if page is None or page.status != 200:
        return None
    try:
        return read_time(page.body, key, nonce).time // 1000
    except (Malformed, UntrustedServer):
        return None


def judged_standing(page: Page | None, key: bytes, nonce: bytes) -> Standing:
    """The server's word on how we stand; raises `LineFault` for everything else."""
    if page is None:
        raise LineFault(Fault.ANSWER_UNSIGNED)
    if page.status != 200:
        raise LineFault(_refusal(page, _problem(page, key, nonce)), str(page.status))
    try:
        standing = read_standing(page.body, key, nonce)
    except (Malformed, UntrustedServer) as why:
        raise LineFault(Fault.ANSWER_UNSIGNED, str(page.status)) from why
    if PROTOCOL not in standing.spoken:
        is_old = max(standing.spoken, default=0) > PROTOCOL
        raise LineFault(Fault.PROGRAM_OLD if is_old else Fault.PROGRAM_NEW, f"{PROTOCOL}")
    return standing


def _refusal(page: Page, problem: Problem | None) -> Fault:
    if page.status == _TOO_OLD:
        return Fault.PROGRAM_OLD
    if page.status in {404, 405} and problem is None:
        return Fault.PROGRAM_NEW  # a server from before this question
    if page.status >= _FAILS:
        is_asked_to_wait = problem is not None and problem.retry_after > 0
        return Fault.GATEWAY_BUSY if is_asked_to_wait or page.status == 503 else Fault.GATEWAY_FAILS
    return Fault.ANSWER_UNSIGNED if problem is None else Fault.GATEWAY_FAILS


def _problem(page: Page, key: bytes, nonce: bytes) -> Problem | None:
    try:
        return read_problem(page.body, key, nonce)
    except (Malformed, UntrustedServer):
        return None
