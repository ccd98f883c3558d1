"""The two lists of the sync centre: what waits by deadline, and the last rounds."""

from datetime import datetime

from app.domain.link import Stretch
from app.ui.due_words import left_tone, left_words
from app.ui.i18n import tr
from app.ui.sync_centre.figures import outcome_words, size_words, stretch_words
from app.ui.widgets.table import Column, RowModel
from app.usecases.synchronise import WaitingRow


class WaitingModel(RowModel[WaitingRow]):
    """Dossiers with acts that the province has not signed for yet."""

    def __init__(self) -> None:
        self._now: datetime | None = None
        columns = (
            Column[WaitingRow](tr("Number"), _number, width=21, bold=True),
            Column[WaitingRow](tr("Owner"), lambda row: row.owner),
            Column[WaitingRow](tr("Due"), self._left, width=14, right=True, tone=self._tone),
            Column[WaitingRow](tr("Acts"), lambda row: str(row.events), width=6, right=True),
        )
        super().__init__(columns, lambda row: row.id)

    def at(self, now: datetime) -> None:
        """Count the time left from this moment."""
        self._now = now

    def _left(self, row: WaitingRow) -> str:
        return left_words(row.due, self._now) if self._now else ""

    def _tone(self, row: WaitingRow) -> str:
        return left_tone(row.due, self._now) if self._now else "quiet"


class RoundModel(RowModel[Stretch]):
    """The link journal: from when to when, how it ended, how often, what it cost."""

    def __init__(self) -> None:
        self._now: datetime | None = None
        columns = (
            Column[Stretch](tr("When"), self._when, width=25),
            Column[Stretch](tr("How it ended"), outcome_words, tone=_tone),
            Column[Stretch](tr("Sent"), _sent, width=8, right=True),
            Column[Stretch](tr("Fetched"), _fetched, width=8, right=True),
            Column[Stretch](tr("Tries"), lambda row: str(row.tries), width=7, right=True),
        )
        super().__init__(columns, lambda row: f"{row.lane} {row.began}")

    def at(self, now: datetime) -> None:
        """Say days from this one on."""
        self._now = now

    def _when(self, row: Stretch) -> str:
        return stretch_words(row, self._now) if self._now else ""


def _number(row: WaitingRow) -> str:
    return row.code or tr("No number yet")


def _tone(row: Stretch) -> str:
    return "good" if row.is_good else "quiet"


def _sent(row: Stretch) -> str:
    return size_words(row.bytes_up) if row.bytes_up else ""


def _fetched(row: Stretch) -> str:
    return size_words(row.bytes_down) if row.bytes_down else ""
