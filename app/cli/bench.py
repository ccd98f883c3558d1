"""`motcua bench NAME`: measure on this machine, where possible beside a reference."""

import argparse
import os
import platform
from importlib import import_module

from app.cli.answers import Subparsers, say, say_json
from app.cli.bench_figures import Figures

NAMES = ("startup", "search", "sync")


def add_parser(subparsers: Subparsers) -> None:
    """Describe `bench`."""
    parser = subparsers.add_parser("bench", help="measure start-up, search or synchronising")
    parser.add_argument("name", choices=NAMES, metavar="NAME")
    parser.add_argument("--dossiers", type=int, default=20_000, metavar="N")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Measure and say what was found."""
    figures: Figures = import_module(f"app.cli.bench_{args.name}").measure(args.dossiers)
    if args.json:
        found = {name: figure.as_json() for name, figure in figures.items()}
        say_json({"bench": args.name, "machine": _machine(), "figures": found})
    else:
        say("\n".join(f"{name}: {figure}" for name, figure in figures.items()))
    return 0


def _machine() -> str:
    python = platform.python_version()
    return f"{platform.machine()}, {os.cpu_count()} CPU, {platform.system()}, Python {python}"
