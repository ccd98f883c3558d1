"""Liên thông: this dossier waits for the result of another of the same visit."""

from app.domain.states import Act
from app.ui.dossier.forms.form import ActForm
from app.ui.dossier.presenter import Work
from app.ui.i18n import tr
from app.ui.widgets.fields import ChoiceField, Field, TextField
from app.ui.widgets.layout import columns
from app.usecases.chain import ChainLink, chain_after

NOTHING = ""


class ChainForm(ActForm):
    """Which one it waits for."""

    act = Act.CHAIN_AFTER
    takes_paper = False

    def build(self) -> None:
        """The other dossiers of the visit, by their procedures."""
        self.explain(tr("It goes on when the other one has its result; both stay on one visit."))
        others = self.shown.view.chain
        choices: list[tuple[str, object]] = [(_words(one), one.dossier_id) for one in others]
        if self.shown.view.dossier.waits_for:
            choices.append((tr("It waits for nothing any more"), NOTHING))
        self.which = ChoiceField(tr("Waits for the result of"), choices)
        self.reason = TextField(tr("Remark"), longest=200)
        self.add(columns(self.which, self.reason))

    def work(self) -> Work:
        """Chain it."""
        after, why = str(self.which.value() or NOTHING), self.reason.value()
        return lambda desk, seen: chain_after(desk, seen, after, why)

    def named(self) -> dict[str, Field]:
        """Place the sentence of an error."""
        return {"chain_in_a_circle": self.which, "chain_to_itself": self.which}


def _words(one: ChainLink) -> str:
    whose = f" ({one.agency})" if one.agency else ""
    return f"{one.procedure}{whose}, {one.code}"
