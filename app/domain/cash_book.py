"""The lists of the cash book: entries with the dossier that each is of, and what is still owed."""

import msgspec

from app.domain import cash
from app.domain.cash import Movement
from app.domain.dossier_record import DossierRecord
from app.domain.states import State

_OWES_NOTHING = frozenset({State.NOT_ACCEPTED, State.WITHDRAWN})


class CashRow(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the cash book, and the dossier that it is of."""

    dossier_id: str
    code: str
    name: str
    procedure: str
    movement: Movement


class OwedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A dossier with something still to be taken, in đồng; `since` is UTC milliseconds."""

    dossier_id: str
    code: str
    name: str
    procedure: str
    amount: int
    since: int


def cash_rows(dossier: DossierRecord) -> tuple[CashRow, ...]:
    """Every entry that the dossier makes in the cash book."""
    code, name, procedure = _named(dossier)
    return tuple(
        CashRow(dossier_id=dossier.id, code=code, name=name, procedure=procedure, movement=one)
        for one in cash.movements(dossier)
    )


def owed_row(dossier: DossierRecord) -> OwedRow | None:
    """What an accepted dossier still owes; None for nothing."""
    amount = cash.owed(dossier)
    if not amount or dossier.accepted_at is None or dossier.state in _OWES_NOTHING:
        return None
    code, name, procedure = _named(dossier)
    return OwedRow(
        dossier_id=dossier.id,
        code=code,
        name=name,
        procedure=procedure,
        amount=amount,
        since=dossier.accepted_at,
    )


def _named(dossier: DossierRecord) -> tuple[str, str, str]:
    """Its number, its submitter and its procedure, each as short as it is known."""
    said = dossier.procedure
    return (
        dossier.official_code or dossier.number,
        dossier.submitter.name if dossier.submitter else "",
        (said.short_name or said.name) if said else "",
    )
