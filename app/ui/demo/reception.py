"""The reception page, typed into by the demo as a clerk and a scanner do."""

from collections.abc import Callable

from app.ui.demo.stage import NothingCame, Stage
from app.ui.reception.page import ReceptionPage
from app.usecases.reception_form import ReceptionForm


class ReceptionStage:
    """Fills the real page; every method returns when the page shows what it means."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    @property
    def page(self) -> ReceptionPage:
        """The page, which must be the one that is shown."""
        page = self._stage.page
        if not isinstance(page, ReceptionPage):
            raise NothingCame("reception")
        return page

    def begin(self) -> None:
        """F2: the next citizen."""
        self._stage.show("reception", extra="new")

    def scan(self, card: str) -> None:
        """Read a card's text, as the scanner gives it."""
        self.page.presenter.read_card(card)
        self._stage.settle()

    def choose(self, code: str) -> None:
        """Choose a procedure."""
        self.page.presenter.choose(code)
        self._stage.settle()

    def change(self, change: Callable[[ReceptionForm], ReceptionForm]) -> None:
        """Type the rest."""
        self.page.presenter.put(change(self.page.presenter.form))
        self._stage.settle()

    def take_in(self) -> str:
        """Press F8 and answer the new dossier's id."""
        before = self.page.taking.dossier
        self._stage.press("F8")
        self._stage.wait(lambda: self.page.taking.dossier is not before)
        self._stage.settle()
        dossier = self.page.taking.dossier
        if dossier is None:
            raise NothingCame("dossier")
        return dossier.id
