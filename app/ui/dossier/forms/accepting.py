"""Tiếp nhận what was only registered: all that was missing is here, the time begins."""

from collections.abc import Sequence

import msgspec

from app.domain.dossier import Dossier
from app.domain.events import PaperStanding
from app.domain.history import DossierVersion
from app.domain.procedure import OUTSIDE_CATALOGUE
from app.domain.states import Act
from app.ui.dossier.forms.entering import Complaint
from app.ui.dossier.forms.form import ActForm
from app.ui.dossier.presenter import Work
from app.ui.i18n import tr
from app.ui.reception.authority_fields import AuthorityFields
from app.ui.reception.limit_fields import LimitFields
from app.ui.reception.money_fields import MoneyFields
from app.ui.widgets.fields import Field, TickField
from app.ui.widgets.layout import Words
from app.usecases.correction import form_of
from app.usecases.desk import Desk
from app.usecases.reception import complete_reception
from app.usecases.reception_form import PaperLine, ReceptionForm

_ABOUT_THE_LIMIT = ("limit_missing", "limit_out_of_range")


class AcceptForm(ActForm):
    """The papers that came, the fee, and by what right somebody comes for another."""

    act = Act.RECEIVE
    takes_paper = False

    def build(self) -> None:
        """Only what was left open when the papers were offered."""
        dossier = self.shown.view.dossier
        self.ticks = [TickField(row.name) for row in dossier.missing_papers]
        self.limit = LimitFields()
        self.limit.fill(None, "")
        self.money = MoneyFields()
        self.authority = AuthorityFields()
        self.authority.fill(dossier.relation or "", dossier.authorisation)
        self.explain(tr("When all is there the dossier is accepted and its time begins now."))
        self.add(Words(tr("Brought today"), "label"), *self.ticks)
        self.add(self.limit, self.money, self.authority)
        self.limit.setVisible(_is_outside_catalogue(dossier))
        self.authority.setVisible(dossier.owner is not None)

    def title(self) -> str:
        """Name both things that happen."""
        return tr("Supplement brought, accept")

    def work(self) -> Work:
        """Accept."""
        said = self.money.values(ReceptionForm())
        relation, right = self.authority.relation.value(), self.authority.value()
        limit, approver = self.limit.value(), self.limit.approver()
        brought = frozenset(tick.text() for tick in self.ticks)

        def accept(desk: Desk, seen: DossierVersion) -> Dossier:
            form = form_of(desk, seen.id)
            papers = tuple(_handed_in(line, brought) for line in form.papers)
            whole = msgspec.structs.replace(
                form,
                papers=papers,
                limit=limit or form.limit,
                limit_approved_by=approver,
                fee_vnd=said.fee_vnd,
                fee_timing=said.fee_timing,
                exemption=said.exemption,
                relation=relation,
                authorisation=right if form.owner else None,
            )
            return complete_reception(desk, seen, whole)

        return accept

    def complaints(self) -> Sequence[Complaint]:
        """All papers, and a fee that can be read."""
        missing = [tick.text() for tick in self.ticks if not tick.value()]
        if missing:
            words = tr("Still missing: {papers}. The dossier waits until all is there.")
            return [(None, words.format(papers="; ".join(missing)))]
        if self.limit.is_unreadable():
            return [(self.limit.number, tr("The limit is a whole number."))]
        if self.money.is_unreadable():
            return [(self.money.amount, tr("The fee is an amount in whole đồng."))]
        return ()

    def named(self) -> dict[str, Field]:
        """Place the sentences of errors."""
        ground = self.authority.ground
        return {
            **dict.fromkeys(_ABOUT_THE_LIMIT, self.limit.number),
            "fee_unknown": self.money.amount,
            "fee_missing": self.money.amount,
            "authorisation_missing": ground,
            "exemption_without_ground": self.money.note,
        }

    def ask_for(self, code: str) -> None:
        """Ask for the limit where the catalogue names none."""
        if code in _ABOUT_THE_LIMIT:
            self.limit.show()

    def first(self) -> TickField | None:
        """Begin at the first tick."""
        return self.ticks[0] if self.ticks else None


def _is_outside_catalogue(dossier: Dossier) -> bool:
    return dossier.procedure is not None and dossier.procedure.code == OUTSIDE_CATALOGUE


def _handed_in(line: PaperLine, brought: frozenset[str]) -> PaperLine:
    """Return the row as handed in, one original unless something else was said."""
    if line.asked.name not in brought:
        return line
    counted = line.originals or line.certified or line.copies
    return msgspec.structs.replace(
        line,
        standing=PaperStanding.SUBMITTED,
        originals=line.originals if counted else 1,
    )
