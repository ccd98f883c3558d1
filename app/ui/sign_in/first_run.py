"""The first start on a PC without an office; loaded only then."""

from collections.abc import Callable

from app.domain.access import Role
from app.domain.place import Places
from app.ui.labels import label
from app.ui.sign_in.founding import FoundingPresenter
from app.ui.sign_in.recovery_code import RecoveryCodePage
from app.ui.sign_in.set_up import SetUpPage
from app.ui.tasks import TaskRunner
from app.usecases.administration import ThisPc


def begin(
    pc: ThisPc,
    tasks: TaskRunner,
    show: Callable[[object], None],
    finished: Callable[[], None],
    read_places: Callable[[], Places],
) -> FoundingPresenter:
    """Show the set-up page; whoever calls keeps the presenter, or it hears nothing."""
    roles = [(label(role), role) for role in (Role.CLERK, Role.LEADER, Role.TECHNICIAN)]
    founding = FoundingPresenter(pc, tasks, (SetUpPage(roles), RecoveryCodePage()), show, finished)
    founding.begin(read_places)
    return founding
