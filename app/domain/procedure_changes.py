"""What another catalogue tells of procedures: laid over ours, and the difference said.

Only what was told and could be read replaces anything; the rest stays as it is (thủ tục hành chính
được công bố, sửa đổi, bãi bỏ). What the office set for itself is not touched: it lies above.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

from app.domain.procedure import (
    Channel,
    ComponentDocument,
    Limit,
    Procedure,
    ProcedureResult,
)
from app.domain.text import clean, fold

_CHANNEL = "channel"  # limit_source: told for each channel


class Aspect(StrEnum):
    """What of a procedure differs."""

    NEW = "new"
    ENDED = "ended"
    NAME = "name"
    FIELD = "field"
    AGENCY = "agency"
    LIMIT = "limit"
    PAPER_ADDED = "paper_added"
    PAPER_REMOVED = "paper_removed"
    PAPER_COUNT = "paper_count"
    PAPER_FORM = "paper_form"
    PAPER_CASE = "paper_case"
    FEE = "fee"
    FEE_NOTE = "fee_note"
    RESULTS = "results"
    LEGAL_BASIS = "legal_basis"


class Counts(msgspec.Struct, frozen=True):
    """How many of a paper are handed in (số bản chính, số bản sao)."""

    originals: int
    copies: int


Value = Limit | Counts | int | str | None


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """One difference; `subject` is the channel or the paper that it is about."""

    code: str
    aspect: Aspect
    subject: str = ""
    before: Value = None
    after: Value = None


class Unread(msgspec.Struct, frozen=True):
    """Something that was told and could not be read, and why: it stays as it is."""

    code: str
    about: str
    why: str


class ToldPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A paper as it was told; a count is None where it is no number."""

    name: str
    when: str | None = None
    form: str | None = None
    originals: int | None = None
    copies: int | None = None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What was told of one procedure; None and "" say that nothing readable was.

    `limits` names every channel that was told; its limit is None where it could not be read.
    """

    code: str
    is_ended: bool = False
    is_for_communes: bool | None = None
    name: str = ""
    fields: tuple[str, ...] = ()
    agency: str = ""
    limits: Mapping[Channel, Limit | None] | None = None
    papers: tuple[ToldPaper, ...] | None = None
    fee_vnd: int | None = None
    fee_note: str = ""
    results: tuple[ProcedureResult, ...] | None = None
    legal_basis: str = ""
    unread: tuple[Unread, ...] = ()


class Refresh(msgspec.Struct, frozen=True, kw_only=True):
    """The catalogue as it would be, and what differs from the one that is installed."""

    procedures: tuple[Procedure, ...]
    changes: tuple[Change, ...]
    unread: tuple[Unread, ...] = ()
    elsewhere: int = 0
    """New procedures that no commune settles: left out."""


def refreshed(installed: Sequence[Procedure], told: Iterable[Told], scope: str) -> Refresh:
    """Lay what was told over the installed catalogue; what was not told of stays.

    A new procedure belongs to `scope`, the province whose system told of it.
    """
    told = tuple(told)
    by_code = {one.code: one for one in told}
    kept: list[Procedure] = []
    changes: list[Change] = []
    for ours in installed:
        said = by_code.pop(ours.code, None)
        if said is not None and said.is_ended:
            changes.append(Change(ours.code, Aspect.ENDED, before=ours.name))
            continue
        theirs = laid_over(ours, said) if said is not None else ours
        kept.append(theirs)
        changes += compared(ours, theirs)
    unknown = [by_code[code] for code in sorted(by_code) if not by_code[code].is_ended]
    new = [one for one in unknown if one.name and one.is_for_communes is not False]
    for said in new:
        bare = Procedure(said.code, said.name, short_name=said.name, scope=scope)
        kept.append(laid_over(bare, said))
        changes.append(Change(said.code, Aspect.NEW, after=said.name))
    return Refresh(
        procedures=tuple(kept),
        changes=tuple(changes),
        unread=_unread({one.code for one in kept}, told),
        elsewhere=sum(one.is_for_communes is False for one in unknown),
    )


def laid_over(ours: Procedure, told: Told) -> Procedure:
    """The record with everything that was told readably instead of what stood there."""
    limits = _limits(ours, told)
    is_same_field = any(fold(one) == fold(ours.field) for one in told.fields)
    return msgspec.structs.replace(
        ours,
        name=told.name or ours.name,
        field=ours.field if is_same_field or not told.fields else told.fields[0],
        agency=told.agency or ours.agency,
        limits=limits,
        limit_source=ours.limit_source if limits == ours.limits else _CHANNEL,
        papers=ours.papers if told.papers is None else _papers(ours.papers, told.papers),
        fee_vnd=ours.fee_vnd if told.fee_vnd is None else told.fee_vnd,
        fee_note=told.fee_note or ours.fee_note,
        results=_results(ours.results, told.results),
        legal_basis=told.legal_basis or ours.legal_basis,
    )


def compared(before: Procedure, after: Procedure) -> list[Change]:
    """What differs between two records of one procedure."""
    code = before.code
    pairs = (
        (Aspect.NAME, before.name, after.name),
        (Aspect.FIELD, before.field, after.field),
        (Aspect.AGENCY, before.agency, after.agency),
        (Aspect.FEE, before.fee_vnd, after.fee_vnd),
        (Aspect.FEE_NOTE, before.fee_note, after.fee_note),
        (Aspect.RESULTS, _named(before.results), _named(after.results)),
        (Aspect.LEGAL_BASIS, before.legal_basis, after.legal_basis),
    )
    found = [Change(code, aspect, "", old, new) for aspect, old, new in pairs if old != new]
    for channel in Channel:
        old_limit, new_limit = before.limit(channel), after.limit(channel)
        if old_limit != new_limit:
            found.append(Change(code, Aspect.LIMIT, channel, old_limit, new_limit))
    return found + _compared_papers(code, before.papers, after.papers)


def _compared_papers(
    code: str, before: Sequence[ComponentDocument], after: Sequence[ComponentDocument]
) -> list[Change]:
    found: list[Change] = []
    partners, gone = _partners(before, after)
    for old, new in zip(partners, after, strict=True):
        if old is None:
            found.append(Change(code, Aspect.PAPER_ADDED, new.name, after=_counts(new)))
            continue
        pairs = (
            (Aspect.PAPER_COUNT, _counts(old), _counts(new)),
            (Aspect.PAPER_FORM, old.form, new.form),
            (Aspect.PAPER_CASE, old.when, new.when),
        )
        found += [Change(code, what, new.name, was, now) for what, was, now in pairs if was != now]
    return found + [Change(code, Aspect.PAPER_REMOVED, one.name, _counts(one)) for one in gone]


def _unread(codes: set[str], told: Iterable[Told]) -> tuple[Unread, ...]:
    """About these procedures, or about one that is not even named."""
    about = [one for one in told if one.code in codes or not (one.name or one.is_ended)]
    return tuple(unread for one in about for unread in one.unread)


def _limits(ours: Procedure, told: Told) -> Mapping[Channel, Limit]:
    """By channel; what could not be read stays, a channel that is not told any more ends."""
    if told.limits is None:
        return ours.limits
    merged = {channel: limit or ours.limit(channel) for channel, limit in told.limits.items()}
    return {channel: limit for channel in Channel if (limit := merged.get(channel)) is not None}


def _papers(
    ours: Sequence[ComponentDocument], told: Sequence[ToldPaper]
) -> tuple[ComponentDocument, ...]:
    """As told; how a paper is handed in (nộp, xuất trình) is ours, no catalogue tells it."""
    partners, _gone = _partners(ours, told)
    return tuple(
        _paper(partner or ComponentDocument(one.name), one)
        for partner, one in zip(partners, told, strict=True)
    )


def _paper(ours: ComponentDocument, told: ToldPaper) -> ComponentDocument:
    return msgspec.structs.replace(
        ours,
        form=told.form or ours.form,
        originals=ours.originals if told.originals is None else told.originals,
        copies=ours.copies if told.copies is None else told.copies,
        when=told.when or ours.when,
    )


_Theirs = TypeVar("_Theirs", ComponentDocument, ToldPaper)


def _partners(
    ours: Sequence[ComponentDocument], theirs: Sequence[_Theirs]
) -> tuple[list[ComponentDocument | None], list[ComponentDocument]]:
    """For each of theirs the same paper of ours: same case first, else same name; then the rest."""
    left = list(ours)
    found: dict[int, ComponentDocument] = {}
    for key in _KEYS:
        for place, one in enumerate(theirs):
            if place in found:
                continue
            partner = next((own for own in left if key(own) == key(one)), None)
            if partner is not None:
                found[place] = partner
                left.remove(partner)
    return [found.get(place) for place in range(len(theirs))], left


def _name_and_case(paper: Any) -> tuple[str, str]:  # noqa: ANN401 - ours or theirs
    return fold(paper.name), fold(paper.when or "")


def _name(paper: Any) -> tuple[str, str]:  # noqa: ANN401 - ours or theirs
    return fold(paper.name), ""


_KEYS: tuple[Callable[[Any], tuple[str, str]], ...] = (_name_and_case, _name)


def _counts(paper: ComponentDocument) -> Counts:
    return Counts(paper.originals, paper.copies)


def _results(
    ours: tuple[ProcedureResult, ...], told: tuple[ProcedureResult, ...] | None
) -> tuple[ProcedureResult, ...]:
    return ours if told is None or _named(told) == _named(ours) else told


def _named(results: Sequence[ProcedureResult]) -> str:
    return "; ".join(f"{clean(one.name)} [{one.code or ''}]" for one in results)
