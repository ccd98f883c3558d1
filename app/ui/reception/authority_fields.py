"""By what right somebody comes for another: the relation, and the paper or why none is needed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.events import Authorisation
from app.domain.text import clean
from app.ui.i18n import tr
from app.ui.reception import typed
from app.ui.reception.slim import slim
from app.ui.tokens import Space
from app.ui.widgets.fields import ChoiceField, Field, TextField
from app.ui.widgets.layout import columns

PAPER = "paper"
OTHER = "other"


def usual_reasons() -> list[str]:
    """List the usual reasons for which nobody asks for an authorisation on paper."""
    return [
        tr("Cha, mẹ làm cho con"),
        tr("Ông, bà, người thân thích làm cho cháu"),
        tr("Con làm cho cha, mẹ"),
        tr("Vợ, chồng làm cho nhau"),
        tr("Anh, chị, em ruột làm cho nhau"),
        tr("Người đại diện theo pháp luật"),
    ]


class AuthorityFields(QWidget):
    """Relation, authorisation, or the reason why none is needed."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.relation = TextField(
            tr("The submitter is the owner's …"),
            placeholder=tr("father, mother, child, spouse …"),
            longest=80,
        )
        usual = usual_reasons()
        self.ground = ChoiceField(
            tr("Authorisation"),
            [
                (tr("Not said yet"), ""),
                *((tr("Not needed: {why}", why=why), why) for why in usual),
                (tr("Not needed for another reason …"), OTHER),
                (tr("By a written authorisation …"), PAPER),
            ],
        )
        slim(self.ground)
        self._usual = set(usual)
        self._paper_said = ""
        self._has_number = False
        self.why = TextField(tr("Why no authorisation is needed"), required=True)
        self.number = TextField(tr("Number and kind of the authorisation"), required=True)
        self.signed = TextField(tr("Of the day"), placeholder="31/01/2026", longest=10)
        self._paper = QWidget()
        line = columns(self.number, self.signed)
        line.setContentsMargins(0, 0, 0, 0)
        self._paper.setLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(columns(self.relation, self.ground))
        column.addWidget(self.why)
        column.addWidget(self._paper)
        self._connect()
        self._show_parts()

    def value(self) -> Authorisation | None:
        """Answer the authorisation, or why none is needed; `None` while neither was said."""
        chosen = str(self.ground.value() or "")
        if chosen == PAPER:
            number, signed = clean(self.number.value()), clean(self.signed.value())
            if self._paper_said and not self._has_number:  # a paper that is known by its name
                return Authorisation(paper=number or None, date=typed.birth_date(signed))
            return Authorisation(
                paper=self._paper_said or tr("Giấy ủy quyền"),
                number=number or None,
                date=typed.birth_date(signed),
            )
        why = clean(self.why.value()) if chosen == OTHER else chosen
        return Authorisation(why_none=why) if why else None

    def fill(self, relation: str, authorisation: Authorisation | None) -> None:
        """Show what was said without telling that anything was edited."""
        self.relation.fill(relation)
        said = authorisation or Authorisation()
        why = said.why_none or ""
        chosen = PAPER if said.paper else why if why in self._usual or not why else OTHER
        self.ground.fill(chosen)
        self.why.fill(why if chosen == OTHER else "")
        usual = tr("Giấy ủy quyền")
        self._paper_said = said.paper if said.paper and said.paper != usual else ""
        self._has_number = bool(said.number)
        self.number.fill(said.number or self._paper_said)
        self.signed.fill(typed.shown_day(said.date))
        self._show_parts()

    def named(self) -> dict[str, Field]:
        """Answer the fields by the names that problems use."""
        return {"relation": self.relation, "authorisation": self.ground}

    def _connect(self) -> None:
        for field in (self.relation, self.ground, self.why, self.number, self.signed):
            field.edited.connect(self.edited)
        self.ground.edited.connect(self._show_parts)

    def _show_parts(self) -> None:
        chosen = self.ground.value()
        self.why.setVisible(chosen == OTHER)
        self._paper.setVisible(chosen == PAPER)
