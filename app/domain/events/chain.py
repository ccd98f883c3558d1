"""Dịch vụ liên thông: one visit, several services, one waiting for the result of another."""

from typing import ClassVar

from app.domain.events.payload import Payload
from app.domain.states import Act


class ChainedAfter(Payload, frozen=True, kw_only=True):
    """It waits for another dossier's result (khai sinh → thường trú → bảo hiểm y tế).

    `after` is the other dossier's id, `number` as people know it; an empty `after` ends the wait.
    """

    kind: ClassVar[str] = "office.chained_after"
    act: ClassVar[Act | None] = Act.CHAIN_AFTER

    after: str
    number: str = ""
    reason: str = ""
