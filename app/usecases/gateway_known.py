"""The gateway that this PC was enrolled at: its address, what to pin, and how the line has been."""

import msgspec

from app.domain.errors import RuleViolation
from app.store.preferences import Preferences
from app.system.clock import milliseconds
from app.system.clock_guard import Quality
from app.usecases.desk import Desk
from app.usecases.sync_records import LinkLog, RoundRow

KEPT_ROUNDS = 50
_GATEWAY = "gateway"
_LINKS = "links"


class KnownGateway(msgspec.Struct, frozen=True):
    """What the enrolment said, and nothing else is ever believed."""

    url: str
    server: str
    key: bytes
    authority: bytes


def known_gateway(kept: Preferences) -> KnownGateway | None:
    """Return the gateway, or `None` before the enrolment."""
    found = kept.get(_GATEWAY)
    return msgspec.json.decode(found, type=KnownGateway) if found else None


def must_be_enrolled(kept: Preferences) -> KnownGateway:
    """Return the gateway; raises `RuleViolation("not_enrolled")`."""
    gateway = known_gateway(kept)
    if gateway is None:
        raise RuleViolation("not_enrolled")
    return gateway


def keep_gateway(kept: Preferences, gateway: KnownGateway) -> None:
    """Write down what the enrolment said."""
    kept.put(_GATEWAY, msgspec.json.encode(gateway))


def trusted_time(desk: Desk) -> int:
    """By what a certificate's dates are checked: the best instant in UTC milliseconds.

    0 where the clock is in doubt: then the signed time is fetched before anything else is said.
    """
    stamp = desk.store.clock_guard.stamp()
    return 0 if stamp.quality is Quality.BAD else milliseconds(stamp.at)


def link_log(kept: Preferences) -> LinkLog:
    """Return the last rounds."""
    found = kept.get(_LINKS)
    return msgspec.json.decode(found, type=LinkLog) if found else LinkLog()


def note_round(kept: Preferences, row: RoundRow) -> None:
    """Add a round to the link journal."""
    before = link_log(kept)
    contact = row.at if row.outcome == "ok" else before.last_contact
    rows = (row, *before.rows)[:KEPT_ROUNDS]
    kept.put(_LINKS, msgspec.json.encode(LinkLog(rows, contact)))
