"""What the bundle asks of Windows itself: only what is on a written list."""

import re
from collections import defaultdict
from pathlib import Path

import pefile

from tests.windows.places import Failed, system32, tell

LIST = Path(__file__).with_name("needed.txt")
_RUN_TIME = "api-ms-win-crt-"  # the C run time, a part of Windows 10
_NEVER_SHIPPED = re.compile(r"^(icu.*|bcryptprimitives|ucrtbase|api-ms-win-.*)\.dll$")
_TABLES = [
    pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"],
    pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT"],
]


def check(bundle: Path) -> None:
    """Compare with the list; raises `Failed` for anything new, gone, or shipped by mistake."""
    asked = needed(bundle)
    shipped = {path.name.lower() for path in programs(bundle)}
    if wrong := sorted(name for name in shipped if _NEVER_SHIPPED.match(name)):
        raise Failed(f"shipped, yet Windows' own or a stand-in: {wrong}")
    listed = set(LIST.read_text("ascii").split())
    if new := sorted(set(asked) - listed):
        told = "; ".join(f"{name} for {', '.join(sorted(asked[name])[:3])}" for name in new)
        raise Failed(f"not on the list {LIST.name}: {told}")
    if gone := sorted(listed - set(asked)):
        raise Failed(f"on the list {LIST.name}, yet nobody asks for it: {gone}")
    _compare_stand_ins(bundle)
    tell(f"needed from Windows: {len(asked)} libraries, all on the list")


def needed(bundle: Path) -> dict[str, set[str]]:
    """Name each library that is not in the bundle, with those that ask for it."""
    found: dict[str, set[str]] = defaultdict(set)
    inside = {path.name.lower() for path in programs(bundle)}
    for path in programs(bundle):
        for name in _asked_by(path):
            if name not in inside and not name.startswith(_RUN_TIME):
                found[name].add(path.name)
    return dict(found)


def programs(bundle: Path) -> list[Path]:
    """List the bundle's programs and libraries."""
    return sorted(p for p in bundle.rglob("*") if p.suffix.lower() in {".dll", ".pyd", ".exe"})


def _asked_by(path: Path) -> set[str]:
    image = pefile.PE(str(path), fast_load=True)
    if image.FILE_HEADER.Machine != pefile.MACHINE_TYPE["IMAGE_FILE_MACHINE_AMD64"]:
        raise Failed(f"{path.name} is not for 64-bit Windows")
    image.parse_data_directories(directories=_TABLES)
    tables = ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT")
    entries = [entry for table in tables for entry in getattr(image, table, ())]
    image.close()
    return {entry.dll.decode().lower() for entry in entries}


def _compare_stand_ins(bundle: Path) -> None:
    """No file of the bundle has the bytes of a stand-in, under whatever name."""
    ours = [system32() / name for name in ("icuuc.dll", "bcryptprimitives.dll")]
    known = {path.read_bytes() for path in ours if path.exists()}
    if wrong := [path.name for path in programs(bundle) if path.read_bytes() in known]:
        raise Failed(f"a stand-in is in the bundle: {wrong}")
