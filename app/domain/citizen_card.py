"""The text in the QR code of an ID card (thẻ Căn cước), read tolerantly and checked.

The card shows the old three-level address: it is not today's commune (`app.domain.place` asks).
Checks of the number are warnings, never hard blocks (TT 59/2021/TT-BCA, Điều 4).
"""

from typing import Literal

import msgspec

Sex = Literal["Nam", "Nữ"]


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What a card says; what it does not say is None. Dates are ISO text. `warnings` are codes."""

    id: str
    old_id: str | None = None
    name: str | None = None
    birth_date: str | None = None
    sex: Sex | None = None
    address: str | None = None
    issued: str | None = None
    warnings: tuple[str, ...] = ()


def read(text: str) -> Card:
    """Read a card's text as a scanner gave it; raises `RuleViolation` with what it is instead."""
    raise NotImplementedError


def check_number(
    number: str, birth_date: str | None = None, sex: str | None = None
) -> tuple[str, ...]:
    """Codes of what does not fit in a personal number (số định danh); empty when all does."""
    raise NotImplementedError
