"""The gateway that a command works on: opened from its data folder, and how it answers."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager

from app.cli.answers import WrongUse, say, say_json
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


def now() -> int:
    """UTC milliseconds by this machine."""
    return milliseconds(SystemClock().now())


def tell(args: argparse.Namespace, told: object, line: str) -> None:
    """Answer in JSON, or in one line."""
    if args.json:
        say_json(told)
    else:
        say(line)
