"""The key that opens bundles when the server's own is lost, as the province named it."""

from collections.abc import Iterable

from app.domain.events import RecoveryNamed
from app.domain.fold.office import Deed


def recovery_recipient(named: Iterable[Deed]) -> str:
    """For whom bundles are sealed too: what was named last; empty where nothing was."""
    said = [deed.said.recipient for deed in named if isinstance(deed.said, RecoveryNamed)]
    return said[-1] if said else ""
