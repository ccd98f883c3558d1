"""Choosing a procedure: by what people say, by pins, and with what the office set for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.domain.procedure import Override, Procedure

if TYPE_CHECKING:
    from app.usecases.desk import Desk


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
    """Find procedures valid today in this province; with empty text: pins, then the most used."""
    raise NotImplementedError


def procedure(desk: Desk, code: str) -> Procedure:
    """Return the procedure as it stands today in this office (overrides applied)."""
    raise NotImplementedError


def pinned(desk: Desk) -> tuple[ProcedureRow, ...]:
    """List the pinned procedures in their order."""
    raise NotImplementedError


def pin(desk: Desk, code: str, *, on: bool) -> None:
    """Pin a procedure to the first screen or take it off."""
    raise NotImplementedError


def override_procedure(desk: Desk, override: Override) -> None:
    """Set the office's own limit, papers or fee: who approved it, when, by what paper."""
    raise NotImplementedError
