"""The list of what is to be told."""

from app.domain.telling import ToTell
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.widgets.table import Column, RowModel
from app.usecases.promises import office_time

NARROW_HIDES = (4, 5)
"""Columns that a narrow window leaves out: village (the choice above says it), since when."""


class TellingModel(RowModel[ToTell]):
    """Who, what about, which dossier, by which number, and what came of it so far."""

    def __init__(self) -> None:
        columns = (
            Column[ToTell](tr("Tell whom"), lambda row: row.name, width=20, bold=True),
            Column[ToTell](tr("Tell what"), lambda row: label(row.message.subject), width=19),
            Column[ToTell](tr("Number"), lambda row: row.code, width=20, rank=1),
            Column[ToTell](tr("Telephone"), _phone, width=11, tone=_phone_tone),
            Column[ToTell](tr("Village"), lambda row: row.village, width=14),
            Column[ToTell](tr("Since"), _since, width=10, right=True),
            Column[ToTell](tr("Tried"), _tried, tone=_tried_tone),
        )
        super().__init__(columns, key_of)


def key_of(row: ToTell) -> str:
    """Answer what names a message for ever."""
    return f"{row.dossier_id} {row.message.subject}"


def _phone(row: ToTell) -> str:
    return row.phone or tr("none")


def _phone_tone(row: ToTell) -> str:
    return "text" if row.phone else "quiet"


def _since(row: ToTell) -> str:
    return f"{office_time(row.message.since):%d/%m/%Y}"


def _tried(row: ToTell) -> str:
    """The last attempt; the list holds only those that reached nobody."""
    if not row.message.attempts:
        return tr("not yet")
    last = row.message.attempts[-1]
    return f"{label(last.said.outcome)}, {office_time(last.at):%H:%M %d/%m}"


def _tried_tone(row: ToTell) -> str:
    return "caution" if row.message.attempts else "quiet"
