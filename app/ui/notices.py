"""From an error to what the officer sees; nobody else on the screens words an error."""

import logging
from dataclasses import dataclass
from enum import Enum

from app.domain.errors import RuleViolation
from app.ui import words
from app.ui.i18n import tr
from sync.protocol.errors import SyncError

LOG = logging.getLogger(__name__)


class Tone(Enum):
    """How a notice is meant; each has its own mark beside its colour."""

    HINT = "hint"
    DONE = "done"
    CAUTION = "caution"
    BAD = "bad"
    BUG = "bug"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell the officer: what happened, and what to do now."""

    tone: Tone
    text: str
    remedy: str = ""
    code: str = ""


def done(text: str) -> Notice:
    """Say that an act succeeded."""
    return Notice(Tone.DONE, text)


def of(error: Exception) -> Notice | None:
    """Find the words for an error; `None` when there is nothing to tell (offline is normal)."""
    if isinstance(error, SyncError) and error.retryable:
        return None
    code = words.code_of(error)
    if not words.is_known(code) or code == words.UNEXPECTED:
        LOG.error("unexpected error", exc_info=error)
        return _notice(Tone.BUG, words.UNEXPECTED)
    return _notice(_tone(error), code)


def _tone(error: Exception) -> Tone:
    match error:
        case RuleViolation():
            return Tone.HINT
        case SyncError():
            return Tone.CAUTION
        case _:
            return Tone.BAD


def _notice(tone: Tone, code: str) -> Notice:
    sentence = words.sentence(code)
    return Notice(tone, tr(sentence.what), tr(sentence.remedy), sentence.code)
