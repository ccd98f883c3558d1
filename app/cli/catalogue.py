"""`motcua catalogue build|check|install`: signed packages of procedures."""

import argparse
from datetime import date
from pathlib import Path

from app.cli.answers import WrongUse, say, say_json
from app.domain.errors import RuleViolation
from app.domain.working_time import office_minute
from app.system.clock import Clock, SystemClock
from app.system.paths import resources, usual_profile
from app.system.secrets import system_entropy
from app.usecases import catalogue_making, shipped
from app.usecases.catalogue import trusted_keys
from app.usecases.catalogue_package import Head, Issue
from app.usecases.catalogue_source import Unsure
from sync.protocol.signing import Signer


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the commands."""
    actions = subparsers.add_parser("catalogue", help="packages of procedures").add_subparsers(
        dest="action", required=True
    )
    ours = resources() / "catalogue"
    build = actions.add_parser("build", help="build and sign a package")
    build.add_argument("--source", type=Path, default=ours / "source", metavar="DIR")
    build.add_argument("--out", type=Path, default=ours, metavar="DIR")
    build.add_argument("--version", required=True, metavar="YYYY.MM.N")
    build.add_argument("--valid-from", required=True, metavar="DATE")
    build.add_argument("--valid-to", metavar="DATE")
    build.add_argument("--key", type=Path, metavar="FILE", help="sign with this key")
    build.add_argument("--new-key", type=Path, metavar="FILE", help="make a key, keep it in FILE")
    build.add_argument("--json", action="store_true")
    check = actions.add_parser("check", help="verify a package and say what is unsure")
    check.add_argument("path", nargs="?", type=Path, help="a package; else the one in force")
    check.add_argument("--json", action="store_true")
    install = actions.add_parser("install", help="keep a newer package in the office's folder")
    install.add_argument("path", type=Path)
    install.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Do the one that was asked for."""
    match args.action:
        case "build":
            _build(args)
        case "check":
            _check(args)
        case _:
            _install(args)
    return 0


def _build(args: argparse.Namespace) -> None:
    """Build, then check what was built as any office would."""
    last = _day(args.valid_to) if args.valid_to else None
    issue = Issue(version=args.version, valid_from=_day(args.valid_from), valid_to=last)
    path = catalogue_making.make(args.source, args.out, issue, _signer(args))
    head = catalogue_making.check(path, trusted_keys(args.out)).head
    _say(path, head, (), as_json=args.json)


def _check(args: argparse.Namespace) -> None:
    """Verify whole; the package in force today unless one is named."""
    path = args.path or _in_force(SystemClock())
    keys = trusted_keys(resources() / "catalogue")
    found = catalogue_making.check(path, keys)
    _say(path, found.head, found.unsure, as_json=args.json)


def _install(args: argparse.Namespace) -> None:
    """Keep the package beside the older ones."""
    own = (args.profile or usual_profile()) / shipped.OWN_FOLDER
    head = shipped.catalogue(own, _today(SystemClock())).install(args.path)
    _say(own, head, (), as_json=args.json)


def _in_force(clock: Clock) -> Path:
    """The shipped package of today."""
    version = shipped.catalogue(None, _today(clock)).version
    return resources() / "catalogue" / f"catalogue-{version}.mcp"


def _today(clock: Clock) -> date:
    """The office's date."""
    return office_minute(clock.now()).date()


def _signer(args: argparse.Namespace) -> Signer:
    """The key to sign with: an existing one, or a new one for development."""
    if (args.key is None) == (args.new_key is None):
        raise WrongUse("--key FILE | --new-key FILE")
    if args.key is not None:
        return catalogue_making.read_key(args.key)
    return catalogue_making.new_key(args.new_key, system_entropy)


def _day(text: str) -> date:
    """A date as typed."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise RuleViolation("time_unreadable") from error


def _say(path: Path, head: Head, unsure: tuple[Unsure, ...], *, as_json: bool) -> None:
    """Version, figures, and each fact that somebody should look at."""
    figures = dict(head.counts)
    if as_json:
        facts = [{"code": one.code, "what": one.what, "detail": one.detail} for one in unsure]
        say_json(
            {"path": str(path), "version": head.version, "key": head.key}
            | {"valid_from": str(head.valid_from), "counts": figures, "unsure": facts}
        )
        return
    say(f"{path.name} {head.version}: " + ", ".join(f"{n} {name}" for name, n in figures.items()))
    for one in unsure:
        say(f"{one.code} {one.what} {one.detail}".rstrip())
