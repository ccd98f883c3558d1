"""A clerk at the page of one dossier: opens it, chooses acts by their keys, types, presses F8."""

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.dossier import Dossier
from app.domain.events import PaperStanding
from app.domain.procedure import ComponentDocument
from app.domain.states import Act
from app.ui.dossier.act_bar import key_of
from app.ui.dossier.act_panel import ActPanel
from app.ui.dossier.page import DossierPage
from app.ui.page import Goto, Touched
from app.ui.tasks import Workers
from app.ui.widgets.fields import Field
from app.usecases.processing import forward
from app.usecases.reception_form import PaperLine
from tests.helpers.desk import LAWYER, a_dossier
from tests.ui.reception.counter import Counter

MARITAL = "1.004873"
BROUGHT = PaperLine(
    asked=ComponentDocument(name="Tờ khai", originals=1),
    standing=PaperStanding.SUBMITTED,
    originals=1,
    added_here=True,
)


class Clerk(Counter):
    """The counter of `tests.ui.reception`, where the window hears what the store announces.

    She begins at a page that is quick to build; what a test is about it opens itself.
    """

    BEGINS_AT = "blank_slips"

    def __init__(self, qtbot: QtBot, workers: Workers, folder: Path) -> None:
        super().__init__(qtbot, workers, folder)
        self._unlisten = self.office.store.listen(self._touched)

    @property
    def sheet(self) -> DossierPage:
        page = self.window.page
        assert isinstance(page, DossierPage)
        return page

    @property
    def panel(self) -> ActPanel:
        panel = self.sheet.panel
        assert panel is not None
        return panel

    @property
    def now(self) -> Dossier:
        """The dossier as the page shows it."""
        shown = self.sheet.presenter.shown
        assert shown is not None
        return shown.view.dossier

    def receives(self, code: str = MARITAL, **changes: Any) -> Dossier:
        """A dossier that was taken in just now, open on the screen."""
        told = {"papers": (BROUGHT,)} | changes
        return self.opens(self.does(lambda: a_dossier(self.desk, code, **told)))

    def forwards(self) -> Dossier:
        """The same, already with the specialist."""
        taken_in = self.does(lambda: a_dossier(self.desk, MARITAL))
        return self.opens(self.does(lambda: forward(self.desk, taken_in.version, LAWYER)))

    def opens(self, dossier: Dossier) -> Dossier:
        self.settles()
        self.window.go(Goto("dossier", dossier.id))
        self.until(lambda: self.sheet.presenter.shown is not None)
        self.settles()
        return self.now

    def begins(self, act: Act) -> Any:
        """Choose an act by its key; answers its form."""
        acts = self.sheet.acts.acts
        assert act in acts, acts
        if key := key_of(acts.index(act)):
            self.presses(key)
        else:
            self.sheet.begin(act)
        assert self.panel.form.act is act
        return self.panel.form

    def writes(self, field: Field, text: str) -> None:
        """Type a text in place of what stands in a field."""
        where: QWidget = field.control
        where.setFocus()
        self.presses("Ctrl+A")
        self.types(text)

    def on_paper(self, who: str, number: str = "", day: str = "", clock: str = "") -> None:
        """Say who decided it, on which paper, when."""
        paper = self.panel.form.paper
        assert paper is not None
        if not paper.is_on():
            paper.tick.setFocus()
            self.presses("Space")
        for field, text in (
            (paper.who, who),
            (paper.number, number),
            (paper.day, day),
            (paper.clock, clock),
        ):
            if text:
                self.writes(field, text)

    def records(self) -> Dossier:
        """F8; the dossier as the page shows it once the act is there."""
        before = self.now.heads
        self.presses("F8")
        self.until(lambda: self.sheet.panel is None and self.now.heads != before)
        self.settles()
        return self.now

    def is_refused(self) -> None:
        """F8, and nothing is recorded."""
        before = self.kept.timeline
        self.presses("F8")
        self.settles()
        assert self.sheet.panel is not None
        assert self.kept.timeline == before

    @property
    def kept(self) -> Dossier:
        """The dossier as the store keeps it."""
        name = self.now.id
        return self.does(lambda: self.office.store.reader().dossier(name))

    def waits(self, span: timedelta) -> None:
        """Time goes by, and the page is read again."""
        self.office.clock.pass_by(span)
        self.presses("F5")
        self.settles()

    def closes(self) -> None:
        self._unlisten()
        super().closes()

    def _touched(self, touched: Touched) -> None:
        self.workers.post(partial(self.window.refresh, touched))
