"""`motcua --self-check`: prove an installation, and leave nothing behind."""

import argparse
import tempfile
from pathlib import Path

from app.cli.answers import FAILED, say
from app.usecases import maintenance


def run(args: argparse.Namespace) -> int:
    """Found an office aside, receive a dossier, draw a slip and a screen, verify; 0 if all is well.

    `--profile DIR` names the folder in which the office is tried; without it a temporary one.
    """
    with tempfile.TemporaryDirectory(prefix="motcua-check-") as folder:
        checks = [*maintenance.self_check(args.profile or Path(folder)), *_shown(Path(folder))]
    for check in checks:
        say(f"{'ok' if check.ok else 'FAILED'} {check.name} {check.figure}".rstrip())
    return 0 if all(check.ok for check in checks) else FAILED


def _shown(folder: Path) -> list[maintenance.Check]:
    """Check what needs Qt: a slip and a screen."""
    from app.ui.self_check import checks  # noqa: PLC0415 - Qt only once the rest is well

    return list(checks(folder))
