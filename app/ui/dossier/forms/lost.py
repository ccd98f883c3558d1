"""Xác nhận dữ liệu đã mất: what has been waited for in vain is given up, with a reason."""

from app.domain.history import Waiting
from app.domain.states import Act
from app.ui.dossier.forms.reasoned import ReasonedForm
from app.ui.dossier.presenter import Work
from app.ui.dossier.timeline_words import kind_words
from app.ui.i18n import tr
from app.ui.reception.due_words import moment_words
from app.usecases.promises import office_time
from app.usecases.settling import declare_lost


class LostForm(ReasonedForm):
    """What waits is named; why the rest will never come is typed."""

    act = Act.DECLARE_LOST
    takes_paper = False

    def build(self) -> None:
        """Say first what waits, and for how long."""
        for waiting in self.shown.view.dossier.waiting:
            self.explain(tr("Waits: {what}", what=self._words(waiting)))
        super().build()

    def told(self) -> str:
        """Say what follows."""
        return tr(
            "Earlier data has not come for more than a day. If its PC is gone for good, say so "
            "here; then what waits is counted."
        )

    def work(self) -> Work:
        """Give it up."""
        why = self.words()
        return lambda desk, seen: declare_lost(desk, seen, why)

    def _words(self, waiting: Waiting) -> str:
        when = moment_words(office_time(waiting.at), self.shown.now.date())
        return f"{kind_words(waiting.kind)}, {when}, {waiting.by}"
