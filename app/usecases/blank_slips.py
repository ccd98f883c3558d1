"""In sẵn giấy tiếp nhận trống: numbers burned beforehand for an outage or for the village."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from app.usecases.desk import Desk


class BlankSlip(msgspec.Struct, frozen=True):
    """One burned provisional number that waits for its dossier."""

    code: str
    burned: datetime
    by: str


def burn_blank_slips(desk: Desk, count: int) -> tuple[BlankSlip, ...]:
    """Burn `count` (1 to 50) provisional numbers; each is then printed on an empty form 01."""
    raise NotImplementedError


def unused_blank_slips(desk: Desk) -> tuple[BlankSlip, ...]:
    """List burned numbers that no dossier has used yet, oldest first."""
    raise NotImplementedError
