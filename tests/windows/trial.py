"""The installer on trial: install, run, start twice, upgrade over data, uninstall; data stays."""

import hashlib
import re
import shutil
import sys
from pathlib import Path

from app.system.version import VERSION
from tests.windows.lab import run
from tests.windows.places import ROOT, Failed, built, on_windows, prefix, tell
from tests.windows.running import Running, wait_for, wine
from tests.windows.screen import (
    SHOWN,
    close_at_once,
    grab,
    open_window,
    screen,
    see_window,
    titles,
)

REFUSED = 3
"""How the installer ends while the program runs."""
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\MotCua"
STEPS = (
    "resources",
    "office founded",
    "dossier received",
    "journal verified",
    "slip drawn",
    "code read",
)
KINDS = {".motcua": "MotCua.Profile", ".mcb": "MotCua.Bundle"}
"""Files that a double click opens: their endings, and how the installer calls them."""
OFFICE = r"C:\ProgramData\MotCua\Xã Sì Lở Lầu"


def installer() -> Path:
    """The installer of this version; one that Wine built says so, since it holds a stand-in."""
    mark = "" if sys.platform == "win32" else "-thu"
    return built() / f"motcua-{VERSION}{mark}-setup.exe"


def make_installer() -> None:
    """Let NSIS pack the bundle."""
    tell("the installer")
    places = {"VERSION": VERSION, "ROOT": ROOT, "BUNDLE": built() / "motcua", "OUT": installer()}
    words = [f"-D{name}={value}" for name, value in places.items()]
    words += [] if sys.platform == "win32" else ["-DTRIAL"]
    run("makensis", "-V2", "-WX", *words, ROOT / ".ci" / "installer" / "motcua.nsi")
    tell(f"  {installer().name}: {installer().stat().st_size / 1e6:.1f} MB")


def try_bundle() -> None:
    """Let both programs of the bundle check themselves, and weigh the bundle."""
    bundle = built() / "motcua"
    found = [path.stat().st_size for path in bundle.rglob("*") if path.is_file()]
    tell(f"the bundle: {sum(found) / 1e6:.1f} MB in {len(found)} files")
    for name in ("motcua-cli.exe", "motcua.exe"):
        check_itself(bundle / name)
    _try_commands(bundle / "motcua-cli.exe")


def _try_commands(program: Path) -> None:
    """What technicians redirect into files: every letter is there, whatever the code page."""
    profile = ("--profile", r"C:\ProgramData\MotCua\chưa có")
    for command in (("doctor", "--json"), ("precheck",), ("precheck", "--json")):
        said = wine(program, *profile, *command, cwd=program.parent, check=False)
        if "MC-999" in said or not re.search(r'[ớộửỏ]|"verdict"', said):
            raise Failed(f"{program.name} {' '.join(command)}: {said}")
    tell(f"  {program.name} doctor, precheck: well")


def try_precheck(folder: Path) -> None:
    """Take the stick's program as the pre-check does, and see the result on the stick."""
    program = folder / "motcua" / "motcua.exe"
    wine(program, "precheck", "--out", on_windows(folder / "kiem-tra-may"), cwd=folder, check=False)
    if len(list((folder / "kiem-tra-may").glob("may-*.json"))) != 1:
        raise Failed("the pre-check left no result on the stick")
    shutil.rmtree(folder / "kiem-tra-may")


def check_itself(program: Path) -> None:
    """Run `--self-check`; a program without console proves itself by its exit status."""
    said = wine(program, "--self-check", cwd=program.parent)
    missing = [step for step in STEPS if f"ok  {step}" not in said]
    if program.name == "motcua-cli.exe" and missing:
        raise Failed(f"{program.name} did not say {missing}: {said}")
    tell(f"  {program.name} --self-check: well")


def try_installer() -> None:
    """Take the whole way of an installation, for everybody of the PC and for one account."""
    _forget_everything()
    for who in ("/ALLUSERS", "/CURRENTUSER"):
        tell(f"installed silently, {who}")
        wine(installer(), "/S", who)
        program = installed(who)
        check_itself(program.with_name("motcua-cli.exe"))
        _check_association(who)
        before = make_office(program)
        with screen():
            _try_window(program, who)
        _upgrade(program, who, before)
        uninstall(program, who, before)


def _forget_everything() -> None:
    for folder in ("Program Files/MotCua", "ProgramData/MotCua"):
        shutil.rmtree(prefix() / "drive_c" / folder, ignore_errors=True)


def installed(who: str) -> Path:
    """Where the program lies; raises `Failed` when it does not."""
    inside = (
        "Program Files/MotCua" if who == "/ALLUSERS" else "users/*/AppData/Local/Programs/MotCua"
    )
    found = list((prefix() / "drive_c").glob(f"{inside}/motcua.exe"))
    if not found:
        raise Failed("the program is not where it should be")
    return found[0]


