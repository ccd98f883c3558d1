"""What is shown of a period, as a file; no widgets."""

import logging
from collections.abc import Callable
from pathlib import Path

from app.domain.errors import RuleViolation
from app.domain.papers import Printout
from app.ui import notices
from app.ui.notices import Notice
from app.ui.page import Session
from app.ui.press import save_pdf

LOG = logging.getLogger(__name__)


def save_as(
    session: Session, work: Callable[[], Printout | None], path: Path, said: Notice
) -> None:
    """Have `work` write the file, or answer the paper that is to be one; then say `said`."""

    def complain(error: Exception) -> None:
        session.say(notices.of(error))

    def done(paper: Printout | None) -> None:
        try:
            if paper is not None:
                save_pdf(paper, path)
        except OSError as error:
            LOG.warning("a file was not saved: %s", error.errno)
            complain(RuleViolation("file_not_written", path.name))
        else:
            session.say(said)

    session.tasks.read("file", work, done, complain)
