"""The log: what happened to which id, and never to whom.

The filter lets through what the program itself wrote (the message's template) and values that
cannot be personal: numbers, ids, codes, words without blanks. Everything else is withheld, texts
of exceptions too, since those like to quote what they choked on.
"""

import logging
import re
import traceback
from enum import Enum
from logging.handlers import RotatingFileHandler
from pathlib import Path

_MOST_BYTES = 1 << 20
_KEPT = 5
_PLAIN = re.compile(r"[A-Za-z0-9_.:@/+\-]{1,80}")
_NUMBER_OF_SOMEBODY = re.compile(r"(?<![0-9A-Fa-f-])\d{9,12}(?![0-9A-Fa-f-])")
WITHHELD = "[withheld]"


class PersonalDataFilter(logging.Filter):
    """Replaces every value that might be somebody's."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, with harmless values only."""
        if not record.name.startswith(("app.", "sync.")):
            record.args = None
            record.msg = f"{WITHHELD} {record.levelname.lower()}"
        elif isinstance(record.args, tuple):
            record.args = tuple(_harmless(value) for value in record.args)
        else:
            record.args = None
        return True


class TraceFormatter(logging.Formatter):
    """One line a record; an exception by its classes, codes and places, without its text."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's name
        """The chain of classes and the places in our code."""
        error = ei[1] if isinstance(ei, tuple) else None
        return "\n".join(_told(error)) if isinstance(error, BaseException) else ""


def start(folder: Path) -> logging.Handler:
    """Write the log of this process into a folder, at most 6 MB; answers the handler to remove."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "motcua.log", maxBytes=_MOST_BYTES, backupCount=_KEPT, encoding="utf-8"
    )
    handler.setFormatter(TraceFormatter())
    handler.addFilter(PersonalDataFilter())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return handler


def stop(handler: logging.Handler) -> None:
    """Take the handler away and close its file."""
    logging.getLogger().removeHandler(handler)
    handler.close()


def _harmless(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, Enum):
        return value if abs(value) < 10**8 else WITHHELD
    text = str(value.value if isinstance(value, Enum) else value)
    is_plain = _PLAIN.fullmatch(text) and not _NUMBER_OF_SOMEBODY.search(text)
    return text if is_plain else WITHHELD


def _told(error: BaseException) -> list[str]:
    code = getattr(error, "code", "")
    lines = [f"{type(error).__name__} {_harmless(str(code)) if code else ''}".rstrip()]
    frames = traceback.extract_tb(error.__traceback__)
    lines += [f"  {Path(each.filename).name}:{each.lineno} in {each.name}" for each in frames]
    cause = error.__cause__ or error.__context__
    return [*lines, "because of", *_told(cause)] if cause else lines
