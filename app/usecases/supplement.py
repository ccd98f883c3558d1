"""Yêu cầu bổ sung, hoàn thiện hồ sơ: asked once, in full (NĐ 118/2025, Điều 16(3), 19(5))."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.dossier import Dossier, DossierVersion
    from app.usecases.desk import Desk
    from app.usecases.processing import Decided
    from app.usecases.reception import PaperLine


def request_supplement(
    desk: Desk,
    shown: DossierVersion,
    missing: Sequence[str],
    reason: str,
    *,
    decided: Decided | None = None,
) -> Dossier:
    """Stop the clock and say what is missing."""
    raise NotImplementedError


def receive_supplement(
    desk: Desk, shown: DossierVersion, brought: Sequence[PaperLine], *, note: str = ""
) -> Dossier:
    """Take in what the citizen brought: the clock starts anew from now (Điều 19(5))."""
    raise NotImplementedError


def close_unsupplemented(desk: Desk, shown: DossierVersion, reason: str) -> Dossier:
    """Đóng hồ sơ: 15 days have passed since the notice (Điều 19(5))."""
    raise NotImplementedError
