"""Chốt số liệu on the page: asking for it, and what was frozen in words."""

from collections.abc import Callable

from app.domain.reports import Frozen
from app.ui.i18n import tr
from app.ui.reports.covers import provisional
from app.ui.widgets.buttons import PrimaryButton, QuietButton
from app.ui.widgets.layout import Card, Words, quiet, row
from app.usecases.promises import office_time
from app.usecases.reports import Report, Since

DIGITS = 16  # of the hash that the screen shows; paper and file bear all


class FreezeCard(Card):
    """Asks once before figures are frozen; hidden until it is wanted."""

    def __init__(self, confirm: Callable[[], None], give_up: Callable[[], None]) -> None:
        super().__init__()
        self.title = Words("", "section")
        self.warning = Words("", "caution")
        self.sure = PrimaryButton(tr("Freeze these figures"), confirm, key="F8")
        self.add(
            self.title,
            quiet(tr("They are kept for ever with their hash. Later corrections stand beside.")),
            self.warning,
        )
        self.column.addLayout(row(self.sure, QuietButton(tr("Give up"), give_up, key="Esc")))
        self.hide()

    def begin(self, report: Report) -> None:
        """Say what would be frozen, and what is missing in it."""
        first, last = report.period.first, report.period.last
        days = f"{first:%d/%m/%Y} - {last:%d/%m/%Y}"
        self.title.setText(tr("Freeze the figures of {days}?", days=days))
        said = provisional(report)
        self.warning.setText(said)
        self.warning.setVisible(bool(said))
        self.show()
        self.sure.setFocus()


def frozen_words(frozen: tuple[Frozen, ...], since: Since | None) -> str:
    """Who froze it when, its hash, and whether anything changed since; nothing where nobody did."""
    if not frozen:
        return ""
    last = frozen[-1]
    at = office_time(last.at)
    told = [
        tr(
            "Frozen at {moment} by {who} (time {n}). SHA-256: {hash}…",
            moment=f"{at:%H:%M %d/%m/%Y}",
            who=last.by,
            n=len(frozen),
            hash=last.said.digest[:DIGITS],
        )
    ]
    if not last.is_intact:
        told.append(tr("⚠ The content does not match its hash: do not use it, call support."))
    if not last.said.complete:
        told.append(tr("Some PCs had not sent everything then."))
    if since is not None and since.is_changed:
        told.append(tr("⚠ The figures are others now."))
    return " ".join(told)
