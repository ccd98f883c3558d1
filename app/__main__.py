"""The door: hand the command line over; imports nothing heavy."""

import io
import os
import sys
from typing import TextIO, cast


def main() -> int:
    """Run `motcua` with this process's arguments and answer its exit status."""
    if None in (sys.stdin, sys.stdout, sys.stderr):  # Windows gives a program without console none
        _say_nowhere()
    _write_every_letter()
    try:
        from app.cli.main import run  # noqa: PLC0415 - nothing before this line costs start-up time
    except KeyboardInterrupt:
        return 130
    return run(sys.argv[1:])


def _write_every_letter() -> None:
    """Into a file or a pipe Windows would write in a code page, which lacks most of our letters."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def _say_nowhere() -> None:
    """Let whoever writes or asks go on: the window has its own ways to tell."""
    if sys.stdin is None:
        sys.stdin = _nowhere("r")
    if sys.stdout is None or sys.stderr is None:
        nowhere = _nowhere("w")
        sys.stdout = sys.stdout or nowhere
        sys.stderr = sys.stderr or nowhere


def _nowhere(mode: str) -> TextIO:
    """For the process's life."""
    return cast("TextIO", open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123


if __name__ == "__main__":
    sys.exit(main())