def _check_association(who: str) -> None:
    root = hive(who)
    for ending, kind in KINDS.items():
        command = registered(rf"{root}\Software\Classes\{kind}\shell\open\command")
        if '"%1"' not in command or "motcua.exe" not in command:
            raise Failed(f"a double click opens nothing: {command}")
        if kind not in registered(rf"{root}\Software\Classes\{ending}"):
            raise Failed(f"a double click on {ending} opens another program")
    told = wine("reg", "query", rf"{root}\{UNINSTALL}")
    for word in ("DisplayVersion", "EstimatedSize", "UninstallString", VERSION):
        if word not in told:
            raise Failed(f"the list of programs lacks {word}: {told}")


def hive(who: str) -> str:
    """Where the registry keeps what is installed for everybody, or for this account."""
    return "HKLM" if who == "/ALLUSERS" else "HKCU"


def registered(key: str) -> str:
    """What the registry has there; empty for nothing."""
    said = wine("reg", "query", key, check=False)
    return said if key.rpartition("\\")[2].lower() in said.lower() and "REG_" in said else ""


def make_office(program: Path) -> str:
    """Found an office where the officers' data lies, in a folder with Vietnamese letters."""
    if not _office().exists():
        cli = program.with_name("motcua-cli.exe")
        wine(cli, "--self-check", "--profile", OFFICE, cwd=program.parent)
    return digest()


def _office() -> Path:
    return prefix() / "drive_c" / OFFICE.removeprefix("C:\\").replace("\\", "/")


def digest() -> str:
    """What an office's folder holds, but for the window's own and the log."""
    inside = sorted(path for path in _office().rglob("*") if path.is_file())
    kept = [path for path in inside if path.name in {"office.db", "slots", "slip-journal"}]
    if len(kept) < 3:
        raise Failed(f"no office lies there: {inside}")
    return hashlib.sha256(b"".join(path.read_bytes() for path in kept)).hexdigest()


def _try_window(program: Path, who: str) -> None:
    """See the window, start a second time, and see that neither goes over the other's files."""
    window = open_window(program, rf"{OFFICE}\office")
    try:
        see_window()
        grab(f"installed{who.replace('/', '-').lower()}")
        if open_window(program, rf"{OFFICE}\office").wait():
            raise Failed("a second start did not hand over and end")
        if len(titles()) != 1:
            raise Failed("there are two windows of one office")
        if (ended := Running(installer(), "/S", who).wait()) != REFUSED:
            raise Failed(f"an upgrade under a running program ended with {ended}")
    finally:
        close_at_once(window)
    if who == "/ALLUSERS":  # Wine 8 asks no account's own classes
        _try_double_click(program)
    tell("  window seen, second start handed over, upgrade refused while it runs")


def _try_double_click(program: Path) -> None:
    """Open a stick's file as the file manager does: by its ending, in the window that is there."""
    folder = prefix() / "drive_c" / "USB của xã" / "MOTCUA" / "03562" / "ABCDEFGHJK-0001"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "MANIFEST.MCB").write_bytes(b"of nobody")
    window = open_window(program)
    try:
        see_window()
        before = _wishes()
        wine("start", "/wait", on_windows(folder / "MANIFEST.MCB"), env=SHOWN)
        wait_for(lambda: _wishes() not in {before, 0}, lambda: "a double click handed nothing over")
        if len(titles()) != 1:
            raise Failed("a double click opened a second window")
        see_window()
        grab("double-click")
    finally:
        close_at_once(window)
    tell("  a double click on a stick's file handed over to the window")


def _wishes() -> int:
    """When the usual office's window last took what a second start wished; 0 while one waits."""
    folder = prefix() / "drive_c" / "ProgramData" / "MotCua" / "office" / "window"
    return 0 if (folder / "wish.json").exists() else folder.stat().st_mtime_ns


def _upgrade(program: Path, who: str, before: str) -> None:
    left = program.parent / "_internal" / "of-an-older-version.dll"
    left.write_bytes(b"old")
    wine(installer(), "/S", who)
    if left.exists() or digest() != before:
        raise Failed("an upgrade left old files behind or touched the office")
    check_itself(program.with_name("motcua-cli.exe"))
    tell("  upgraded in place over data")


def uninstall(program: Path, who: str, before: str) -> None:
    """Uninstall, and see that nothing of it is left but the office."""
    # NSIS runs a copy of itself and ends at once; _?= keeps it here, so that it can be waited for.
    folder = on_windows(program.parent).replace("Z:", "Z:")
    wine(program.with_name("uninstall.exe"), who, "/S", f"_?={folder}")
    left = [path.name for path in program.parent.rglob("*") if path.name != "uninstall.exe"]
    shutil.rmtree(program.parent, ignore_errors=True)
    if left or digest() != before:
        raise Failed(f"an uninstall left {left[:5]} or touched the office")
    if still := traces(who):
        raise Failed(f"an uninstall left in the registry: {still}")
    tell("  uninstalled; the office's data is as it was")


def traces(who: str) -> list[str]:
    """What the registry still has of an installation."""
    root = hive(who)
    classes = [rf"{root}\Software\Classes\{name}" for pair in KINDS.items() for name in pair]
    return [key for key in (rf"{root}\{UNINSTALL}", *classes) if registered(key)]
