"""The command line: find the command, load its module alone, run it, word what went wrong.

A command group is a module with `add_parser(subparsers)` and `run(args) -> int`. The options
`--profile`, `--officer` and `--password-file` may stand anywhere; they are in `args` of every
command. With `MOTCUA_LOG=stderr` in the environment the log and its traces go to standard error.
"""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from app.cli.answers import FAILED, Parser, WrongUse, complain
from app.cli.display import NoDisplay, has_display

LOG = logging.getLogger(__name__)

COMMANDS = {
    "demo": "app.cli.demo",
    "gateway": "app.cli.gateway",
    "portal": "app.cli.portal",
    "catalogue": "app.cli.catalogue",
    "device": "app.cli.device",
    "sync": "app.cli.sync",
    "backup": "app.cli.backup",
    "journal": "app.cli.journal",
    "doctor": "app.cli.doctor",
    "due": "app.cli.due",
    "precheck": "app.cli.precheck",
    "prepare": "app.cli.prepare",
    "card": "app.cli.card",
    "hub": "app.cli.hub",
    "proof": "app.cli.proof",
    "report": "app.cli.report",
    "practice": "app.cli.practice",
    "bench": "app.cli.bench",
    "bundle": "app.cli.bundle",
}

OPENED_BY_US = (".motcua", ".mcb")
"""Files that a double click opens with the window: a prepared file, a bundle on a stick."""


def run(arguments: Sequence[str]) -> int:
    """Run the command line and answer the exit status: 0, 1 for a failure, 2 for wrong use."""
    if os.environ.get("MOTCUA_LOG") == "stderr":
        logging.basicConfig(level=logging.INFO)
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _say_no_more()
        return FAILED
    except Exception as error:  # twin of the task runner: everything gets its words
        LOG.info("command failed", exc_info=error)
        return _complained(error, as_json="--json" in arguments)
    return status


def _complained(error: Exception, *, as_json: bool) -> int:
    """Say it, once; where standard output is what fails, on the other one."""
    try:
        status = complain(error, as_json=as_json)
    except OSError as full:
        status = complain(full, as_json=False)
    try:
        sys.stdout.flush()
    except OSError as full:
        _say_no_more()
        return complain(full, as_json=False) if as_json else status
    return status


def _say_no_more() -> None:
    """What is left for standard output goes nowhere, or Python would complain of it in the end."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _run(arguments: Sequence[str]) -> int:
    everywhere, rest = _everywhere().parse_known_args(arguments)
    if everywhere.self_check:
        return int(import_module("app.cli.self_check").run(everywhere))
    if not rest:
        return _window(everywhere.profile)
    if rest[0].lower().endswith(OPENED_BY_US):
        return _window(everywhere.profile, Path(rest[0]))
    parser, module = _parser_of(rest[0])
    args = parser.parse_args(rest, namespace=everywhere)
    return int(import_module(module).run(args))


def _window(profile: Path | None, file: Path | None = None) -> int:
    if not has_display():
        raise NoDisplay
    return int(import_module("app.ui.application").run(profile, file))


def _everywhere() -> Parser:
    """Describe the options that every command takes."""
    parser = Parser(prog="motcua", add_help=False, allow_abbrev=False)
    parser.add_argument("--profile", type=Path, default=None, metavar="DIR")
    parser.add_argument("--officer", default="", metavar="NAME")
    parser.add_argument("--password-file", type=Path, default=None, metavar="PATH")
    parser.add_argument("--self-check", action="store_true")
    return parser


def _parser_of(command: str) -> tuple[argparse.ArgumentParser, str]:
    """Build the parser with the named command's module alone; `--help` loads them all."""
    parser = Parser(
        prog="motcua",
        parents=[_everywhere()],
        description="Một Cửa Vùng Biên. Without a command: the window.",
    )
    subparsers = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    if command in COMMANDS:
        import_module(COMMANDS[command]).add_parser(subparsers)
        return parser, COMMANDS[command]
    if command not in {"-h", "--help"}:
        raise WrongUse("motcua --help")
    for module in COMMANDS.values():
        import_module(module).add_parser(subparsers)
    parser.print_help(sys.stdout)
    raise SystemExit(0)
