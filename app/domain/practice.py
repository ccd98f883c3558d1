"""Luyện tập: which work was asked for, and what of it the practice office's events say was done.

The practice office belongs to a commune that does not exist, so that nothing of it can be taken
for an official number or come in at a gateway.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import msgspec

COMMUNE: Final = "00000"
"""The code of no commune."""
MARK: Final = "LUYỆN TẬP - KHÔNG CÓ GIÁ TRỊ"
"""On everything that leaves the practice office."""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One work to practise: what to do step by step, and the events that show that it was done.

    Each of `kinds` must have happened to one and the same dossier (or thing of the office); with a
    `procedure` (code) only dossiers of it count. Where one of `unless` happened too it was another
    work: Làm ngay takes the fee and hands over by itself.
    """

    id: str
    title: str
    steps: tuple[str, ...]
    kinds: tuple[str, ...]
    unless: tuple[str, ...] = ()
    procedure: str = ""
    page: str = ""


class Seen(NamedTuple):
    """What the practising officer did: the kind of the event, of which procedure, to what."""

    kind: str
    procedure: str = ""
    entity: str = ""


class Progress(NamedTuple):
    """The tasks in order, those that are done, and the one to do next; None when all are."""

    tasks: tuple[Task, ...]
    done: frozenset[str]
    current: Task | None


def is_done(task: Task, seen: Iterable[Seen]) -> bool:
    """Whether everything that the task asks for has happened to one thing, and nothing else."""
    happened: defaultdict[str, set[str]] = defaultdict(set)
    for one in seen:
        if task.procedure in {"", one.procedure}:
            happened[one.entity].add(one.kind)
    asked, other = set(task.kinds), set(task.unless)
    return any(asked <= kinds and not other & kinds for kinds in happened.values())


def progress(tasks: Sequence[Task], seen: Sequence[Seen]) -> Progress:
    """How far one has come; what is done counts in whatever order it was done."""
    done = frozenset(task.id for task in tasks if is_done(task, seen))
    current = next((task for task in tasks if task.id not in done), None)
    return Progress(tuple(tasks), done, current)
