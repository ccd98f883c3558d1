"""What a command answers: a line or JSON on stdout, one Vietnamese line with a code on stderr."""

import argparse
import json
import logging
import sys
from typing import Any, NoReturn, TypeAlias

from app.cli.help_text import HelpText
from app.cli.system_faults import named
from app.domain.text import fold
from app.store.faults import StoreFault
from app.ui import words
from app.ui.words import terminal

LOG = logging.getLogger(__name__)

FAILED = 1
WRONG_USE = 2
MOST_PORT = 65535

Facts: TypeAlias = dict[str, object]


class WrongUse(Exception):
    """The command line cannot be understood; nothing was done."""

    exit_status = WRONG_USE
    is_detail_told = True

    def __init__(self, detail: str, code: str = "wrong_use") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class Parser(argparse.ArgumentParser):
    """An argument parser that helps and complains in the office's language, with a code."""

    def __init__(self, *about: Any, **more: Any) -> None:  # noqa: ANN401 - the signature of argparse
        super().__init__(*about, **({"formatter_class": HelpText} | more))

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


def must_agree(question: str, *, is_answered: bool) -> None:
    """Ask on the terminal before something that is hard to take back; `--yes` answers before.

    Raises `StoreFault('cancelled')` for every other word, `WrongUse` where nobody can answer.
    """
    if is_answered:
        return
    sys.stderr.write(f"{question} Gõ CÓ rồi Enter: ")
    sys.stderr.flush()
    typed = sys.stdin.readline() if sys.stdin else ""
    if not typed:
        sys.stderr.write("\n")
        raise WrongUse("--yes", "answer_missing")
    if fold(typed.strip()) != "co":
        raise StoreFault("cancelled")


def complain(error: Exception, *, as_json: bool) -> int:
    """Word a failure and answer the exit status that tells it."""
    error = named(error)
    if as_json:
        say_json(_told(error))
    else:
        sys.stderr.write(_message(error) + "\n")
    status: int = getattr(error, "exit_status", FAILED)
    return status


def answer(facts: Facts, text: str, fault: Exception | None, *, as_json: bool) -> int:
    """Say what was done, and what is wrong all the same: beside it in JSON, else on stderr."""
    if as_json:
        say_json(facts | (_told(fault) if fault else {}))
        return FAILED if fault else 0
    if text:
        say(text)
    return complain(fault, as_json=False) if fault else 0


def _told(error: Exception) -> Facts:
    code = words.sentence(words.code_of(error)).code
    return {"error": {"code": code, "message": _message(error)}}


def _message(error: Exception) -> str:
    message = terminal.line(error)
    if getattr(error, "is_detail_told", False):
        message = f"{message} {getattr(error, 'detail', '')}"
    return message


def port(typed: str) -> int:
    """Read the number of a port; 0 lets the system choose. Raises `ValueError`."""
    number = int(typed)
    if not 0 <= number <= MOST_PORT:
        raise ValueError(typed)
    return number
