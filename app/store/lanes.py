"""The lane of official numbers that this PC was granted, as its journal knows it now."""

from collections.abc import Iterator
from datetime import date

from app.domain.fold.office import Deed
from app.domain.lanes import lane_in_force, unit_of_lanes
from app.domain.numbering import Lane
from app.store.history import History
from sync.protocol.identity import Author

_POLICY = "policy"
_DEVICE = "device"


def in_force(history: History, own: Author, today: date) -> Lane | None:
    """None as long as the province has not decided for lanes and granted this PC one."""
    unit = unit_of_lanes(_deeds(history, _POLICY))
    if not unit:
        return None
    return lane_in_force(_deeds(history, _DEVICE), unit, *own, today)


def _deeds(history: History, entity_type: str) -> Iterator[Deed]:
    for entity in history.entities(entity_type):
        yield from history.deeds(entity)
