"""Inside the commune: steps and owners, opinions, signatures, faults, archive, proposals."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from app.domain import deadline
from app.domain.dossier import Dossier
from app.domain.events import (
    Archived,
    ConsultationAnswered,
    ConsultationAsked,
    HeadNotified,
    IssuedPaper,
    MendedReturned,
    ResultCorrected,
    ResultFaultFound,
    ResultSigned,
    StepAssigned,
)
from app.domain.history import DossierVersion
from app.domain.states import Act
from app.domain.text import clean
from app.system.clock import milliseconds
from app.usecases.desk import Desk
from app.usecases.processing import Decided, paper_of
from app.usecases.results import HandOver, submitter_of
from app.usecases.step import take
from app.usecases.terms import working_time


class Step(NamedTuple):
    """A step of the commune's own procedure, and who does it until when."""

    to: str
    name: str = ""
    due: datetime | None = None
    deputy_for: str = ""


class Opinion(NamedTuple):
    """What is asked of whom, until when."""

    whom: str
    what: str
    due: datetime
    number: str = ""


class Mending(NamedTuple):
    """The papers that take the place of the wrong ones, what that cost and who pays it."""

    papers: Sequence[IssuedPaper]
    note: str = ""
    cost: int = 0
    paid_by: str = ""


def assign(desk: Desk, shown: DossierVersion, step: Step) -> Dossier:
    """Phân công người thụ lý; to oneself it is taking over."""
    said = StepAssigned(
        to=clean(step.to),
        step=clean(step.name),
        due=milliseconds(step.due) if step.due else None,
        deputy_for=clean(step.deputy_for),
    )
    return take(desk, shown, lambda now: now.assign(said))


def send_back(desk: Desk, shown: DossierVersion, to: str, reason: str) -> Dossier:
    """Trả lại bước trước."""
    return take(desk, shown, lambda now: now.send_back(to, reason))


def consult(desk: Desk, shown: DossierVersion, opinion: Opinion) -> Dossier:
    """Lấy ý kiến (Điều 19(4)): whom, what, until when."""
    said = ConsultationAsked(
        whom=clean(opinion.whom),
        what=clean(opinion.what),
        due=milliseconds(opinion.due),
        number=clean(opinion.number),
    )
    return take(desk, shown, lambda now: now.consult(said))


def answer_consultation(
    desk: Desk, shown: DossierVersion, asked: str, answer: str, number: str = ""
) -> Dossier:
    """Write the opinion down that came."""
    said = ConsultationAnswered(
        asked=asked,
        answer=clean(answer),
        number=clean(number),
        date=desk.now().date().isoformat(),
    )
    return take(desk, shown, lambda now: now.answer_consultation(said))


def notify_head(
    desk: Desk, shown: DossierVersion, asked: str, whom: str, note: str = ""
) -> Dossier:
    """Báo người đứng đầu Một cửa: an opinion is late (Điều 19(4))."""
    said = HeadNotified(asked=asked, whom=clean(whom), note=clean(note))
    at = milliseconds(desk.now())
    return take(desk, shown, lambda now: now.notify_head(said, at))


def wish_supplement(
    desk: Desk, shown: DossierVersion, missing: Sequence[str], reason: str
) -> Dossier:
    """Yêu cầu một cửa bổ sung: the desk then asks the citizen, once."""
    return take(desk, shown, lambda now: now.wish_supplement(missing, reason))


def compare_originals(desk: Desk, shown: DossierVersion, papers: Sequence[str]) -> Dossier:
    """Đã đối chiếu bản chính of what came as a picture."""
    return take(desk, shown, lambda now: now.compare_originals(papers))


def sign_result(
    desk: Desk, shown: DossierVersion, signed_by: str, *, electronic: bool, number: str = ""
) -> Dossier:
    """Write down that the result was signed: it may be handed over now."""
    said = ResultSigned(
        signed_by=clean(signed_by),
        electronic=electronic,
        number=clean(number),
        date=desk.now().date().isoformat(),
    )
    return take(desk, shown, lambda now: now.sign_result(said))


def find_fault(desk: Desk, shown: DossierVersion, what: str, found_by: str = "") -> Dossier:
    """Kết quả sai sót do cán bộ: mended within 3 working days (Điều 23)."""
    due = deadline.mend_by(desk.now(), working_time(desk))
    said = ResultFaultFound(what=clean(what), due=milliseconds(due), found_by=clean(found_by))
    return take(desk, shown, lambda now: now.find_fault(said))


def correct_result(
    desk: Desk, shown: DossierVersion, mending: Mending, *, decided: Decided | None = None
) -> Dossier:
    """Put the mended result in the place of the wrong one; whose fault it was pays (Điều 23)."""
    paper, eff = paper_of(decided)
    said = ResultCorrected(
        results=tuple(mending.papers),
        note=clean(mending.note),
        cost=mending.cost,
        paid_by=clean(mending.paid_by),
        paper=paper,
    )
    return take(desk, shown, lambda now: now.correct_result(said), eff)


def return_mended(
    desk: Desk, shown: DossierVersion, hand_over: HandOver, *, wrong_taken_back: bool
) -> Dossier:
    """Trả kết quả đã sửa, in place of the wrong one (Điều 23)."""

    def hand(now: Dossier) -> MendedReturned:
        return now.return_mended(
            MendedReturned(
                receiver=hand_over.receiver or submitter_of(now),
                wrong_taken_back=wrong_taken_back,
                by_post=hand_over.by_post,
                note=hand_over.note,
            )
        )

    return take(desk, shown, hand)


def archive(
    desk: Desk, shown: DossierVersion, where: str, mark: str = "", keep: str = ""
) -> Dossier:
    """Lưu hồ sơ: where it stands, under which mark, kept how long."""
    said = Archived(where=clean(where), mark=clean(mark), keep=clean(keep))
    return take(desk, shown, lambda now: now.archive(said))


def propose(desk: Desk, shown: DossierVersion, wish: Act, reason: str) -> Dossier:
    """Đề nghị nơi đang giải quyết: it moves nothing until the province's system reports."""
    return take(desk, shown, lambda now: now.propose(wish, reason))
