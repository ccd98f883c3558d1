"""Choosing a procedure: by what people say, by pins, and with what the office set for itself."""

from collections.abc import Iterable

import msgspec

from app.domain.events import ProcedureOverridden
from app.domain.procedure import Override, Procedure, check_override
from app.domain.procedure_search import Entry
from app.usecases.desk import Desk

_OVERRIDE = "procedure"


class ProcedureRow(msgspec.Struct, frozen=True):
    """A procedure as offered in a list."""

    code: str
    short_name: str
    name: str
    field: str
    pinned: bool
    has_limit: bool
    has_papers: bool


def search_procedures(desk: Desk, text: str, limit: int = 12) -> tuple[ProcedureRow, ...]:
    """Find procedures valid today in this province; with empty text: the pins, then all."""
    province = desk.office.province_name
    if text.strip():
        return _rows(desk, desk.catalogue.search(text, province, limit))
    every = desk.catalogue.entries(province)
    first = {code: place for place, code in enumerate(_pins(desk))}
    ordered = sorted(every, key=lambda entry: first.get(entry.code, len(first)))
    return _rows(desk, ordered[:limit])


def procedure(desk: Desk, code: str) -> Procedure:
    """Return the procedure as it stands today in this office (overrides applied)."""
    return desk.catalogue.procedure(code, desk.now().date())


def pinned(desk: Desk) -> tuple[ProcedureRow, ...]:
    """List the pinned procedures in their order; one that exists no more is left out."""
    found = {entry.code: entry for entry in desk.catalogue.entries(desk.office.province_name)}
    return _rows(desk, [found[code] for code in _pins(desk) if code in found])


def pin(desk: Desk, code: str, *, on: bool) -> None:
    """Pin a procedure to the officer's first screen or take it off."""
    others = [pinned_code for pinned_code in _pins(desk) if pinned_code != code]
    desk.store.preferences.pin(desk.officer.id, [*others, code] if on else others)


def override_procedure(desk: Desk, override: Override) -> None:
    """Set the office's own limit, papers or fee: who approved it, when, by what paper."""
    said = ProcedureOverridden(override=check_override(override))
    desk.catalogue.procedure(override.code)
    with desk.store.act(by=desk.officer) as act:
        act.record_office(act.new_id(), _OVERRIDE, said)
    desk.catalogue.overrides = (*desk.catalogue.overrides, override)


def overrides_of(desk: Desk) -> tuple[Override, ...]:
    """Return what the office has set for itself so far, oldest first."""
    said = (fact.said for fact in desk.store.reader().facts(_OVERRIDE))
    return tuple(one.override for one in said if isinstance(one, ProcedureOverridden))


def _pins(desk: Desk) -> list[str]:
    return desk.store.reader().preferences.pins(desk.officer.id)


def _rows(desk: Desk, entries: Iterable[Entry]) -> tuple[ProcedureRow, ...]:
    pins = frozenset(_pins(desk))
    return tuple(
        ProcedureRow(
            code=entry.code,
            short_name=entry.short_name or entry.name,
            name=entry.name,
            field=entry.field,
            pinned=entry.code in pins,
            has_limit=entry.has_limit,
            has_papers=entry.has_papers,
        )
        for entry in entries
    )
