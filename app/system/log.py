"""The log: what happened to which id, and never to whom.

Lets through what the program itself wrote (the message's template) and values that
cannot be personal: numbers, ids, codes, words without blanks. Everything else is withheld, texts
of exceptions too, since those like to quote what they choked on.
"""

import copy
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


class HarmlessFormatter(logging.Formatter):
    """One line a record, with harmless values only; an exception by classes, codes and places."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Works on a copy: other handlers may have cached what we do not write."""
        harmless = copy.copy(record)
        harmless.exc_text = harmless.stack_info = None
        if not record.name.startswith(("app.", "sync.")):
            harmless.msg, harmless.args = WITHHELD, None
        elif record.args:  # logging hands a lone mapping over bare
            values = record.args if isinstance(record.args, tuple) else (record.args,)
            harmless.args = tuple(_harmless(value) for value in values)
        return super().format(harmless)

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
    handler.setFormatter(HarmlessFormatter())
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
