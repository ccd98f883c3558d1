"""The gateway that this PC was enrolled at: its address, what to pin, and how the line has been."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from app.domain.errors import RuleViolation
from app.domain.link import LINE, Stretch
from app.store.evidence import Evidence
from app.store.preferences import Preferences
from app.store.sync_session import SyncSession
from app.system.clock import instant, milliseconds
from app.system.clock_guard import Quality, Stamp
from app.usecases.desk import Desk
from sync.carriers.traffic import Traffic

_GATEWAY = "gateway"


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


class Ended(NamedTuple):
    """An attempt that has just ended, whom it was for and what it cost."""

    outcome: str
    seconds: float
    traffic: Traffic
    lane: str = LINE


def note_attempt(session: SyncSession, stamp: Stamp, attempt: Ended) -> None:
    """Add it to the link journal."""
    until, took = milliseconds(stamp.at), round(attempt.seconds * 1000)
    session.evidence.note(
        Stretch(
            began=until - took,
            until=until,
            outcome=attempt.outcome,
            lane=attempt.lane,
            bytes_up=attempt.traffic.bytes_up,
            bytes_down=attempt.traffic.bytes_down,
            round_trips=attempt.traffic.round_trips,
            milliseconds=took,
            clk=stamp.quality.value,
        )
    )


def last_contact(evidence: Evidence) -> datetime | None:
    """When a round with the province came to its end last."""
    contact = evidence.last_contact()
    return None if contact is None else instant(contact)
