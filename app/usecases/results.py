"""Kết quả giải quyết: recording it, also when signed on paper, and handing it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.domain.events import IssuedPaper, Receiver

if TYPE_CHECKING:
    from app.domain.dossier import Dossier, DossierVersion
    from app.usecases.desk import Desk
    from app.usecases.processing import Decided


class HandOver(msgspec.Struct, frozen=True, kw_only=True):
    """Who takes the result away, and with what."""

    receiver: Receiver | None = None
    """`None`: the submitter himself."""
    slip_lost: bool = False
    """Mất giấy hẹn: found by person and ID; said so on the receipt."""
    id_checked: bool = False
    originals_returned: bool = False
    by_post: bool = False
    note: str = ""


def record_result(
    desk: Desk,
    shown: DossierVersion,
    papers: tuple[IssuedPaper, ...],
    *,
    decided: Decided | None = None,
) -> Dossier:
    """Write down that the result exists (state 9); `decided`: a leader signed it outside."""
    raise NotImplementedError


def return_result(desk: Desk, shown: DossierVersion, hand_over: HandOver) -> Dossier:
    """Trả kết quả (state 10; Điều 22)."""
    raise NotImplementedError
