"""A Windows CPython 3.11 under Wine, put together from public packages only.

The signed `python311.dll` and the standard extension modules come out of a public wheel for Windows
that ships them whole (panda3d); the modules in Python come from the Python that runs this file; the
small programs and the forwarder `python3.dll` are made with mingw. For trials: releases are built
with the Python of python.org on a real Windows.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pefile

from tests.windows.places import (
    ROOT,
    Failed,
    downloads,
    home,
    prefix,
    python_folder,
    system32,
    tell,
)
from tests.windows.running import python, wine

DONOR = "panda3d==1.10.16"
PYTHON_DLL = "0817a2a657a24c0d5fbb60df56960f42fc66b3039d522ec952dab83e2d869364"
"""SHA-256 of python311.dll 3.11.9 as the Python Software Foundation signed it."""

FOR_WINDOWS = (
    *("--only-binary", ":all:", "--platform", "win_amd64", "--python-version", "3.11"),
    *("--implementation", "cp", "--abi", "cp311", "--abi", "abi3", "--abi", "none"),
)
ONLY_THERE = ("pip", "setuptools", "wheel", "pefile", "pywin32-ctypes", "colorama")
"""What the packages need on Windows alone, where the lock of Debian names nothing."""

NOT_THERE = ("geopy", "numpy", "shapely", "vietnamadminunits")
"""Packages of the lock that only make our data (development), and weigh much."""

_LIBRARIES = ("libcrypto-3", "libssl-3", "libffi-8", "sqlite3")
_NO_MODULES = ("site-packages", "dist-packages", "lib-dynload", "test", "idlelib", "__pycache__")
_MINGW = "x86_64-w64-mingw32-"
_HERE = Path(__file__).parent / "stand_ins"


def stand_ins() -> list[Path]:
    """Libraries and programs of ours in the place of those that a real Windows and Python have."""
    of_python = (python_folder() / name for name in ("python3.dll", "python.exe", "pythonw.exe"))
    of_windows = (system32() / name for name in ("icuuc.dll", "bcryptprimitives.dll"))
    return [path for path in (*of_python, *of_windows) if path.exists()]


def make() -> None:
    """Make the Python, Wine's folder and the packages; what is there and unchanged stays."""
    stamp, pins = home() / "made-from", _pins()
    if stamp.exists() and stamp.read_text("ascii") == pins:
        return
    stamp.unlink(missing_ok=True)
    _fetch()
    _make_python()
    _make_prefix()
    _install()
    stamp.write_text(pins, "ascii")


def _pins() -> str:
    """What the lab is made from; a changed pin makes it anew."""
    parts = (ROOT / ".ci" / "constraints.txt", Path(__file__), *sorted(_HERE.iterdir()))
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()


def _fetch() -> None:
    tell("wheels for Windows: downloading what the lock names")
    _download(home() / "donor", "--no-deps", DONOR)
    _download(downloads(), "--no-deps", *_locked(), *ONLY_THERE)


def _locked() -> list[str]:
    lines = (ROOT / ".ci" / "constraints.txt").read_text("ascii").splitlines()
    return [line for line in lines if "==" in line and not line.startswith(NOT_THERE)]


