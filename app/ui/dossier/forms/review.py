"""Xem việc ghi không được áp dụng: it is named, and a person says what was done."""

from app.domain.history import SetAside
from app.domain.states import Act
from app.ui.dossier.forms.reasoned import ReasonedForm
from app.ui.dossier.presenter import Work
from app.ui.dossier.timeline_words import kind_words
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception.due_words import moment_words
from app.usecases.promises import office_time
from app.usecases.settling import review_aside


class ReviewForm(ReasonedForm):
    """Each entry with who wrote it, when, and why it does not count; then what was done."""

    act = Act.REVIEW_ASIDE
    takes_paper = False

    def build(self) -> None:
        """Name the entries first."""
        for one in self.shown.view.dossier.doubtful:
            self.explain(self._words(one))
        super().build()

    def told(self) -> str:
        """Say what follows."""
        return tr(
            "These entries stay in the history and change nothing. If one of them was real work, "
            "record it again by the paper; then write here what was done."
        )

    def asks(self) -> str:
        """Name the field."""
        return tr("What was done")

    def work(self) -> Work:
        """Answer for them."""
        why = self.words()
        return lambda desk, seen: review_aside(desk, seen, why)

    def _words(self, one: SetAside) -> str:
        when = moment_words(office_time(one.at), self.shown.now.date())
        return f"{kind_words(one.kind)}, {when}, {one.by}: {label(one.reason)}"
