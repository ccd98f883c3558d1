"""The pages of one dossier and of synchronising, worked at by the demo as a clerk does."""

from typing import TypeVar

from app.domain.states import Act
from app.ui.demo.stage import NothingCame, Stage
from app.ui.dossier.forms.form import ActForm
from app.ui.dossier.page import DossierPage
from app.ui.page import Page
from app.ui.sync_centre.page import SyncCentrePage
from app.usecases.synchronise import LineState

F = TypeVar("F", bound=ActForm)
P = TypeVar("P", bound=Page)


class DossierStage:
    """Opens the form of an act, and records it by F8."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def begin(self, dossier: str, act: Act, form: type[F]) -> F:
        """Open a dossier and the form of an act; answers the form, to be filled."""
        self._stage.show("dossier", dossier)
        page = self._page(DossierPage)
        page.begin(act)
        self._stage.settle()
        if page.panel is None or not isinstance(page.panel.form, form):
            raise NothingCame(act)
        return page.panel.form

    def record(self) -> None:
        """Press F8 and wait until the form has gone."""
        page = self._page(DossierPage)
        self._stage.press("F8")
        self._stage.wait(lambda: page.panel is None)
        self._stage.settle()

    def print_last(self) -> None:
        """Ctrl+P: the latest paper of this dossier; it comes out."""
        self._stage.press("Ctrl+P")
        self._stage.say_printed()

    def enrol(self, url: str, code: str) -> None:
        """Type the address and the one-time code, and wait until the province knows this PC."""
        self._stage.show("sync_centre")
        card = self._page(SyncCentrePage).enrolment
        card.url.fill(url)
        card.code.fill(code)
        card.button.click()
        self._stage.wait(lambda: self._stage.status().line is LineState.CONNECTED)
        self._stage.settle()

    def _page(self, kind: type[P]) -> P:
        page = self._stage.page
        if not isinstance(page, kind):
            raise NothingCame(kind.__name__)
        return page
