"""How far an event has travelled: four honest levels, each with its proof."""

from __future__ import annotations

from enum import IntEnum


class Level(IntEnum):
    """L0 here, L1 at the commune's server, L2 at the province's gateway, L3 recorded there."""

    SAVED_HERE = 0
    COMMUNE_SERVER = 1
    PROVINCE_GATEWAY = 2
    PROVINCE_RECORDED = 3
