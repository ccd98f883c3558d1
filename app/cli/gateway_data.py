"""The gateway that a command works on: opened from its data folder, and how it answers."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from app.cli.answers import WrongUse, say, say_json
from app.system.build import BUILT
from app.system.clock import SystemClock, milliseconds
from app.usecases.shipped import dictionaries
from sync.gateway.folder import Folder
from sync.gateway.gateway import Gateway


@contextmanager
def opened(args: argparse.Namespace) -> Iterator[Gateway]:
    """Open the gateway that the command names; raises `WrongUse` for another database."""
    if args.database and args.database != Folder(args.data).settings().database:
        raise WrongUse("motcua gateway init --database")
    gateway = Gateway(args.data, now, os.urandom, dictionaries())
    try:
        yield gateway
    finally:
        gateway.close()


class ServerClock(Exception):
    """The clock is before the program was built: codes and certificates would have ended."""

    code = "server_clock_wrong"


def must_know_the_date() -> None:
    """Raise `ServerClock` where what is made now would have ended long ago."""
    if SystemClock().now() < BUILT:
        raise ServerClock


def now() -> int:
    """UTC milliseconds by this machine."""
    return milliseconds(SystemClock().now())


def tell(args: argparse.Namespace, told: object, line: str, words: str = "") -> None:
    """Answer in JSON, or in one line; a person at a terminal gets `words`, a script the line."""
    if args.json:
        say_json(told)
    else:
        say(words if words and sys.stdout.isatty() else line)
