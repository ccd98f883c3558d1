"""What both halves of the dialog are: fields, one deed, and each refusal beside its field."""

from PySide6.QtCore import Qt

from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import Field, PasswordField, TextField
from app.ui.widgets.layout import Card

Faults = list[tuple[Field, str]]  # a field, and what is wrong with it or nothing


class Part(Card):
    """Asks, looks at what was typed, and waits for the answer; Enter in any line is its button."""

    def __init__(self, title: str, deed: str) -> None:
        super().__init__(title)
        self.button = Button(deed, self._submit)

    def wait(self, *, on: bool) -> None:
        """Show that it is being done: a password is tried slowly on purpose."""
        self.button.setEnabled(not on)

    def clear(self) -> None:
        """It is done: nothing of a password is left."""
        self.wait(on=False)
        for line in self.findChildren(TextField):
            line.fill("")
            line.complain("")

    def refuse(self, code: str, sentence: str) -> bool:
        """Say it beside the field it is about; answers whether there is one."""
        self.wait(on=False)
        field = self._refusals().get(code)
        if field is None:
            return False
        field.fill("")
        field.complain(sentence)
        field.setFocus()
        return True

    def _arrange(self, *fields: Field) -> None:
        self.add(*fields)
        for field in fields:
            if isinstance(field, TextField):
                field.line.returnPressed.connect(self._submit)
        self.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def _submit(self) -> None:
        if not self.button.isEnabled():
            return
        faults = self._faults()
        for field, sentence in faults:
            field.complain(sentence)
        wrong = [field for field, sentence in faults if sentence]
        if wrong:
            wrong[0].setFocus()
            return
        self.wait(on=True)
        self._ask()

    def _faults(self) -> Faults:
        """Look at every field that can be wrong, in the order they are read."""
        raise NotImplementedError

    def _refusals(self) -> dict[str, PasswordField]:
        """Which field a refusal of the office is about, by its code."""
        raise NotImplementedError

    def _ask(self) -> None:
        """Ask for the deed with what was typed."""
        raise NotImplementedError
