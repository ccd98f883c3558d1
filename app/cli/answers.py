"""What a command answers: a line or JSON on stdout, one Vietnamese line with a code on stderr."""

import argparse
import json
import logging
import sys
from typing import NoReturn, TypeAlias

from app.ui import words

LOG = logging.getLogger(__name__)

FAILED = 1
WRONG_USE = 2


class WrongUse(Exception):
    """The command line cannot be understood; nothing was done."""

    exit_status = WRONG_USE
    is_detail_told = True

    def __init__(self, detail: str, code: str = "wrong_use") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class Parser(argparse.ArgumentParser):
    """An argument parser that complains in the office's language, with a code."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing English and quitting."""
        LOG.info("wrong use of %s: %s", self.prog, message)
        raise WrongUse(f"{self.prog} --help")


Subparsers: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 - its only name
"""Where a command group describes itself."""


def say(text: str) -> None:
    """Write one line."""
    sys.stdout.write(text + "\n")


def say_json(value: object) -> None:
    """Write a value as JSON, readable letters, one document."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def complain(error: Exception, *, as_json: bool) -> int:
    """Word a failure and answer the exit status that tells it."""
    message = words.line(error)
    if getattr(error, "is_detail_told", False):
        message = f"{message} {getattr(error, 'detail', '')}"
    if as_json:
        code = words.sentence(words.code_of(error)).code
        say_json({"error": {"code": code, "message": message}})
    else:
        sys.stderr.write(message + "\n")
    status: int = getattr(error, "exit_status", FAILED)
    return status
