"""Where things lie on this machine: what ships with the program."""

from pathlib import Path


def resources() -> Path:
    """The folder of data that ships with the program; in a bundle it lies beside the packages."""
    return Path(__file__).resolve().parents[2] / "resources"
