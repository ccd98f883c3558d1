"""`motcua demo`: the main job from end to end, on an embedded gateway on this machine.

The same use cases and screens as the real program. With a display the window stays open at the
end; `--offscreen` runs without one.
"""

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path

from app.cli.answers import Subparsers


def add_parser(subparsers: Subparsers) -> None:
    """Describe `demo`."""
    parser = subparsers.add_parser("demo", help="the main job, end to end, on this machine")
    parser.add_argument("--offscreen", action="store_true", help="without a display")
    parser.add_argument("--out", type=Path, default=Path("demo-out"), metavar="DIR")


def run(args: argparse.Namespace) -> int:
    """Choose the platform before Qt is loaded, then show everything."""
    unseen = args.offscreen or not _has_display()
    if unseen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return int(import_module("app.cli.demo_show").run(args.out, stay=not unseen))


def _has_display() -> bool:
    """Say whether a window could be shown: a server without a screen runs the demo all the same."""
    if not sys.platform.startswith("linux"):
        return True
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in named)
