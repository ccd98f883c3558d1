"""Bản quét: how many papers of this dossier are scanned, and the way to the rest."""

from PySide6.QtCore import Signal

from app.domain.dossier import Dossier
from app.domain.scans import lacking
from app.ui.i18n import tr
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, Words, quiet

KEY = "F6"


class ScansPart(Card):
    """Two lines and one button; nothing where there is nothing to scan."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Scans"))
        self.setAccessibleName(tr("Scans of this dossier's papers"))
        self.column.setSpacing(Space.S)
        self.done = quiet("")
        self.waiting = Words("", "caution")
        self.button = Button(tr("Scan papers"), self.asked.emit, key=KEY)
        self.add(self.done, self.waiting)
        self.column.addLayout(flow(self.button))
        self.hide()

    def show_dossier(self, dossier: Dossier, files_sent: int = 0) -> None:
        """Say what is scanned and what is not, and what of it has reached the province."""
        waits = _waiting(dossier)
        told = tr("{n} papers are scanned.", n=len(dossier.scans))
        if files_sent:
            told += " " + tr("{n} files are at the province's server.", n=files_sent)
        self.done.setText(told)
        self.waiting.setText(waits)
        self.waiting.setVisible(bool(waits))
        self.setVisible(bool(waits or dossier.scans))


def _waiting(dossier: Dossier) -> str:
    names = lacking(dossier)
    told = tr("Not scanned yet: {names}", names="; ".join(names)) if names else ""
    has_result = any(one.said.is_result for one in dossier.scans)
    result = "" if dossier.result is None or has_result else tr("The result is not scanned yet.")
    return "\n".join(line for line in (told, result) if line)
