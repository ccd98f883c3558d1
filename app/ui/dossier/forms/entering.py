"""What all forms of acts share about typing: complaints beside fields, Enter leads on."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.widgets.fields import Field

Complaint = tuple[Field | None, str]  # beside this field, or above the button


def move_on_enter(form: QWidget) -> None:
    """Let Enter go to the next field: a scanner's Enter never records an act."""
    for line in form.findChildren(QLineEdit):
        line.returnPressed.connect(line.focusNextChild)
