"""What the bundle asks of Windows itself: only what is on a written list."""

import re
import sys
from collections import defaultdict
from pathlib import Path

import pefile

from tests.windows.lab import stand_ins
from tests.windows.places import Failed, tell

LIST = Path(__file__).with_name("needed.txt")
_RUN_TIME = "api-ms-win-crt-"  # the C run time, a part of Windows 10
_NEVER_SHIPPED = re.compile(r"^(icu.*|bcryptprimitives|ucrtbase|api-ms-win-.*)\.dll$")
TRIAL_ONLY = {"python3.dll"} if sys.platform != "win32" else set()
"""Stand-ins that a bundle of Wine's holds: no public package has the real one. None elsewhere."""
_SIGNED = re.compile(r"^(python3\d*|vcruntime140.*|msvcp140.*)\.dll$")
"""What its makers sign: one without a signature is somebody else's."""
_OF_WINE = re.compile(rb"Wine (builtin|placeholder) DLL")
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
    found = stand_ins_in(bundle)
    if unwanted := {name: why for name, why in found.items() if name not in TRIAL_ONLY}:
        raise Failed(f"stand-ins are in the bundle: {unwanted}")
    _look_at_manifests(bundle)
    tell(f"needed from Windows: {len(asked)} libraries, all on the list")
    if found:
        tell(f"NOT to be handed out, for the trial alone: {found}")


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


def stand_ins_in(bundle: Path) -> dict[str, str]:
    """Name what is not what its name says, with the reason, whatever it is called."""
    ours = {path.read_bytes(): path.name for path in stand_ins()}
    found = {}
    for path in (path for path in bundle.rglob("*") if path.is_file()):
        content = path.read_bytes()
        if content in ours:
            found[path.name.lower()] = f"our {ours[content]}"
        elif _OF_WINE.match(content[0x40:0x60]):
            found[path.name.lower()] = "Wine's"
        elif _SIGNED.match(path.name.lower()) and not _is_signed(path):
            found[path.name.lower()] = "without its maker's signature"
    return found


def _is_signed(path: Path) -> bool:
    """Whether a signature is there; whether it is good, Windows says (file's properties)."""
    image = pefile.PE(str(path), fast_load=True)
    place = pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_SECURITY"]
    size: int = image.OPTIONAL_HEADER.DATA_DIRECTORY[place].Size
    image.close()
    return size > 0


def _look_at_manifests(bundle: Path) -> None:
    """Both programs run as whoever starts them, and take long names where Windows gives them."""
    for path in bundle.glob("*.exe"):
        content = path.read_bytes()
        for word in (b'level="asInvoker"', b"longPathAware"):
            if word not in content:
                raise Failed(f"{path.name} does not say {word.decode()}")
