"""Links by which a system of the province fetches scans from the gateway, for a time."""

from collections.abc import Iterator, Mapping
from itertools import islice

from app.store.sync_session import SyncSession
from app.usecases.desk import Desk
from app.usecases.file_round import caller_of, carrier_to
from app.usecases.gateway_known import must_be_enrolled
from sync.carriers import files
from sync.files.calls import MOST_LINKS


def links(desk: Desk, wanted: Mapping[str, str], seconds: int) -> dict[str, str]:
    """Answer an absolute link for each file that the gateway holds whole, by its SHA-256.

    `wanted` gives each file the stem of the name that its link shows: a paper's code or
    `giay-to-1` (letters, digits, dots and dashes, 40 at most), never anything about a person.
    Comes after a round; raises `SyncError`, `RuleViolation("not_enrolled")`. Only a device of the
    province is given any.
    """
    session = desk.store.sync_session()
    try:
        return _given(desk, session, wanted, seconds)
    finally:
        session.close()


def _given(
    desk: Desk, session: SyncSession, wanted: Mapping[str, str], seconds: int
) -> dict[str, str]:
    gateway = must_be_enrolled(session.preferences)
    given: dict[str, str] = {}
    with carrier_to(desk, gateway) as carrier:
        for some in _parts(wanted):
            caller = caller_of(desk, session, gateway)
            given |= files.links(carrier, caller, some, seconds)
    return given


def _parts(wanted: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """As many as one question bears."""
    rest = iter(wanted.items())
    while part := dict(islice(rest, MOST_LINKS)):
        yield part
