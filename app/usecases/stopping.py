"""Ends without a result: refusal (Mẫu 03) and withdrawal by the citizen (Mẫu 05; Điều 21)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.dossier import Dossier, DossierVersion
    from app.usecases.desk import Desk
    from app.usecases.processing import Decided


def refuse(
    desk: Desk, shown: DossierVersion, reason: str, *, decided: Decided | None = None
) -> Dossier:
    """Từ chối tiếp nhận, giải quyết: a reason that a person understands."""
    raise NotImplementedError


def withdraw(desk: Desk, shown: DossierVersion, reason: str, *, papers_given_back: str) -> Dossier:
    """Công dân yêu cầu rút hồ sơ."""
    raise NotImplementedError
