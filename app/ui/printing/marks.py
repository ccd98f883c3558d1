"""The mark that a whole process puts on everything it prints: that of the practice window."""

from PySide6.QtCore import QCoreApplication

from app.domain.practice import MARK

_PROPERTY = "motcua.mark"


def mark_everything(app: QCoreApplication) -> None:
    """From here on nothing leaves this process without the mark of practice."""
    app.setProperty(_PROPERTY, MARK)


def mark_of_process() -> str:
    """What stands across every page; empty in an office."""
    app = QCoreApplication.instance()
    return str(app.property(_PROPERTY) or "") if app is not None else ""
