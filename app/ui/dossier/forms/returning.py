"""Trả kết quả: who takes it away, and with what (NĐ 118/2025, Điều 22)."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.events import Authorisation, Receiver
from app.domain.person import Person
from app.domain.states import Act
from app.domain.text import clean
from app.ui.dossier.forms.form import ActForm
from app.ui.dossier.presenter import Work
from app.ui.i18n import tr
from app.ui.reception.slim import slim
from app.ui.tokens import Space
from app.ui.widgets.fields import ChoiceField, Field, TextField, TickField
from app.ui.widgets.layout import columns
from app.usecases.results import HandOver, return_result
from app.usecases.work import return_mended

SUBMITTER, OWNER, OTHER = "submitter", "owner", "other"


class ReturnForm(ActForm):
    """The receiver, and what was checked."""

    act = Act.RETURN_RESULT
    takes_paper = False

    def build(self) -> None:
        """The submitter receives by default; somebody else says by what right."""
        self.who = ChoiceField(tr("Who receives it"), self._choices(), required=True)
        slim(self.who)
        self.name = TextField(tr("Full name"), required=True, longest=120)
        self.id_number = TextField(tr("ID number"), longest=20)
        self.phone = TextField(tr("Telephone"), longest=20)
        self.relation = TextField(tr("Relation"), longest=80)
        self.authority = TextField(tr("Authorisation: number, day"), longest=120)
        self.slip_lost = TickField(tr("The slip is lost"))
        self.id_checked = TickField(tr("ID checked"))
        self.originals = TickField(tr("Originals given back"))
        self.by_post = TickField(tr("Sent by post"))
        self.online = TickField(tr("Sent electronically"))
        self.note = TextField(tr("Remark"), longest=300)
        if self.shown.view.dossier.lost_slips:
            self.warn(tr("The slip was reported lost: check the ID of whoever comes."))
            self.slip_lost.fill(on=True)
        self._other = QWidget()
        inside = QVBoxLayout(self._other)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(Space.S)
        inside.addLayout(columns(self.name, self.id_number, self.phone))
        inside.addLayout(columns(self.relation, self.authority))
        self.taken_back = TickField(tr("The wrong result was taken back"))
        self.add(self.who, self._other, self._ticks(), self.note)
        self.who.edited.connect(self._show_other)
        self._show_other()

    def work(self) -> Work:
        """Hand the result over."""
        hand_over = HandOver(
            receiver=self.receiver(),
            slip_lost=self.slip_lost.value(),
            id_checked=self.id_checked.value(),
            originals_returned=self.originals.value(),
            by_post=self.by_post.value(),
            online=self.online.value(),
            note=clean(self.note.value()),
        )
        return lambda desk, seen: return_result(desk, seen, hand_over)

    def receiver(self) -> Receiver | None:
        """Answer who receives it; `None` is the submitter."""
        if self.who.value() == OTHER:
            return self._somebody_else()
        owner = self.shown.view.dossier.owned_by
        if self.who.value() == OWNER and owner is not None:
            return Receiver(name=owner.name, id_number=owner.id_number, phone=owner.phone)
        return None

    def named(self) -> dict[str, Field]:
        """Place the sentences of errors."""
        return {
            "receiver_missing": self.name if self.who.value() == OTHER else self.who,
            "receiver_authorisation_missing": self.relation,
        }

    def first(self) -> QWidget:
        """Begin with who receives it."""
        return self.who.box

    def _choices(self) -> list[tuple[str, object]]:
        dossier = self.shown.view.dossier
        found: list[tuple[str, object]] = []
        if dossier.submitter is not None:
            found.append((_named(tr("The submitter"), dossier.submitter), SUBMITTER))
        if dossier.owner is not None and dossier.owner != dossier.submitter:
            found.append((_named(tr("The owner"), dossier.owner), OWNER))
        return [*found, (tr("Somebody else, authorised or a relative …"), OTHER)]

    def _ticks(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        ticks = self._asked()
        for place, tick in enumerate(ticks):
            grid.addWidget(tick, place // 2, place % 2)
        return grid

    def _asked(self) -> tuple[TickField, ...]:
        return (self.id_checked, self.slip_lost, self.originals, self.by_post, self.online)

    def _somebody_else(self) -> Receiver:
        authority = clean(self.authority.value())
        return Receiver(
            name=clean(self.name.value()),
            id_number=clean(self.id_number.value()) or None,
            phone=clean(self.phone.value()) or None,
            relation=clean(self.relation.value()) or None,
            authorisation=Authorisation(paper=authority) if authority else None,
        )

    def _show_other(self) -> None:
        self._other.setVisible(self.who.value() == OTHER)


class ReturnMendedForm(ReturnForm):
    """Trả kết quả đã sửa, in place of the wrong one (Điều 23)."""

    act = Act.RETURN_MENDED

    def work(self) -> Work:
        """Hand the mended result over."""
        hand_over = HandOver(
            receiver=self.receiver(),
            by_post=self.by_post.value(),
            note=clean(self.note.value()),
        )
        back = self.taken_back.value()
        return lambda desk, seen: return_mended(desk, seen, hand_over, wrong_taken_back=back)

    def _asked(self) -> tuple[TickField, ...]:
        return (self.taken_back, self.by_post)


def _named(whose: str, person: Person) -> str:
    return f"{whose}: {person.name}"
