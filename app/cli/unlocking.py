"""Open the office for a command: which folder, which officer, which password."""

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.cli.answers import WrongUse
from app.cli.system_faults import must_be_folder
from app.usecases.administration import ThisPc, officers_here, sign_in, sign_out, this_pc
from app.usecases.desk import Desk
from app.usecases.logbook import log_kept

EITHER = "Mật khẩu, hoặc mã khôi phục trong phong bì: "


@contextmanager
def open_desk(args: argparse.Namespace) -> Iterator[Desk]:
    """Sign in as the command line says and sign out in the end."""
    here = this_pc(args.profile)
    if here.profile.path.exists():
        must_be_folder(here.profile.path)
    with log_kept(here):
        desk = sign_in(here, _officer(args, here), password(args.password_file))
        try:
            yield desk
        finally:
            sign_out(desk)


def unlocked(args: argparse.Namespace) -> tuple[ThisPc, str, str]:
    """Who asks and by which password, for what may be looked at beside an open window."""
    here = this_pc(args.profile)
    return here, _officer(args, here), password(args.password_file)


def password(path: Path | None, question: str = "Mật khẩu: ") -> str:
    """Read the password from its file, else ask for it on the terminal."""
    if path is not None:
        return _first_line(path)
    if not sys.stdin.isatty():
        raise WrongUse("--officer NAME --password-file PATH", "password_missing")
    return getpass.getpass(question)


def _first_line(path: Path) -> str:
    try:
        return path.read_text("utf-8").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse("--password-file", "password_file_unreadable") from error


def _officer(args: argparse.Namespace, here: ThisPc) -> str:
    """Take the named officer, or the only one of this PC."""
    known = officers_here(here)
    asked = [one.id for one in known if args.officer in {one.id, one.name}]
    if asked or args.officer:
        return asked[0] if asked else str(args.officer)
    if len(known) == 1:
        return known[0].id
    raise WrongUse("--officer NAME", "officer_missing")
