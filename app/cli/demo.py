"""`motcua demo`: the main job from end to end, on a gateway and a provincial system beside it.

The same use cases and screens as the real program. With a display the window stays open at the
end; `--offscreen` runs without one.
"""

import argparse
import os
from importlib import import_module
from pathlib import Path

from app.cli.answers import Subparsers
from app.cli.display import has_display


def add_parser(subparsers: Subparsers) -> None:
    """Describe `demo`."""
    parser = subparsers.add_parser("demo", help="the main job, end to end, on this machine")
    parser.add_argument("--offscreen", action="store_true", help="without a display")
    parser.add_argument("--out", type=Path, default=Path("demo-out"), metavar="DIR")


def run(args: argparse.Namespace) -> int:
    """Choose the platform before Qt is loaded, then show everything."""
    unseen = args.offscreen or not has_display()  # runs on a server all the same
    if unseen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return int(import_module("app.cli.demo_show").run(args.out, stay=not unseen))
