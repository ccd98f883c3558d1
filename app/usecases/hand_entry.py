"""Nhập lên hệ thống tỉnh: where the province opens no interface, officers type into its portal.

What waits is what the province's system has not recorded, by legal deadline; the first entry types
the whole dossier and the official code back, a later one only what was done since.
"""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from app.domain import hand_entry
from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import EnteredByHand, Payload, to_payload
from app.domain.hand_entry import Filled, Form
from app.domain.history import DossierVersion, TimelineEntry
from app.domain.numbering import Official
from app.domain.provincial import act_of_entry, owed, standing
from app.domain.states import Act, State
from app.store.projections.imports import Codes
from app.store.projections.provincial import OwedToProvince
from app.system.paths import resources
from app.usecases.desk import Desk
from app.usecases.promises import office_time
from app.usecases.staff import hidden_dossiers
from app.usecases.step import take

MOST = 1000
OWN_FORM = "hand_entry.json"
"""A province's own order of fields, laid into the profile's folder."""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A dossier that is to be typed in, or typed in again; `refused` is why a system would not."""

    id: str
    code: str
    owner: str
    procedure: str
    state: State
    due: datetime | None
    since: datetime
    is_known_there: bool
    refused: str = ""


class Done(msgspec.Struct, frozen=True):
    """One act that the province's system lacks; `facts` is what it said, by payload field."""

    kind: str
    at: datetime
    state: State
    facts: tuple[tuple[str, object], ...] = ()


class EntrySheet(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be copied for one dossier, and up to which event."""

    id: str
    version: DossierVersion
    code: str  # as the citizen knows it
    official_code: str
    owner: str
    state: State
    is_known_there: bool
    up_to: str
    covers: tuple[str, ...] = ()
    fields: tuple[Filled, ...] = ()
    done: tuple[Done, ...] = ()


def waiting(desk: Desk) -> tuple[Waiting, ...]:
    """Everything that waits, the nearest legal deadline first; other agencies' left out."""
    reader = desk.store.reader()
    rows = reader.topic(OwedToProvince).everything(MOST)
    hidden = hidden_dossiers(desk, reader, [row.id for row in rows])
    return tuple(
        Waiting(
            id=row.id,
            code=row.code,
            owner=row.owner,
            procedure=row.procedure_name,
            state=State(row.state),
            due=office_time(row.due) if row.due is not None else None,
            since=office_time(row.since),
            is_known_there=row.recorded,
            refused=row.refused,
        )
        for row in rows
        if row.id not in hidden
    )


def entry_sheet(desk: Desk, dossier_id: str) -> EntrySheet:
    """What is to be copied for a dossier; raises `RuleViolation("nothing_owed")`."""
    dossier = desk.store.reader().dossier(dossier_id)
    lacks = owed(dossier)
    if not lacks:
        raise RuleViolation("nothing_owed", dossier_id)
    is_known = standing(dossier).is_recorded
    owner = dossier.owned_by
    return EntrySheet(
        id=dossier.id,
        version=dossier.version,
        code=dossier.official_code or dossier.number,
        official_code=dossier.official_code or "",
        owner=owner.name if owner else "",
        state=dossier.state,
        is_known_there=is_known,
        up_to=lacks.up_to,
        covers=tuple(entry.id for entry in lacks.entries),
        fields=() if is_known else hand_entry.filled(dossier, form_of(desk)),
        done=tuple(_done(lacks.entries, is_known=is_known)),
    )


def entered(desk: Desk, sheet: EntrySheet, code: str, *, anyway: bool = False) -> Dossier:
    """Note that a dossier was typed in as the sheet showed it, under that official code.

    Raises `RuleViolation`: `number_unreadable` for what is no code, `code_of_another` for one that
    another dossier here has, unless the officer means it `anyway`.
    """
    typed = Official.parse(code or sheet.official_code).code
    is_new = typed != sheet.official_code
    owner = desk.store.reader().topic(Codes).owner(typed) if is_new else ""
    if owner not in ("", sheet.id) and not anyway:
        raise RuleViolation("code_of_another", owner)

    def say(now: Dossier) -> EnteredByHand:
        return now.enter_by_hand(typed, sheet.up_to, covers=sheet.covers)

    return take(desk, sheet.version, say)


def form_of(desk: Desk) -> Form:
    """The order of the portal's fields: the province's own, else the usual one."""
    own = desk.profile.path / OWN_FORM
    path = own if own.exists() else resources() / "portal" / OWN_FORM
    return hand_entry.read_form(path.read_bytes())


def _done(entries: tuple[TimelineEntry, ...], *, is_known: bool) -> Iterator[Done]:
    """What was done; of a dossier that is not there yet its reception is in the form's fields."""
    for entry in entries:
        act = act_of_entry(entry)
        if act is None or (not is_known and act in (Act.RECEIVE, Act.REGISTER)):
            continue
        facts = tuple(to_payload(entry.said).items()) if isinstance(entry.said, Payload) else ()
        yield Done(entry.kind, office_time(entry.happened_at), entry.state, facts)