def _download(folder: Path, *what: str) -> None:
    pip = (sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check")
    run(*pip, *FOR_WINDOWS, "-d", folder, *what)


def _make_python() -> None:
    tell("a Windows Python out of its parts")
    target = python_folder()
    shutil.rmtree(target, ignore_errors=True)
    (target / "DLLs").mkdir(parents=True)
    _take_from_donor(target)
    shutil.copytree(
        sysconfig.get_path("stdlib"),
        target / "Lib",
        ignore=shutil.ignore_patterns(*_NO_MODULES, "config-3*", "_sysconfigdata*"),
    )
    (target / "Lib" / "site-packages").mkdir()
    _compile_python(target)


def _take_from_donor(target: Path) -> None:
    (wheel,) = (home() / "donor").glob("panda3d-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        for name in packed.namelist():
            folder, _, file = name.rpartition("/")
            path = Path(file.lower() if file.startswith("VC") else file)
            if folder != "deploy_libs":
                continue
            if path.suffix == ".pyd" or path.stem in _LIBRARIES:
                (target / "DLLs" / path).write_bytes(packed.read(name))
            elif path.name in {"python311.dll", "vcruntime140.dll"}:
                (target / path).write_bytes(packed.read(name))
    found = hashlib.sha256((target / "python311.dll").read_bytes()).hexdigest()
    if found != PYTHON_DLL:
        raise Failed(f"python311.dll is not the signed one: {found}")


def _compile_python(target: Path) -> None:
    """The door (python.exe) and python3.dll, which hands every name on to python311.dll."""
    work = home() / "compiled"
    work.mkdir(exist_ok=True)
    exports = _exports(target / "python311.dll")
    _define(work / "python311.def", "python311.dll", [name + data for name, data in exports])
    lines = [f"{name} = python311.{name}{data}" for name, data in exports]
    _define(work / "python3.def", "python3.dll", lines)
    library = ("-d", work / "python311.def", "-l", work / "libpython311.a")
    run(_MINGW + "dlltool", *library, "-D", "python311.dll")
    link = (_HERE / "python.c", f"-L{work}", "-lpython311")
    run(_MINGW + "gcc", "-O2", "-s", "-municode", *link, "-o", target / "python.exe")
    shutil.copy(target / "python.exe", target / "pythonw.exe")
    empty = work / "empty.c"
    empty.write_text("int __stdcall DllMainCRTStartup(void*h,unsigned r,void*p){return 1;}\n")
    forwarder = ("-shared", "-nostdlib", "-e", "DllMainCRTStartup", empty, work / "python3.def")
    run(_MINGW + "gcc", *forwarder, "-o", target / "python3.dll")


def _exports(library: Path) -> list[tuple[str, str]]:
    """Names that a library gives, with the mark of those that are data and no function."""
    image = pefile.PE(str(library))
    sections = {section.VirtualAddress: section for section in image.sections}
    code = [each for each in sections.values() if each.Name.startswith(b".text")]
    (text,) = code
    inside = range(text.VirtualAddress, text.VirtualAddress + text.Misc_VirtualSize)
    return [
        (symbol.name.decode(), "" if symbol.address in inside else " DATA")
        for symbol in image.DIRECTORY_ENTRY_EXPORT.symbols
        if symbol.name
    ]


def _define(path: Path, library: str, lines: list[str]) -> None:
    path.write_text("\n".join([f'LIBRARY "{library}"', "EXPORTS", *lines, ""]), "ascii")


def _make_prefix() -> None:
    tell("Wine's folder, as a Windows 10")
    shutil.rmtree(prefix(), ignore_errors=True)
    wine("wineboot", "-i", check=False)
    wine("winecfg", "-v", "win10", check=False)
    for profile in system32().glob("spool/drivers/color/*.icm"):
        profile.unlink()  # Qt warns of a colour profile that it cannot read
    source, target = _HERE / "bcryptprimitives.c", system32() / "bcryptprimitives.dll"
    run(_MINGW + "gcc", "-O2", "-s", "-shared", source, "-o", target, "-ladvapi32")


def _install() -> None:
    tell("packages: the Windows pip installs what is locked")
    (pip,) = downloads().glob("pip-*.whl")
    with zipfile.ZipFile(pip) as packed:
        packed.extractall(python_folder() / "Lib" / "site-packages")
    names = [line.partition("==")[0] for line in _locked()] + list(ONLY_THERE)
    offline = ("--no-index", "--find-links", downloads(), "--no-deps", "--no-compile")
    python("-m", "pip", "install", "-q", "--no-warn-script-location", *offline, *names)
    _stand_in_for_icu()


def _stand_in_for_icu() -> None:
    """Windows has had its own ICU since 1703; Wine 8 has none, so Qt's core would not load.

    Each name that Qt asks for answers nothing, which Qt takes for an unknown text codec.
    """
    core = python_folder() / "Lib" / "site-packages" / "PySide6" / "Qt6Core.dll"
    image = pefile.PE(str(core))
    asked = {
        symbol.name.decode()
        for entry in image.DIRECTORY_ENTRY_IMPORT
        if entry.dll.lower() == b"icuuc.dll"
        for symbol in entry.imports
    }
    source = home() / "compiled" / "icuuc.c"
    source.write_text(
        "".join(
            f"__declspec(dllexport) void *{name}(void) {{ return 0; }}\n" for name in sorted(asked)
        )
    )
    run(_MINGW + "gcc", "-O2", "-s", "-shared", source, "-o", system32() / "icuuc.dll")


def run(*words: str | Path) -> None:
    """Run a program of this machine; raises `Failed` with what it said."""
    done = subprocess.run(  # noqa: S603 - mingw, pip and the like
        [os.fspath(word) for word in words], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Failed(f"{words[0]} ended with {done.returncode}: {done.stderr[-4000:]}")
