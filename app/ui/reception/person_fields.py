"""The fields of one person, in the order in which a person is asked."""

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.person import Person, is_foreigner
from app.domain.personal_number import check_number, sex_of
from app.domain.text import clean
from app.ui.i18n import tr
from app.ui.reception import typed
from app.ui.reception.card_words import warning
from app.ui.reception.more_fields import MoreFields
from app.ui.reception.slim import slim
from app.ui.tokens import Space
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.fields import ChoiceField, Field, SearchField, TextField
from app.usecases.people import AddressToday, CommuneChoice, KnownPerson

_TOP = Qt.AlignmentFlag.AlignTop
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
SAME = "="  # typed alone in an address: the one of the other person


class PersonFields(QWidget):
    """One person; `edited` for what the officer changes, never for what is filled in."""

    edited = Signal()
    asked = Signal(str)
    known_chosen = Signal(object)
    address_typed = Signal(str)

    def __init__(self, *, is_owner: bool = False) -> None:
        super().__init__()
        self._person = Person(name="")
        self._is_owner = is_owner
        self._build()
        self.more = MoreFields()
        self._open_more = LinkButton(tr("More …"), self._toggle_more)
        slim(self.sex, self.today)
        self._arrange()
        self._connect()

    def value(self) -> Person | None:
        """Answer the person as typed; `None` while nothing is."""
        number = clean(self.number.value()).replace(" ", "")
        typed_person = msgspec.structs.replace(
            self._person,
            name=clean(self.name.value()),
            birth_date=typed.birth_date(clean(self.birth.value())),
            sex=self.sex.value(),
            id_number=number or None,
            phone=clean(self.phone.value()) or None,
            address=clean(self.address.value()) or None,
            commune_code=self._commune(),
            **self.more.values(),
        )
        kind = typed.id_kind(number, is_foreigner=is_foreigner(typed_person))
        typed_person = msgspec.structs.replace(typed_person, id_kind=kind)
        return None if typed_person == Person(name="") else typed_person

    def fill(self, person: Person | None) -> None:
        """Show a person without telling that anything was edited."""
        self._person = person or Person(name="")
        shown = self._person
        self.name.fill(shown.name)
        self.number.fill(shown.id_number or "")
        self.birth.fill(typed.shown_day(shown.birth_date))
        self.sex.fill(shown.sex)
        self.phone.fill(shown.phone or "")
        self.address.fill(shown.address or "")
        self.address.line.setCursorPosition(0)
        self.today.offer([])
        self.today.hide()
        self._show_address_hint("")
        self.more.fill(shown)
        self._check_number()

    def offer_people(self, found: tuple[KnownPerson, ...]) -> None:
        """Offer people known here under the name."""
        self.name.offer([(_line_of(one.person), one) for one in found])

    def show_address(self, today: AddressToday) -> None:
        """Say to which commune of today an address belongs, or ask when there are several."""
        if today.written != clean(self.address.value()):
            return
        choices = [(_place(one), one.code) for one in today.candidates]
        self.today.setVisible(len(choices) > 1)
        if len(choices) > 1:
            ask = (tr("Choose today's commune …"), None)
            self.today.offer([ask, *choices])
            self.today.fill(self._person.commune_code)
            if self.today.box.currentIndex() < 0:
                self.today.fill(None)
            self._show_address_hint("")
            return
        one = today.candidates[0] if today.candidates else None
        self._person = msgspec.structs.replace(
            self._person, commune_code=one.code if one else self._person.commune_code
        )
        self._show_address_hint(_place(one) if one else "")

    def must_choose_commune(self) -> bool:
        """Whether the old ward was split and nobody has said yet where the address lies today."""
        return not self.today.isHidden() and self.today.value() is None

    def named(self) -> dict[str, Field]:
        """Answer the fields by the names that problems use."""
        return self._own() | self.more.named()

    def _own(self) -> dict[str, Field]:
        return {
            "name": self.name,
            "id_number": self.number,
            "birth_date": self.birth,
            "sex": self.sex,
            "phone": self.phone,
            "address": self.address,
            "commune_code": self.today,
        }

    def _build(self) -> None:
        self.name = SearchField(
            tr("Full name"),
            required=True,
            placeholder=tr("Read the card, or type a name"),
        )
        self.number = TextField(tr("Personal number, passport"), longest=40)
        self.birth = TextField(tr("Born on, or the year"), placeholder="31/01/1990", longest=10)
        sexes: list[tuple[str, object]] = [("–", None), ("1 Nam", "Nam"), ("2 Nữ", "Nữ")]
        self.sex = ChoiceField(tr("Sex"), sexes)
        self.phone = TextField(tr("Telephone"), longest=30)
        hint = tr("Type = for the submitter's address.") if self._is_owner else ""
        self._own_hint = hint
        self.address = TextField(tr("Address"), hint=hint)
        self.today = ChoiceField(
            tr("The old commune was split; where does the address lie today?"), [], required=True
        )
        self.today.hide()
        for field in (self.number, self.birth):
            field.wrap_label()

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        grid.addWidget(self.name, 0, 0, 1, 4, _TOP)
        grid.addWidget(self.birth, 0, 4, 1, 2, _TOP)
        grid.addWidget(self.sex, 1, 0, _TOP)
        grid.addWidget(self.address, 1, 1, 1, 5, _TOP)
        grid.addWidget(self.today, 2, 0, 1, 6)
        grid.addWidget(self.number, 3, 0, 1, 2, _TOP)
        grid.addWidget(self.phone, 3, 2, 1, 2, _TOP)
        grid.addWidget(self._open_more, 3, 4, 1, 2, _RIGHT)
        for column in range(6):
            grid.setColumnStretch(column, 1)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(0, 0, 0, 0)
        column_of_all.setSpacing(Space.XS)
        column_of_all.addLayout(grid)
        column_of_all.addWidget(self.more)

    def _connect(self) -> None:
        for field in self._own().values():
            field.edited.connect(self.edited)
        self.more.edited.connect(self.edited)
        self.name.asked.connect(self.asked)
        self.name.chosen.connect(self.known_chosen)
        self.number.edited.connect(self._number_typed)
        for field in (self.birth, self.sex):
            field.edited.connect(self._check_number)
        self.address.edited.connect(self._address_typed)

    def _address_typed(self) -> None:
        self._person = msgspec.structs.replace(self._person, commune_code=None)
        self.today.hide()
        self.address_typed.emit(clean(self.address.value()))

    def _number_typed(self) -> None:
        """A personal number says the sex: fill it in where nothing was said."""
        number = self.number.value()
        if typed.id_kind(number) == "cccd" and self.sex.value() is None:
            self.sex.fill(sex_of(number))
        self._check_number()

    def _check_number(self) -> None:
        """Warn of what does not fit; never forbid it."""
        number, born = self.number.value(), typed.birth_date(self.birth.value())
        is_known = born is not None and born[:4].isdigit() and len(born) in (4, 10)
        sex = str(self.sex.value() or "") or None
        found: tuple[str, ...] = ()
        if typed.id_kind(number) == "cccd" or (number.isdigit() and len(number) > 12):
            found = check_number(number, born if is_known else None, sex)
        self.number.set_hint(f"⚠ {warning(found[0])}" if found else "")

    def _show_address_hint(self, place: str) -> None:
        self.address.set_hint(tr("Today: {place}", place=place) if place else self._own_hint)

    def _commune(self) -> str | None:
        chosen = str(self.today.value() or "") or None
        return self._person.commune_code if self.today.isHidden() else chosen

    def _toggle_more(self) -> None:
        self.more.setVisible(self.more.isHidden())
        if not self.more.isHidden():
            self.more.first.setFocus()


def _line_of(person: Person) -> str:
    parts = (person.name, typed.shown_day(person.birth_date), person.id_number, person.address)
    return " · ".join(part for part in parts if part)


def _place(one: CommuneChoice) -> str:
    return f"{one.name}, {one.province_name}"
