"""Kết quả giải quyết: recording it, also when signed on paper, and handing it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.domain.person import Person

if TYPE_CHECKING:
    from app.domain.dossier import Dossier, DossierVersion
    from app.usecases.desk import Desk
    from app.usecases.processing import OnPaper


class ResultPaper(msgspec.Struct, frozen=True):
    """One paper of the result."""

    name: str
    number: str = ""
    issued: str = ""
    """ISO date on the paper."""
    signed_by: str = ""
    copies: int = 1


class HandOver(msgspec.Struct, frozen=True, kw_only=True):
    """Who takes the result away, and with what."""

    receiver: Person | None = None
    """`None`: the submitter himself."""
    relation: str = ""
    authorisation: str = ""
    lost_slip: bool = False
    """Mất giấy hẹn: found by person and ID; said so on the receipt."""
    method: str = "counter"
    """`counter`, `post` or `online`."""
    rating: str = ""
    """`very_satisfied`, `satisfied`, `unsatisfied` or empty."""
    note: str = ""


def record_result(
    desk: Desk,
    shown: DossierVersion,
    papers: tuple[ResultPaper, ...],
    *,
    on_paper: OnPaper | None = None,
) -> Dossier:
    """Write down that the result exists (state 9); `on_paper`: a leader signed it outside."""
    raise NotImplementedError


def return_result(desk: Desk, shown: DossierVersion, hand_over: HandOver) -> Dossier:
    """Trả kết quả (state 10; Điều 22)."""
    raise NotImplementedError
