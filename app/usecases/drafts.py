"""Drafts: what was typed and not yet taken in; saved as one types, kept over a power cut."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from app.usecases.desk import Desk
    from app.usecases.reception import ReceptionForm


class DraftRow(msgspec.Struct, frozen=True):
    """One draft in the list."""

    id: str
    title: str
    saved: datetime
    by: str


def save_draft(desk: Desk, form: ReceptionForm, draft_id: str = "") -> str:
    """Save what is typed under this draft (a new one when empty) and return its id."""
    raise NotImplementedError


def load_draft(desk: Desk, draft_id: str) -> ReceptionForm:
    """Return the form as it was typed; raises `RuleViolation("draft_gone")`."""
    raise NotImplementedError


def drafts(desk: Desk) -> tuple[DraftRow, ...]:
    """List the counter's drafts, newest first."""
    raise NotImplementedError


def discard_draft(desk: Desk, draft_id: str) -> None:
    """Throw a draft away; one that is gone already is no error."""
    raise NotImplementedError
