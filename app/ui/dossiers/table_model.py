"""Rows of dossiers as every list shows them."""

from collections.abc import Sequence
from datetime import datetime

from app.ui.due_words import left_tone, left_words
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.widgets.table import Column, RowModel
from app.usecases.levels import Level
from app.usecases.lookup import DossierRow, Order

_LEVELS = {
    Level.SAVED_HERE: "Máy này",
    Level.COMMUNE_SERVER: "Máy chủ xã",
    Level.PROVINCE_GATEWAY: "Máy chủ tỉnh",
    Level.PROVINCE_RECORDED: "Tỉnh đã ghi nhận",
}


WIDE_ONLY = (3, 6)
"""Columns of the full list that a narrow window leaves out: received, how far it has travelled."""


class DossierModel(RowModel[DossierRow]):
    """Code, whose, what, until when, how it stands, how far it has travelled.

    `brief` leaves out what a short list of deadlines does not need.
    """

    def __init__(self, *, brief: bool = False) -> None:
        self._now: datetime | None = None
        self._chosen: frozenset[str] = frozenset()
        super().__init__(self._brief() if brief else self._full(), lambda row: row.id)

    def at(self, now: datetime) -> None:
        """Count the time left from this moment."""
        self._now = now

    def mark(self, chosen: frozenset[str]) -> None:
        """Mark the chosen dossiers."""
        self._chosen = chosen
        if self.rowCount():
            last = self.index(self.rowCount() - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last)

    def _brief(self) -> Sequence[Column[DossierRow]]:
        return (self._code(), self._owner(), self._procedure(), self._due())

    def _full(self) -> Sequence[Column[DossierRow]]:
        return (
            self._code(),
            self._owner(),
            self._procedure(),
            Column(tr("Received"), _received, Order.ACCEPTED, width=11, right=True),
            self._due(),
            Column(tr("State"), _state, Order.STATE, width=14, tone=_state_tone, rank=1),
            Column(tr("Has reached"), _reached, width=14, tone=_reached_tone),
        )

    def _code(self) -> Column[DossierRow]:
        return Column(tr("Number"), self._number, Order.CODE, width=23, bold=True)

    def _number(self, row: DossierRow) -> str:
        return f"✓ {row.code}" if row.id in self._chosen else row.code

    def _owner(self) -> Column[DossierRow]:
        return Column(tr("Owner"), lambda row: row.owner, Order.OWNER, width=15)

    def _procedure(self) -> Column[DossierRow]:
        return Column(tr("Procedure"), lambda row: row.procedure_name, Order.PROCEDURE, rank=2)

    def _due(self) -> Column[DossierRow]:
        return Column(tr("Due"), self._left, Order.DUE, width=13, right=True, tone=self._left_tone)

    def _left(self, row: DossierRow) -> str:
        if row.due is None or self._now is None:
            return ""
        if row.ended is not None:
            return f"{row.due:%d/%m/%Y}"
        return left_words(row.due, self._now)

    def _left_tone(self, row: DossierRow) -> str:
        if row.due is None or self._now is None or row.ended is not None:
            return "quiet"
        return left_tone(row.due, self._now)


def _received(row: DossierRow) -> str:
    return f"{row.accepted:%d/%m/%Y}" if row.accepted else ""


def _state(row: DossierRow) -> str:
    if row.conflict:
        return f"⚠ {label(row.state)}"
    return label(row.state)


def _state_tone(row: DossierRow) -> str:
    return "caution" if row.conflict else "text"


def _reached(row: DossierRow) -> str:
    if row.refused:
        return tr("⚠ not recorded")
    return tr(_LEVELS[row.level])


def _reached_tone(row: DossierRow) -> str:
    if row.refused:
        return "caution"
    return "good" if row.level is Level.PROVINCE_RECORDED else "quiet"
