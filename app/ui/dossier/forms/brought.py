"""Nhận bổ sung: what was missing is here, the time begins anew (NĐ 118/2025, Điều 19(5))."""

from collections.abc import Sequence

from app.domain.states import Act
from app.ui.dossier.forms.entering import Complaint
from app.ui.dossier.forms.form import ActForm
from app.ui.dossier.presenter import Work
from app.ui.i18n import tr
from app.ui.widgets.fields import Field, NoteField, TickField
from app.ui.widgets.layout import Words
from app.usecases.supplement import receive_supplement


class BroughtForm(ActForm):
    """Each paper that was asked for is ticked; all must be there."""

    act = Act.RECEIVE_SUPPLEMENT
    takes_paper = False

    def build(self) -> None:
        """List what was asked for."""
        asked = self.shown.view.dossier.supplements[-1].asked.missing
        self.ticks = [TickField(name) for name in asked]
        self.more = NoteField(tr("Also brought, one a line"), lines=2)
        self.images = TickField(tr("Only pictures came (Zalo): the originals are still to be seen"))
        self.explain(tr("When all is there the time begins anew from now."))
        self.add(Words(tr("Brought today"), "label"), *self.ticks, self.more, self.images)

    def work(self) -> Work:
        """Take it in."""
        more = [line.strip() for line in self.more.value().splitlines() if line.strip()]
        brought = (*(tick.text() for tick in self.ticks), *more)
        images = brought if self.images.value() else ()
        return lambda desk, seen: receive_supplement(desk, seen, brought, images=images)

    def complaints(self) -> Sequence[Complaint]:
        """All of it, or it still waits."""
        missing = [tick.text() for tick in self.ticks if not tick.value()]
        if not missing:
            return ()
        words = tr("Still missing: {papers}. The dossier waits until all is there.")
        return [(None, words.format(papers="; ".join(missing)))]

    def named(self) -> dict[str, Field]:
        """Place the sentence of an error."""
        return {"supplement_list_empty": self.more}

    def first(self) -> TickField | None:
        """Begin at the first tick."""
        return self.ticks[0] if self.ticks else None
