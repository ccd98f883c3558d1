"""The door: hand the command line over; imports nothing heavy."""

import os
import sys


def main() -> int:
    """Run `motcua` with this process's arguments and answer its exit status."""
    if sys.stdout is None or sys.stderr is None:  # Windows gives a program without console none
        _say_nowhere()
    from app.cli.main import run  # noqa: PLC0415 - nothing before this line costs start-up time

    return run(sys.argv[1:])


def _say_nowhere() -> None:
    """Let whoever writes go on: the window has its own ways to tell."""
    nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for the process's life
    sys.stdout = sys.stdout or nowhere
    sys.stderr = sys.stderr or nowhere


if __name__ == "__main__":
    sys.exit(main())
