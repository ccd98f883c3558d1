"""Which lane of official numbers this PC has now: read off what the province has said.

The province decides for a commune whether official numbers come from its own system or from lanes
(`PolicySet`, the last one counts), and grants a lane to one device in one epoch (`LaneGranted`).
Without both the PC goes on with provisional numbers. A lane that could not be printed or would
leave 1000-9999 is none.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

import msgspec

from app.domain.calendar import OFFICE_TIME
from app.domain.events import LaneGranted, PolicySet
from app.domain.fold.office import Deed
from app.domain.numbering import LANES_FROM, LAST_SERIAL, Counters, Lane

FROM_LANES = "lane"
_UNIT = re.compile(r"[A-Z0-9]+(?:\.[A-Z0-9]+){1,6}")


def unit_of_lanes(policies: Iterable[Deed]) -> str:
    """The unit whose numbers come from lanes; empty where the province gives them itself."""
    said = [deed.said for deed in policies if isinstance(deed.said, PolicySet)]
    last = said[-1] if said else PolicySet(numbers_from="")
    is_usable = last.numbers_from == FROM_LANES and _UNIT.fullmatch(last.unit)
    return last.unit if is_usable else ""


def lane_in_force(
    grants: Iterable[Deed], unit: str, device: str, epoch: str, today: date
) -> Lane | None:
    """The lane that this device has in this epoch, the last one granted."""
    lanes = [
        _lane(deed, deed.said)
        for deed in grants
        if isinstance(deed.said, LaneGranted)
        and (deed.said.unit, deed.said.device, deed.said.epoch) == (unit, device, epoch)
        and _is_in_range(deed.said)
        and _is_in_force(deed.said, today.isoformat())
    ]
    return lanes[-1] if lanes else None


def under(counters: Counters, lane: Lane | None) -> Counters:
    """The counters with the lane that is in force; what was given stays given."""
    return msgspec.structs.replace(counters, lane=lane)


def _is_in_range(said: LaneGranted) -> bool:
    return LANES_FROM <= said.first <= said.last <= LAST_SERIAL


def _is_in_force(said: LaneGranted, today: str) -> bool:
    """Days are written yyyy-mm-dd; an empty one is open."""
    return said.from_day <= today <= (said.to_day or today)


def _lane(deed: Deed, said: LaneGranted) -> Lane:
    granted = datetime.fromtimestamp(deed.at / 1000, UTC).astimezone(OFFICE_TIME)
    return Lane(
        unit=said.unit,
        device=said.device,
        epoch=said.epoch,
        first=said.first,
        last=said.last,
        granted=granted.date(),
    )
