"""Danh sách mang theo: what waits for people of a village, and room for new matters."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

import msgspec

from app.domain.dossier import Dossier
from app.domain.papers.content import heading
from app.domain.papers.template import Content
from app.domain.papers.wording import Letterhead
from app.domain.rounds import Round
from app.domain.states import State


class TaskKind(StrEnum):
    """What waits for somebody in the village."""

    RETURN = "return"  # trả kết quả
    SUPPLEMENT = "supplement"  # nhận bổ sung
    DUTY = "duty"  # nghĩa vụ tài chính


_KINDS = {
    State.DONE: TaskKind.RETURN,
    State.SUPPLEMENT: TaskKind.SUPPLEMENT,
    State.FINANCIAL_DUTY: TaskKind.DUTY,
}
_WORDS = {
    TaskKind.RETURN: "Trả kết quả",
    TaskKind.SUPPLEMENT: "Nhận bổ sung",
    TaskKind.DUTY: "Nghĩa vụ tài chính",
}


class TakeAlong(NamedTuple):
    """What waits for people of a village, and how many more live nobody wrote down where."""

    tasks: tuple["RoundTask", ...] = ()
    without_village: int = 0


class RoundTask(msgspec.Struct, frozen=True, kw_only=True):
    """One matter to be settled in the village."""

    dossier_id: str
    kind: TaskKind
    code: str
    name: str
    hamlet: str
    phone: str
    what: str
    detail: str = ""


def task_of(dossier: Dossier) -> RoundTask | None:
    """What waits for the owner of this dossier, if anything does.

    A state that the province reported may come without its words.
    """
    kind, person = _KINDS.get(dossier.state), dossier.owned_by
    if kind is None or person is None:
        return None
    asked = dossier.supplements[-1].asked if dossier.supplements else None
    detail = {
        TaskKind.SUPPLEMENT: "; ".join(asked.missing) if asked else "",
        TaskKind.DUTY: dossier.duty.what if dossier.duty else "",
    }
    return RoundTask(
        dossier_id=dossier.id,
        kind=kind,
        code=dossier.official_code or dossier.number,
        name=person.name,
        hamlet=person.hamlet or "",
        phone=person.phone or "",
        what=dossier.procedure.short_name if dossier.procedure else "",
        detail=detail.get(kind, ""),
    )


def round_list(made: Round, tasks: Sequence[RoundTask], office: Letterhead, at: int) -> Content:
    """The list for a round, made at that moment (UTC milliseconds)."""
    return heading(office, at) | {
        "place": made.place,
        "days": _days(made),
        "team": made.team,
        "note": made.note,
        "total": f"{len(tasks):02d}",
        "rows": tuple(
            {
                "number": str(place),
                "name": task.name,
                "phone": task.phone,
                "code": task.code,
                "task": _WORDS[task.kind],
                "what": f"{task.what}: {task.detail}" if task.detail else task.what,
            }
            for place, task in enumerate(tasks, start=1)
        ),
    }


def _days(made: Round) -> str:
    first, last = (_day(one) for one in (made.first, made.last))
    return first if first == last else f"{first} đến {last}"


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}"
