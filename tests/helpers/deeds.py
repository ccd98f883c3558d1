"""Deeds about the office made by hand, for folds that take them ordered and judged."""

from app.domain.events import Payload
from app.domain.fold.office import Deed
from sync.protocol.event import Seen

ONE, TWO = "AAAAAAAAAA", "BBBBBBBBBB"


def a_deed(said: Payload, device: str = ONE, by: str = "Mai") -> Deed:
    """Said at that PC; the first of its epoch."""
    return Deed(
        id=f"{device}:E001:1",
        entity="entity",
        device=device,
        said=said,
        by=by,
        role="clerk",
        at=0,
        happened=0,
        clk="ok",
        position=None,
        name=Seen(device, "E001", 1, "00000000"),
    )
