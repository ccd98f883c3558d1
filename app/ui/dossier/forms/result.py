"""Ghi nhận kết quả: what was issued, also when it was signed on paper."""

from collections.abc import Sequence

from app.domain.events import IssuedPaper
from app.domain.states import Act
from app.domain.text import clean
from app.ui.dossier.forms.entering import Complaint
from app.ui.dossier.forms.form import ActForm
from app.ui.dossier.presenter import Work
from app.ui.dossier.tab_order import lead_through
from app.ui.i18n import tr
from app.ui.reception import typed
from app.ui.widgets.buttons import QuietButton
from app.ui.widgets.fields import Field, TextField, TickField
from app.ui.widgets.layout import columns, row
from app.usecases.results import record_result


class ResultForm(ActForm):
    """One line per paper issued; most dossiers end with one."""

    act = Act.RECORD_RESULT

    def build(self) -> None:
        """Name, number, day; the procedure's own results are offered."""
        self._lines: list[tuple[TextField, TextField, TextField]] = []
        self._more = QuietButton(tr("One more paper"), self._one_more)
        procedure = self.shown.view.dossier.procedure
        names = procedure.results if procedure else ()
        self._add_line(names[0] if names else "")
        self.column.addLayout(row(self._more))
        self.awaits = TickField(tr("It waits for an electronic signature (chờ ký số)"))
        self.add(self.awaits)

    def work(self) -> Work:
        """Write the result down."""
        decided = self.decided()
        papers, awaits = tuple(self.papers()), self.awaits.value()
        return lambda desk, seen: record_result(
            desk, seen, papers, decided=decided, awaits_signature=awaits
        )

    def papers(self) -> list[IssuedPaper]:
        """Answer what is typed; a line without a name is none."""
        return [
            IssuedPaper(
                name=clean(name.value()),
                number=clean(number.value()),
                date=day.isoformat() if (day := typed.day_of(signed.value())) else None,
            )
            for name, number, signed in self._lines
            if name.value()
        ]

    def complaints(self) -> Sequence[Complaint]:
        """A day is a day."""
        words = tr("Write the day as 24/11/2026.")
        return [
            (signed, words)
            for _name, _number, signed in self._lines
            if signed.value() and typed.day_of(signed.value()) is None
        ]

    def named(self) -> dict[str, Field]:
        """Place the sentence of an error."""
        return {"result_missing": self._lines[0][0]}

    def first(self) -> TextField:
        """Begin at the number when the name is known."""
        name, number, _day = self._lines[0]
        return number if name.value() else name

    def _one_more(self) -> None:
        self._add_line("")
        for field in self._lines[-1]:
            field.show()  # now, or it cannot take the focus yet
        lead_through(self)
        self._lines[-1][0].setFocus()

    def _add_line(self, name: str) -> None:
        line = (
            TextField(tr("Result"), required=not self._lines, longest=200),
            TextField(tr("Number of the result"), longest=60),
            TextField(tr("Signed on"), longest=10),
        )
        line[0].fill(name)
        line[2].fill(f"{self.shown.now:%d/%m/%Y}")
        for field in line:
            field.line.returnPressed.connect(field.line.focusNextChild)
        grid = columns(*line)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self.column.insertLayout(len(self._lines), grid)
        self._lines.append(line)
