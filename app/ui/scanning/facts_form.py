"""The least that is to be known of a paper as data (NĐ 118/2025, Điều 19(2))."""

from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.events import PaperFacts
from app.domain.text import clean
from app.ui.i18n import tr
from app.ui.reception import typed
from app.ui.tokens import Space
from app.ui.widgets.fields import TextField

_LARGE = 10  # px of a letter: from there on two fields do not fit beside one another
_FULL = ("name", "summary")  # fields that take a whole line
_DAYS = ("issued", "valid_until")


class FactsForm(QWidget):
    """One field for each fact, filled with what is known already."""

    def __init__(self) -> None:
        super().__init__()
        day = tr("day/month/year")
        self.fields: dict[str, TextField] = {
            "name": TextField(tr("Name of the paper"), required=True, longest=300),
            "owner_id": TextField(tr("Personal number"), longest=20),
            "birth_year": TextField(tr("Year of birth"), longest=4),
            "owner_name": TextField(tr("Owner of the paper"), longest=200),
            "code": TextField(tr("Code of the kind of paper"), longest=40),
            "issued": TextField(tr("Issued on"), placeholder=day, longest=10),
            "issuer": TextField(tr("Issued by"), longest=200),
            "summary": TextField(tr("Summary of the content"), longest=500),
            "valid_until": TextField(tr("Valid until"), placeholder=day, longest=10),
            "valid_in": TextField(tr("Where it is valid"), longest=200),
        }
        self._arrange()

    def show_facts(self, facts: PaperFacts) -> None:
        """Fill in what is known."""
        for name, field in self.fields.items():
            told = str(getattr(facts, name))
            field.fill(typed.shown_day(told) if name in _DAYS else told)
            field.complain("")

    def facts(self) -> PaperFacts:
        """What is typed now; a day that cannot be read is handed on as it stands."""
        return PaperFacts(**{name: self._value(name) for name in self.fields})

    def complain(self, code: str, sentence: str) -> bool:
        """Say it beside the field that it is about; false when it is about none."""
        name = {
            "scan_name_missing": "name",
            "scan_owner_missing": "owner_id",
            "scan_day_wrong": next((day for day in _DAYS if self._is_no_day(day)), "issued"),
        }.get(code)
        if name is None:
            return False
        self.fields[name].complain(sentence)
        self.fields[name].line.setFocus()
        return True

    def _value(self, name: str) -> str:
        text = clean(self.fields[name].value())
        if name in _DAYS and (day := typed.day_of(text)) is not None:
            return day.isoformat()
        return text

    def _is_no_day(self, name: str) -> bool:
        text = self.fields[name].value()
        return bool(text) and typed.day_of(text) is None

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.S)
        grid.setVerticalSpacing(Space.S)
        two = self.fontMetrics().averageCharWidth() <= _LARGE
        place = 0
        for name, field in self.fields.items():
            wide = name in _FULL or not two
            place += place % 2 if wide else 0
            grid.addWidget(field, place // 2, place % 2, 1, 2 if wide else 1)
            place += 2 if wide else 1
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
