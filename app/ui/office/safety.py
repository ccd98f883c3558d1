"""What Cơ quan offers for the day of trouble: a new recovery code, a check-up, and practice."""

from PySide6.QtWidgets import QWidget

from app.ui.i18n import tr
from app.ui.office.recovery_dialog import RecoveryDialog
from app.ui.page import Session
from app.ui.practice.starting import start
from app.ui.widgets.buttons import Button


def safety_buttons(session: Session, page: QWidget) -> tuple[Button, ...]:
    """The buttons, in the order of their keys."""

    def practise() -> None:
        start(session.desk.profile.path)

    return (
        Button(tr("Recovery code …"), lambda: RecoveryDialog(session, page).open(), key="Alt+6"),
        Button(tr("Check this PC"), lambda: session.go("doctor"), key="Alt+7"),
        Button(tr("Practise"), practise, key="Alt+8"),
        Button(tr("Machine card"), lambda: session.go("first_start", "card"), key="Alt+9"),
    )
