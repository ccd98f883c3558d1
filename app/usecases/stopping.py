"""Ends without a result: refusal (Mẫu 03) and withdrawal by the citizen (Mẫu 05; Điều 21)."""

from collections.abc import Sequence

from app.domain.dossier import Dossier
from app.domain.history import DossierVersion
from app.usecases.desk import Desk
from app.usecases.processing import Decided, paper_of
from app.usecases.step import take


def refuse(
    desk: Desk, shown: DossierVersion, reason: str, *, decided: Decided | None = None
) -> Dossier:
    """Từ chối tiếp nhận, giải quyết: a reason that a person understands."""
    paper, eff = paper_of(decided)
    return take(desk, shown, lambda now: now.refuse(reason, paper=paper), eff)


def withdraw(
    desk: Desk, shown: DossierVersion, reason: str, papers_given_back: Sequence[str] = ()
) -> Dossier:
    """Công dân yêu cầu rút hồ sơ."""
    return take(desk, shown, lambda now: now.withdraw(reason, papers_returned=papers_given_back))
