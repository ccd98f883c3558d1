"""The door: hand the command line over; imports nothing heavy."""

import sys


def main() -> int:
    """Run `motcua` with this process's arguments and answer its exit status."""
    from app.cli.main import run  # noqa: PLC0415 - nothing before this line costs start-up time

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
