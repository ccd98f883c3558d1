"""The catalogue's source lines: read, counted, and asked what is unsure in them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from app.domain.errors import RuleViolation
from app.domain.procedure import (
    NATIONAL,
    Channel,
    ComponentDocument,
    Limit,
    Procedure,
    ProcedureResult,
    Unit,
    check_limit,
)
from app.domain.procedure_search import Entry, entry
from app.domain.text import clean
from app.system import durable
from sync.protocol.canonical import UNREADABLE

PROCEDURES = "procedures.jsonl"
SAID = "said.json"


class _Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line as it is written."""

    code: str
    name: str
    short_name: str
    field: str
    agency: str
    scope: str
    channels: dict[Channel, Limit]
    same_day: bool
    fee_vnd: int | None
    fee_note: str
    results: tuple[ProcedureResult, ...]
    papers: tuple[ComponentDocument, ...]
    legal_basis: str
    limit_source: str
    notes: str


class Unsure(msgspec.Struct, frozen=True):
    """A fact that somebody should look at before relying on it."""

    code: str
    what: str
    detail: str = ""


def read(folder: Path) -> tuple[tuple[Procedure, ...], tuple[Entry, ...]]:
    """The procedures of a source folder and their index entries; raises `RuleViolation`."""
    said = _said(folder / SAID)
    lines = (folder / PROCEDURES).read_bytes().splitlines()
    procedures = tuple(_procedure(line, number) for number, line in enumerate(lines, 1))
    repeated = [code for code, n in Counter(one.code for one in procedures).items() if n > 1]
    if repeated:
        raise RuleViolation("source_code_twice", ", ".join(repeated))
    unknown = said.keys() - {one.code for one in procedures}
    if unknown:
        raise RuleViolation("source_unreadable", f"{SAID}: {', '.join(sorted(unknown))}")
    return procedures, tuple(entry(one, said.get(one.code, ())) for one in procedures)


def write(folder: Path, procedures: Sequence[Procedure], said: Mapping[str, Sequence[str]]) -> None:
    """The reverse of `read`; other words of a procedure that is not among them are left out."""
    folder.mkdir(parents=True, exist_ok=True)
    codes = {one.code for one in procedures}
    others = {code: phrases for code, phrases in sorted(said.items()) if code in codes}
    lines = (msgspec.json.encode(_line(one)) + b"\n" for one in procedures)
    durable.replace(folder / PROCEDURES, b"".join(lines))
    durable.replace(folder / SAID, msgspec.json.format(msgspec.json.encode(others)) + b"\n")


def counts(procedures: Sequence[Procedure]) -> dict[str, int]:
    """What is in it, in figures."""
    return {
        "procedures": len(procedures),
        "with_limit": sum(bool(one.limits) for one in procedures),
        "with_papers": sum(bool(one.papers) for one in procedures),
        "papers": sum(len(one.papers) for one in procedures),
        "provincial": sum(one.scope != NATIONAL for one in procedures),
        "with_fee": sum(one.fee_vnd is not None for one in procedures),
    }


def unsure(procedures: Sequence[Procedure]) -> tuple[Unsure, ...]:
    """What is missing, rests on memory, or differs by channel."""
    found: list[Unsure] = []
    for one in procedures:
        checks = {
            "limit_missing": not one.limits,
            "papers_missing": not one.papers,
            "limit_from_memory": one.limit_source == "law from memory",
            "limit_differs_by_channel": len(set(one.limits.values())) > 1,
        }
        found += [Unsure(one.code, what, one.notes) for what, is_so in checks.items() if is_so]
    return tuple(found)


def _procedure(line: bytes, number: int) -> Procedure:
    """One line as a record, its text made clean."""
    try:
        read = msgspec.json.decode(line, type=_Line)
    except UNREADABLE as error:
        raise RuleViolation("source_unreadable", f"line {number}: {error}") from error
    for limit in read.channels.values():
        check_limit(limit)
    values: dict[str, Any] = {
        name: clean(value) if isinstance(value, str) else value
        for name, value in msgspec.structs.asdict(read).items()
        if name not in ("channels", "same_day")
    }
    return Procedure(**values, limits=read.channels)


def _line(one: Procedure) -> _Line:
    """A record as it is written."""
    values = msgspec.structs.asdict(one)
    for name in ("limits", "valid_from", "valid_to"):
        values.pop(name)
    is_same_day = any(limit.unit is Unit.SAME_DAY for limit in one.limits.values())
    return _Line(**values, channels=dict(one.limits), same_day=is_same_day)


def _said(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Other words by code, where the folder has them."""
    if not path.exists():
        return {}
    return msgspec.json.decode(path.read_bytes(), type=dict[str, tuple[str, ...]])
