"""Part one of the page: Người nộp and Chủ hồ sơ, the same person until one key says otherwise."""

from enum import StrEnum

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.likeness import name_key
from app.domain.person import Person
from app.ui.i18n import tr
from app.ui.reception.alike_bar import AlikeBar
from app.ui.reception.authority_fields import AuthorityFields
from app.ui.reception.person_fields import SAME, PersonFields
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, QuietButton
from app.ui.widgets.fields import Field
from app.ui.widgets.layout import Card, Words, section_title
from app.usecases.people import CardRead, KnownPerson
from app.usecases.reception_form import ReceptionForm, Recognition


class Part(StrEnum):
    """Of the two people, which."""

    SUBMITTER = "submitter"
    OWNER = "owner"


class PeoplePart(Card):
    """The people; tells what is asked, the page brings the answers."""

    edited = Signal()
    asked = Signal(str, str)
    address_typed = Signal(str, str)
    card_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._owner_differs = False
        self.fields = {
            Part.SUBMITTER: PersonFields(),
            Part.OWNER: PersonFields(is_owner=True),
        }
        self.alike = {part: AlikeBar() for part in Part}
        self._recognised = {part: Recognition() for part in Part}
        self.authority = AuthorityFields()
        self._same = Words(tr("The owner is the submitter."), "quiet")
        self._same.setMinimumWidth(self._same.fontMetrics().averageCharWidth() * 8)
        self._differ = Button(tr("The owner is another person"), self.switch_owner, key="F7")
        self._arrange()
        self._connect()

    def values(self, form: ReceptionForm) -> ReceptionForm:
        """Answer the form with the people as they are typed now."""
        differs = self._owner_differs
        owner = self.fields[Part.OWNER].value() or Person(name="")
        return msgspec.structs.replace(
            form,
            submitter=self.fields[Part.SUBMITTER].value(),
            owner=owner if differs else None,
            relation=self.authority.relation.value() if differs else "",
            authorisation=self.authority.value() if differs else None,
            submitter_is=self.recognised(Part.SUBMITTER),
            owner_is=self.recognised(Part.OWNER) if differs else Recognition(),
        )

    def fill(self, form: ReceptionForm) -> None:
        """Show the people of a form without telling that anything was edited."""
        self.fields[Part.SUBMITTER].fill(form.submitter)
        self.fields[Part.OWNER].fill(form.owner)
        self.authority.fill(form.relation, form.authorisation)
        self._recognised = {Part.SUBMITTER: form.submitter_is, Part.OWNER: form.owner_is}
        for bar in self.alike.values():
            bar.offer(())
        self._show_owner(differs=form.owner is not None)

    def person(self, part: Part) -> Person | None:
        """Answer a person as typed; None for an owner who is the submitter."""
        is_shown = part is Part.SUBMITTER or self._owner_differs
        return self.fields[part].value() if is_shown else None

    def recognised(self, part: Part) -> Recognition:
        """What the officer said of the person of that name; nothing of another name."""
        said, person = self._recognised[part], self.person(part)
        is_meant = person is not None and said.name == name_key(person.name)
        return said if is_meant else Recognition()

    def recognise(self, part: Part, name: str, mention: str) -> None:
        """Note that it is the person who stands there."""
        self._recognised[part] = Recognition(name, mention)

    def part_from(self, part: Part, name: str, mention: str) -> None:
        """Note that it is somebody else than the one who stands there."""
        said = self.recognised(part)
        self._recognised[part] = Recognition(name, said.known, (*said.apart, mention))
        self.edited.emit()

    def stands_at(self, part: Part) -> bool:
        """Whether the officer is at this person."""
        now = QApplication.focusWidget()
        return now is not None and self.fields[part].isAncestorOf(now)

    def named(self) -> dict[str, Field]:
        """Answer the fields by the names that problems use."""
        people = {
            f"{part}.{name}": field
            for part, fields in self.fields.items()
            for name, field in fields.named().items()
        }
        return people | self.authority.named()

    def switch_owner(self) -> None:
        """F7: the owner is another person, or is the submitter after all."""
        self._show_owner(differs=not self._owner_differs)
        self.edited.emit()
        first = self.authority.relation if self._owner_differs else self.fields[Part.SUBMITTER].name
        first.setFocus()

    def part_for_card(self, number: str) -> Part:
        """Tell whose card was read: of the one the officer stands at, else of the one not known."""
        stands_at = QApplication.focusWidget()
        if stands_at is not None and self._owner.isAncestorOf(stands_at):
            return Part.OWNER
        known = self.fields[Part.SUBMITTER].number.value()
        return Part.OWNER if known and known != number else Part.SUBMITTER

    def take_card(self, part: Part, card: CardRead) -> None:
        """Write what the card says; telephone and the like, which no card knows, stay."""
        if part is Part.OWNER and not self._owner_differs:
            self._show_owner(differs=True)
        known = self.fields[part].value() or Person(name="")
        said = {k: v for k, v in msgspec.structs.asdict(card.person).items() if v}
        said["commune_code"] = card.person.commune_code
        self.take_person(part, msgspec.structs.replace(known, **said))
        self.fields[part].show_address(card.address)
        self.edited.emit()

    def take_number(self, part: Part, number: str) -> None:
        """Write a number alone: all that came through of a spoilt scan."""
        if part is Part.OWNER and not self._owner_differs:
            self._show_owner(differs=True)
        known = self.fields[part].value() or Person(name="")
        self.take_person(part, msgspec.structs.replace(known, id_number=number, id_kind="cccd"))
        self.fields[part].name.setFocus()

    def take_person(self, part: Part, person: Person) -> None:
        """Write a person that is known here."""
        self.fields[part].fill(person)
        self.edited.emit()

    def owner_is_shown(self) -> bool:
        """Whether the owner is another person."""
        return self._owner_differs

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(section_title(tr("Submitter")))
        head.addStretch(1)
        head.addWidget(QuietButton(tr("Card from a picture"), self.card_asked.emit, key="Ctrl+I"))
        self.column.addLayout(head)
        self.column.addWidget(self.fields[Part.SUBMITTER])
        self.column.addWidget(self.alike[Part.SUBMITTER])
        line = QHBoxLayout()
        self._owner_title = section_title(tr("Owner of the dossier"))
        line.addWidget(self._owner_title)
        line.addWidget(self._same, 1)
        line.addWidget(self._differ)
        self.column.addLayout(line)
        self._owner = QWidget()
        inside = _plain_column(self._owner)
        inside.addWidget(self.authority)
        inside.addWidget(self.fields[Part.OWNER])
        inside.addWidget(self.alike[Part.OWNER])
        self.column.addWidget(self._owner)
        self._show_owner(differs=False)

    def _connect(self) -> None:
        for part, fields in self.fields.items():
            fields.edited.connect(self.edited)
            fields.asked.connect(lambda text, part=part: self.asked.emit(part, text))
            fields.known_chosen.connect(lambda one, part=part: self._take_known(part, one))
            fields.address_typed.connect(lambda text, part=part: self._ask_address(part, text))
        self.authority.edited.connect(self.edited)

    def _take_known(self, part: Part, known: KnownPerson) -> None:
        self.recognise(part, name_key(known.person.name), known.mention)
        self.take_person(part, known.person)
        self._ask_address(part, known.person.address or "")
        following = self.fields[part].phone if known.person.id_number else self.fields[part].number
        following.setFocus()

    def _ask_address(self, part: Part, text: str) -> None:
        if part is Part.OWNER and text == SAME:
            self._same_address()
            return
        self.address_typed.emit(part, text)

    def _same_address(self) -> None:
        """`=`: the owner lives where the submitter does."""
        submitter = self.fields[Part.SUBMITTER].value()
        owner = self.fields[Part.OWNER].value() or Person(name="")
        if submitter is None or not submitter.address:
            return
        same = {"address": submitter.address, "commune_code": submitter.commune_code}
        self.fields[Part.OWNER].fill(msgspec.structs.replace(owner, **same))
        self.fields[Part.OWNER].address.line.end(False)
        self.address_typed.emit(Part.OWNER, submitter.address)
        self.edited.emit()

    def _show_owner(self, *, differs: bool) -> None:
        self._owner_differs = differs
        self._owner.setVisible(differs)
        self._same.setVisible(not differs)
        word = tr("The owner is the submitter after all") if differs else None
        text = word or tr("The owner is another person")
        self._differ.setText(f"{text}  (F7)")
        self._differ.setAccessibleName(tr("{word}, key {key}", word=text, key="F7"))


def _plain_column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.S)
    return column
