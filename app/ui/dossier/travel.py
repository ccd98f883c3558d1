"""Quyết định lúc nào, gửi lúc nào, tỉnh nhận lúc nào: one quiet line, and its paper."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.papers import wording
from app.domain.papers.proof import hours_words
from app.domain.timeliness import TOLD_LATE, Judgement
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Words
from app.usecases.timeliness import Timeliness

_SAID = (*TOLD_LATE, Judgement.ENTERED_LATE, Judgement.ELSEWHERE, Judgement.UNKNOWN)
"""What is worth a word beside the moments; that it is late stands above already."""


class Travel(QWidget):
    """Shown once something has settled the dossier."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = Words("", "quiet")
        self.words.setWordWrap(True)
        self.paper = Button(tr("Confirmation of the moments"), self.asked.emit)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.M)
        line.addWidget(self.words, 1)
        line.addWidget(self.paper)
        self.hide()

    def show_found(self, found: Timeliness | None) -> None:
        """Say what is known of its way."""
        self.setVisible(found is not None)
        if found is not None:
            self.words.setText(travel_words(found))


def travel_words(found: Timeliness) -> str:
    """Quyết định 16:40 20/11, gửi lần đầu 16:41, tỉnh nhận 08:12 23/11 (mất đường truyền …)."""
    way, moment = found.journey, wording.short
    told = [tr("Decided {when}", when=moment(found.decided))]
    if way.tried is not None:
        told.append(tr("first sent {when}", when=moment(way.tried, found.decided)))
    if way.delivered is None:
        told.append(tr("not at the province yet"))
    else:
        when = moment(way.delivered, way.tried or found.decided)
        told.append(tr("the province got it {when}", when=when))
    if found.recorded is not None:
        when = moment(found.recorded, way.delivered)
        told.append(tr("recorded there {when}", when=when))
    line = ", ".join(told)
    if found.down.tries:
        line += f" ({tr('no line for {span}', span=hours_words(found.down.milliseconds))})"
    return f"{line}. {label(found.judgement)}." if found.judgement in _SAID else f"{line}."
