"""What is seldom asked of a person: village, nationality, interpreter, organisation, household."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.person import Person
from app.domain.text import clean
from app.ui.i18n import tr
from app.ui.reception import typed
from app.ui.tokens import Space
from app.ui.widgets.fields import Field, TextField, TickField

_COLUMNS = 6


class MoreFields(QWidget):
    """Hidden until asked for, or until one of them holds something."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.hamlet = TextField(tr("Village"), longest=60)
        self.ethnicity = TextField(tr("Ethnic group"), longest=40)
        self.nationality = TextField(
            tr("Nationality"), longest=40, placeholder=tr("foreigners only")
        )
        self.email = TextField(tr("E-mail"), longest=120)
        self.issued = TextField(tr("Card issued on"), longest=10)
        self.interpreter = TextField(
            tr("Interpreter"), longest=80, placeholder=tr("name and language")
        )
        self.organisation = TextField(tr("Organisation"))
        self.number = TextField(tr("Tax or registration number"), longest=40)
        self.position = TextField(tr("Position"), longest=60, placeholder=tr("director, chairman"))
        self.household = TextField(
            tr("Other members of the household"), placeholder=tr("name and year, one after another")
        )
        self.thumb = TickField(tr("Signs with a thumb-print"))
        self._texts: dict[str, TextField] = {
            "hamlet": self.hamlet,
            "ethnicity": self.ethnicity,
            "nationality": self.nationality,
            "email": self.email,
            "interpreter": self.interpreter,
            "organisation": self.organisation,
            "organisation_number": self.number,
            "position": self.position,
            "household": self.household,
        }
        self._arrange()
        for field in self.named().values():
            field.edited.connect(self.edited)
        self.thumb.edited.connect(self.edited)
        self.hide()

    @property
    def first(self) -> QWidget:
        """Where typing begins."""
        return self.hamlet.line

    def values(self) -> dict[str, object]:
        """What is typed, by the fields of a person."""
        said: dict[str, object] = {
            name: clean(field.value()) or None for name, field in self._texts.items()
        }
        said["id_issued"] = typed.birth_date(clean(self.issued.value()))
        said["thumb_print"] = self.thumb.value()
        return said

    def fill(self, shown: Person) -> None:
        """Show a person; what holds something is in sight."""
        for name, field in self._texts.items():
            field.fill(getattr(shown, name) or "")
        self.issued.fill(typed.shown_day(shown.id_issued))
        self.thumb.fill(on=shown.thumb_print)
        told = (shown.nationality, shown.interpreter, shown.organisation, shown.household)
        if any(told) or shown.thumb_print:
            self.show()
        elif not shown.name:
            self.hide()

    def named(self) -> dict[str, Field]:
        """The fields by the names that problems use."""
        return {**self._texts, "id_issued": self.issued}

    def _arrange(self) -> None:
        rows = (
            (self.hamlet, self.ethnicity, self.nationality),
            (self.email, self.issued, self.interpreter),
            (self.organisation, self.number, self.position),
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.M)
        span = _COLUMNS // 3
        for line, fields in enumerate(rows):
            for place, field in enumerate(fields):
                grid.addWidget(field, line, place * span, 1, span)
        grid.addWidget(self.household, len(rows), 0, 1, _COLUMNS)
        grid.addWidget(self.thumb, len(rows) + 1, 0, 1, _COLUMNS)
