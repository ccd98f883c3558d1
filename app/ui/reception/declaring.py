"""From the reception to the declaration (tờ khai) of the same people and procedure."""

from app.ui.page import Session
from app.ui.reception.presenter import Presenter
from app.usecases.declarations import Wanted


def declare(session: Session, presenter: Presenter) -> None:
    """Open the declaration that belongs to what is typed so far; the draft stays."""
    form = presenter.form
    session.go("declarations", "", Wanted(form.procedure_code, form.submitter, form.owner))
