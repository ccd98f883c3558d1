"""The two lists of the card: sticks that are plugged in, and bundles that lie on one."""

from app.ui.i18n import tr
from app.ui.sync_centre.figures import size_words
from app.ui.sync_centre.stick_words import made_words, state_words, who_words
from app.ui.widgets.table import Column, RowModel
from app.usecases.bundle_records import Lying, Stick


class SticksModel(RowModel[Stick]):
    """Where it is plugged in, its room, how many bundles lie there."""

    def __init__(self) -> None:
        columns = (
            Column[Stick](tr("Disk"), lambda one: str(one.path), bold=True),
            Column[Stick](tr("Kind"), _kind, width=14),
            Column[Stick](tr("Free"), lambda one: size_words(one.free), width=12, right=True),
            Column[Stick](tr("Bundles"), lambda one: str(one.bundles or ""), width=8, right=True),
        )
        super().__init__(columns, lambda one: str(one.path))


class LyingModel(RowModel[Lying]):
    """Who wrote it, when, what is in it, and whether it is of use."""

    def __init__(self) -> None:
        columns = (
            Column[Lying](tr("Written by"), who_words, width=22, bold=True),
            Column[Lying](tr("When"), made_words, width=16),
            Column[Lying](tr("Acts"), lambda one: str(one.acts), width=7, right=True),
            Column[Lying](tr("Files"), lambda one: str(one.files), width=7, right=True),
            Column[Lying](tr("State"), state_words, tone=_tone),
        )
        super().__init__(columns, lambda one: one.folder)


def _kind(one: Stick) -> str:
    return tr("USB stick") if one.is_removable else tr("Other disk")


def _tone(one: Lying) -> str:
    if one.code or one.troubles:
        return "caution"
    return "good" if one.is_acknowledged else "quiet"
