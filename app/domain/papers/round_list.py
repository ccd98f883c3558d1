"""Danh sách mang theo: what waits for people of a village, and room for new matters."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from app.domain.papers.content import heading
from app.domain.papers.template import Content
from app.domain.papers.wording import Letterhead
from app.domain.rounds import Round


class TaskKind(StrEnum):
    """What waits for somebody in the village."""

    RETURN = "return"  # trả kết quả
    SUPPLEMENT = "supplement"  # nhận bổ sung
    DUTY = "duty"  # nghĩa vụ tài chính


_WORDS = {
    TaskKind.RETURN: "Trả kết quả",
    TaskKind.SUPPLEMENT: "Nhận bổ sung",
    TaskKind.DUTY: "Nghĩa vụ tài chính",
}


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
