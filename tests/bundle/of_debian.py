"""What the Linux bundle asks of Debian itself: only what is on a written list, with its package."""

import subprocess
from collections import defaultdict
from pathlib import Path

LIST = Path(__file__).parents[2] / ".ci" / "installer" / "needed-debian.txt"
"""A library and the Debian package that has it, a line each; `install.sh` looks for the same."""

_ELF = b"\x7fELF"


def listed() -> dict[str, str]:
    """The libraries of the list with their packages."""
    lines = LIST.read_text("ascii").splitlines()
    pairs = (line.partition(" ") for line in lines if line and not line.startswith("#"))
    return {library: package for library, _, package in pairs}


def needed(bundle: Path) -> dict[str, set[str]]:
    """Name each library that is not in the bundle, with those that ask for it."""
    inside = {path.name for path in bundle.rglob("*")}
    found: dict[str, set[str]] = defaultdict(set)
    for path in filter(_is_program, sorted(bundle.rglob("*"))):
        for name in asked_by(path) - inside:
            found[name].add(path.name)
    return dict(found)


def asked_by(path: Path) -> set[str]:
    """The libraries that a program or library names as needed."""
    told = _said("readelf", "--dynamic", "--wide", str(path))
    lines = [line for line in told.splitlines() if "(NEEDED)" in line]
    return {line.rpartition("[")[2].rstrip("]") for line in lines}


def packages_with(library: str) -> set[str]:
    """The installed Debian packages that have it, by name; none where dpkg knows no such file."""
    done = subprocess.run(  # noqa: S603
        ["dpkg-query", "--search", f"*/{library}"],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    return {line.partition(":")[0] for line in done.stdout.splitlines()}


def _is_program(path: Path) -> bool:
    if not path.is_file() or path.is_symlink():
        return False
    with path.open("rb") as file:
        return file.read(4) == _ELF


def _said(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout
