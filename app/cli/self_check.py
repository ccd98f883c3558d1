"""`motcua --self-check`: prove an installation, and leave nothing behind."""

import argparse
import os
import tempfile
from importlib import import_module
from pathlib import Path

from app.cli.answers import FAILED, say
from app.usecases.health import self_check


def run(args: argparse.Namespace) -> int:
    """Found an office aside, receive a dossier, draw a slip and a screen, verify; 0 if all is well.

    `--profile DIR` names the folder in which the office is tried; without it a temporary one.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="motcua-check-") as folder:
        checks = list(self_check(args.profile or Path(folder)))
        checks += import_module("app.ui.demo.self_check").checks(Path(folder))
    for check in checks:
        say(
            f"{'ok' if check.ok else 'FAILED'}  {check.name}  {check.code or check.figure}".rstrip()
        )
    return 0 if all(check.ok for check in checks) else FAILED
