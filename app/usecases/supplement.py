"""Yêu cầu bổ sung, hoàn thiện hồ sơ: asked once, in full (NĐ 118/2025, Điều 16(3), 19(5))."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from app.domain import deadline
from app.domain.dossier import Dossier
from app.domain.events import PaperRow, SupplementReceived, SupplementRequested
from app.domain.history import DossierVersion
from app.usecases.acceptance import versions
from app.usecases.desk import Desk
from app.usecases.processing import Decided, paper_of
from app.usecases.promises import restarted
from app.usecases.step import take


def request_supplement(
    desk: Desk,
    shown: DossierVersion,
    missing: Sequence[str],
    reason: str,
    *,
    decided: Decided | None = None,
) -> Dossier:
    """Stop the clock and say what is missing."""
    paper, eff = paper_of(decided)

    def ask(now: Dossier) -> SupplementRequested:
        close_after = closing_day(eff or desk.now())
        return now.request_supplement(missing, reason, close_after=close_after, paper=paper)

    return take(desk, shown, ask, eff)


def receive_supplement(
    desk: Desk,
    shown: DossierVersion,
    brought: Sequence[str],
    papers: Sequence[PaperRow] = (),
    *,
    images: Sequence[str] = (),
) -> Dossier:
    """Take in what the citizen brought to an accepted dossier: the clock starts anew from now.

    `papers` is the whole list as it stands now; empty: what was missing counts as handed in. A
    dossier that was only registered is accepted instead (`reception.complete_reception`). Of
    `images` only a picture came (a photo from Zalo): they wait to be compared with the originals.
    """

    def answer(now: Dossier) -> SupplementReceived:
        said = SupplementReceived(
            brought=tuple(brought),
            images=tuple(images),
            papers=tuple(papers) or None,
            promise=restarted(desk, now, desk.now()),
            versions=versions(desk),
        )
        return now.receive_supplement(said)

    return take(desk, shown, answer)


def close_unsupplemented(
    desk: Desk, shown: DossierVersion, reason: str, *, decided: Decided | None = None
) -> Dossier:
    """Đóng hồ sơ: 15 days have passed since the notice (Điều 19(5))."""
    paper, eff = paper_of(decided)
    today = desk.now().date()
    return take(desk, shown, lambda now: now.close_unsupplemented(reason, today, paper), eff)


def closing_day(notified: datetime) -> date:
    """Return the first day on which a dossier may be closed for lack of an answer."""
    return deadline.supplement_expires(notified) + timedelta(days=1)
