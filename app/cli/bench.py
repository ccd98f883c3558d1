"""`motcua bench NAME`: measure on this machine, against a reference in the same run where one is.

Figures of a busy PC are not worth much; ratios to a reference that suffered the same are.
"""

import argparse
import os
import platform
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.answers import Subparsers, WrongUse, say, say_json

if TYPE_CHECKING:
    from app.cli.bench_figures import Figures

NAMES = ("startup", "search", "sync", "save", "scan", "report", "gateway")
ON_AN_OFFICE = ("startup", "search", "save")
MEASURED = ("bare", "window", "today", "office")
"""What `startup` starts in processes of their own; windows say by lines how far they are."""


def add_parser(subparsers: Subparsers) -> None:
    """Describe `bench`."""
    parser = subparsers.add_parser(
        "bench", help="measure start-up, search, synchronising, saving, scans, reports, gateway"
    )
    parser.add_argument("name", choices=(*NAMES, *MEASURED), metavar="|".join(NAMES))
    parser.add_argument("--dossiers", type=int, default=20_000, metavar="N")
    parser.add_argument("--runs", type=int, default=9, metavar="N", help="how often it is started")
    parser.add_argument(
        "--cold", action="store_true", help="startup: with nothing in memory (Linux)"
    )
    parser.add_argument("--events", type=int, default=10_000, metavar="N", help="gateway's log")
    parser.add_argument(
        "--database", default="", metavar="URL", help="gateway's, with empty tables"
    )
    parser.add_argument(
        "--office", type=Path, default=None, metavar="DIR", help="made there once, and kept"
    )
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Measure and say what was found."""
    if args.name in MEASURED:
        return _be_measured(args)
    bench = import_module(f"app.cli.bench_{_named(args)}")
    figures: Figures = bench.measure(*_asked(args))
    if args.json:
        found = {name: figure.as_json() for name, figure in figures.items()}
        say_json({"bench": args.name, "machine": _machine(), "figures": found})
    else:
        say("\n".join(f"{name}: {figure}" for name, figure in figures.items()))
    return 0


def _named(args: argparse.Namespace) -> str:
    if not args.cold:
        return str(args.name)
    if args.name != "startup" or sys.platform != "linux":
        raise WrongUse("motcua bench startup --cold")
    return "cold"


def _asked(args: argparse.Namespace) -> tuple[object, ...]:
    if args.name == "gateway":
        return args.events, args.database
    usual = (args.dossiers, args.runs)
    return (*usual, args.office) if args.name in ON_AN_OFFICE else usual


def _be_measured(args: argparse.Namespace) -> int:
    if args.name == "bare":
        return int(import_module("app.ui.bench.bare").main())
    if args.name == "office":
        with import_module("app.cli.bench_office").an_office(args.dossiers, args.office):
            return 0
    ours = import_module("app.ui.bench.ours")
    if args.name == "window":
        return int(ours.first_window(args.profile))
    password = import_module("app.cli.unlocking").password(args.password_file)
    return int(ours.today(args.profile, password))


def _machine() -> str:
    system, version = platform.system(), platform.python_version()
    return f"{platform.machine()}, {os.cpu_count()} CPU, {system}, Python {version}"
