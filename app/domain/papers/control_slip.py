"""Mẫu 06 (cũ: 05): Phiếu kiểm soát quá trình giải quyết hồ sơ.

One row for each time that the dossier changed hands. Rows come from the history and are never
overwritten: one that was set aside later is still there, and says so.
"""

from collections.abc import Iterator

from app.domain.dossier import Dossier
from app.domain.events import (
    Forwarded,
    Recipient,
    Refused,
    ResultCorrected,
    ResultRecorded,
    ResultSigned,
    Returned,
    StepAssigned,
    StepSentBack,
)
from app.domain.history import Aside, Outcome, TimelineEntry
from app.domain.papers import wording
from app.domain.papers.content import of_dossier, rows_handed_in, signed_by
from app.domain.papers.template import Content, Row
from app.domain.papers.wording import Letterhead
from app.domain.reports.lifeline import life_line
from app.domain.states import State

HANDED = (
    Forwarded.kind,
    StepAssigned.kind,
    StepSentBack.kind,
    ResultRecorded.kind,
    ResultSigned.kind,
    Refused.kind,
    ResultCorrected.kind,
    Returned.kind,
)
DESK = "Bộ phận Một cửa"
_UNSETTLED = "Vướng mắc, chờ xử lý"
_NOT_COUNTED = "Không tính (đã xử lý vướng mắc)"


def control_slip(dossier: Dossier, office: Letterhead, *, copy: int = 1, qr: str = "") -> Content:
    """Say who had the dossier when, and whether each step was in time."""
    rows = list(_rows(dossier, office.desk_line or DESK))
    return of_dossier(dossier, office, at=dossier.accepted_at or 0, copy=copy, qr=qr) | {
        "papers": rows_handed_in(dossier),
        "given": tuple(row for is_result, row in rows if not is_result),
        "results": tuple(row for is_result, row in rows if is_result),
        "officer": dossier.accepted_by,
    }


def _rows(dossier: Dossier, desk: str) -> Iterator[tuple[bool, Row]]:
    """The hand-overs in their order; true for those on the way back (nhận kết quả)."""
    holder = desk
    for entry in dossier.timeline:
        mark = _mark(entry)
        if mark is None or entry.state is State.NOT_ACCEPTED:
            continue
        said = entry.said
        match said:
            case Forwarded():
                yield False, _row(dossier, entry, holder, _named(said.to), (said.note, mark))
                holder = _named(said.to)
            case StepAssigned() | StepSentBack():
                yield False, _row(dossier, entry, holder, said.to, (_step_note(said), mark))
                holder = said.to
            case ResultRecorded() | Refused() | ResultCorrected():
                row = _row(dossier, entry, holder, desk, (_result_note(said), mark))
                yield True, row | {"giver": signed_by(said.paper, "")}
                holder = desk
            case ResultSigned():
                row = _row(dossier, entry, said.signed_by, desk, (_signed_note(said), mark))
                yield True, row | {"giver": said.signed_by}
            case Returned():
                row = _row(dossier, entry, desk, said.receiver.name, (said.note, mark))
                yield True, row | {"taker": said.receiver.name, "giver": entry.by}
            case _:
                continue


def _mark(entry: TimelineEntry) -> str | None:
    """What a row says beside its note; None for what is no hand-over of this dossier."""
    match entry.outcome:
        case Outcome.APPLIED:
            return ""
        case Outcome.CONFLICT:
            return _UNSETTLED
        case _:
            return _NOT_COUNTED if entry.reason is Aside.SETTLED_OTHERWISE else None


def _row(
    dossier: Dossier, entry: TimelineEntry, giver: str, taker: str, notes: tuple[str, str]
) -> dict[str, str]:
    is_result = not isinstance(entry.said, Forwarded | StepAssigned | StepSentBack)
    return {
        "parties": f"1. Giao: {giver}\n2. Nhận: {taker}",
        "time": wording.moment(entry.happened_at),
        "giver": entry.by if not is_result else "",
        "taker": entry.by if is_result else "",
        "outcome": _outcome(dossier, entry),
        "note": "; ".join(note for note in notes if note),
    }


def _outcome(dossier: Dossier, entry: TimelineEntry) -> str:
    """In time or late, where the office's own time ends: at the result, or at its signature.

    When the citizen comes for it, or gets a mended one, says nothing about that.
    """
    match entry.said:
        case Refused() | ResultSigned() | ResultRecorded(awaits_signature=False):
            due = life_line(dossier).due_at(entry.happened_at)
            return wording.outcome(entry.happened_at, due)
        case _:
            return ""


def _signed_note(said: ResultSigned) -> str:
    """How it was signed, and its number."""
    how = "Ký số kết quả" if said.electronic else "Ký kết quả"
    return f"{how} số: {said.number}" if said.number else how


def _named(to: Recipient) -> str:
    return f"{to.unit} ({to.name})" if to.unit else to.name


def _step_note(said: StepAssigned | StepSentBack) -> str:
    """Which step it is, for whom it is done, or why it goes back."""
    if isinstance(said, StepSentBack):
        return f"Trả lại bước trước: {said.reason}"
    deputy = f"thay {said.deputy_for}" if said.deputy_for else ""
    return "; ".join(part for part in (said.step, deputy, said.note) if part)


def _result_note(said: ResultRecorded | Refused | ResultCorrected) -> str:
    """The numbers of what came out of it."""
    if isinstance(said, Refused):
        return "Từ chối giải quyết"
    name = "Kết quả đã sửa" if isinstance(said, ResultCorrected) else "Kết quả"
    numbers = "; ".join(one.number for one in said.results if one.number)
    told = f"{name} số: {numbers}" if numbers else name
    awaits = isinstance(said, ResultRecorded) and said.awaits_signature
    return f"{told}; chờ ký" if awaits else told
