"""The folder that a technician copies to a stick: pre-check, program, installer side by side."""

import re
import shutil
from pathlib import Path

from app.system.paths import resources

CHECK = "KIEM-TRA-MAY.cmd"


def lay(bundle: Path, installer: Path, target: Path) -> Path:
    """Lay the folder anew and answer it; raises `FileNotFoundError` when something is not there."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(bundle, target / "motcua")
    shutil.copy2(installer, target)
    shutil.copy2(resources() / "stick" / CHECK, target)
    if gone := missing(target):
        raise FileNotFoundError(f"the stick lacks {gone}")
    return target


def missing(folder: Path) -> list[str]:
    """What the pre-check starts and the technician needs, and does not lie there."""
    text = (folder / CHECK).read_bytes().decode("ascii")
    started = {name.replace("\\", "/") for name in re.findall(r'"%~dp0([^"]+\.exe)"', text)}
    wanted = sorted(started | {"motcua/motcua-cli.exe", "motcua/_internal"})
    gone = [name for name in wanted if not (folder / name).exists()]
    return gone if any(folder.glob("motcua-*-setup.exe")) else [*gone, "motcua-*-setup.exe"]
