"""The installer on trial: install, run, start twice, upgrade over data, uninstall; data stays."""

import contextlib
import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from app.system.version import VERSION
from tests.windows.lab import run
from tests.windows.places import (
    ROOT,
    WINE,
    Failed,
    built,
    on_windows,
    pictures,
    prefix,
    surroundings,
    tell,
    wine,
)

SCREEN = ":97"
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\MotCua"
STEPS = ("resources", "office founded", "dossier received", "journal verified", "slip drawn")
OFFICE = r"C:\ProgramData\MotCua\Xã Sì Lở Lầu"


def installer() -> Path:
    """The installer of this version."""
    return built() / f"motcua-{VERSION}-setup.exe"


def make_installer() -> None:
    """Let NSIS pack the bundle."""
    tell("the installer")
    places = {"VERSION": VERSION, "ROOT": ROOT, "BUNDLE": built() / "motcua", "OUT": installer()}
    words = [f"-D{name}={value}" for name, value in places.items()]
    run("makensis", "-V2", "-WX", *words, ROOT / ".ci" / "installer" / "motcua.nsi")
    tell(f"  {installer().name}: {installer().stat().st_size / 1e6:.1f} MB")


def try_bundle() -> None:
    """Let both programs of the bundle check themselves, and weigh the bundle."""
    bundle = built() / "motcua"
    found = [path.stat().st_size for path in bundle.rglob("*") if path.is_file()]
    tell(f"the bundle: {sum(found) / 1e6:.1f} MB in {len(found)} files")
    for name in ("motcua-cli.exe", "motcua.exe"):
        check_itself(bundle / name)


def check_itself(program: Path) -> None:
    """Run `--self-check`; a program without console proves itself by its exit status."""
    said = wine(program, "--self-check", cwd=program.parent, seconds=120)
    missing = [step for step in STEPS if f"ok  {step}" not in said]
    if program.name == "motcua-cli.exe" and missing:
        raise Failed(f"{program.name} did not say {missing}: {said}")
    tell(f"  {program.name} --self-check: well")


def try_installer() -> None:
    """Take the whole way of an installation, for everybody of the PC and for one account."""
    _forget_everything()
    for who in ("/ALLUSERS", "/CURRENTUSER"):
        tell(f"installed silently, {who}")
        wine(installer(), "/S", who, seconds=200)
        program = _installed(who)
        check_itself(program.with_name("motcua-cli.exe"))
        _check_association(who)
        before = _make_office(program)
        with _screen():
            _try_window(program, who)
        _upgrade(program, who, before)
        _uninstall(program, who, before)


def _forget_everything() -> None:
    for folder in ("Program Files/MotCua", "ProgramData/MotCua"):
        shutil.rmtree(prefix() / "drive_c" / folder, ignore_errors=True)


def _installed(who: str) -> Path:
    inside = (
        "Program Files/MotCua" if who == "/ALLUSERS" else "users/*/AppData/Local/Programs/MotCua"
    )
    found = list((prefix() / "drive_c").glob(f"{inside}/motcua.exe"))
    if not found:
        raise Failed("the program is not where it should be")
    return found[0]


def _check_association(who: str) -> None:
    root = "HKLM" if who == "/ALLUSERS" else "HKCU"
    command = wine("reg", "query", rf"{root}\Software\Classes\MotCua.Profile\shell\open\command")
    if '"%1"' not in command or "motcua.exe" not in command:
        raise Failed(f"a double click opens nothing: {command}")
    told = wine("reg", "query", rf"{root}\{UNINSTALL}")
    for word in ("DisplayVersion", "EstimatedSize", "UninstallString", VERSION):
        if word not in told:
            raise Failed(f"the list of programs lacks {word}: {told}")


def _make_office(program: Path) -> str:
    """Found an office where the officers' data lies, in a folder with Vietnamese letters."""
    if not _office().exists():
        cli = program.with_name("motcua-cli.exe")
        wine(cli, "--self-check", "--profile", OFFICE, cwd=program.parent, seconds=120)
    return _digest()


def _office() -> Path:
    return prefix() / "drive_c" / OFFICE.removeprefix("C:\\").replace("\\", "/")


def _digest() -> str:
    """What an office's folder holds, but for the window's own and the log."""
    inside = sorted(path for path in _office().rglob("*") if path.is_file())
    kept = [path for path in inside if path.name in {"office.db", "slots", "slip-journal"}]
    if len(kept) < 3:
        raise Failed(f"no office lies there: {inside}")
    return hashlib.sha256(b"".join(path.read_bytes() for path in kept)).hexdigest()


@contextlib.contextmanager
def _screen() -> Iterator[None]:
    """A screen of 1366 by 768 that nobody sees."""
    words = ("Xvfb", SCREEN, "-screen", "0", "1366x768x24", "-nolisten", "tcp")
    screen = subprocess.Popen(words, stderr=subprocess.DEVNULL)  # noqa: S603 - Debian's Xvfb
    try:
        yield
    finally:
        screen.terminate()
        screen.wait()


def _try_window(program: Path, who: str) -> None:
    """See the window, start a second time, and see that neither goes over the other's files."""
    pictures().mkdir(parents=True, exist_ok=True)
    server = Path("/usr/lib/wine/wineserver64")  # the one that runs knows of no screen
    subprocess.run([server, "-k"], env=surroundings(), check=False)  # noqa: S603
    window = _start(program)
    try:
        _wait_for(lambda: _titles().count("Một Cửa Vùng Biên") == 1, "the window")
        _wait_for(_is_painted, "anything in the window")
        _grab(pictures() / f"installed{who.replace('/', '-').lower()}.png")
        second = _start(program)
        if second.wait(60):
            raise Failed("a second start did not hand over and end")
        if _titles().count("Một Cửa Vùng Biên") != 1:
            raise Failed("there are two windows of one office")
        refused = subprocess.run(  # noqa: S603
            ["timeout", "120", WINE, installer(), "/S", who],  # noqa: S607
            env=surroundings(),
            check=False,
        )
        if refused.returncode != 3:
            raise Failed(f"an upgrade under a running program ended with {refused.returncode}")
    finally:
        wine("taskkill", "/F", "/IM", "motcua.exe", check=False)
        window.wait(30)
    tell("  window seen, second start handed over, upgrade refused while it runs")


def _start(program: Path) -> subprocess.Popen[bytes]:
    env = surroundings() | {"DISPLAY": SCREEN, "WINEQT_QPA_PLATFORM": "windows"}
    profile = rf"{OFFICE}\office"
    words: list[str | Path] = ["timeout", "180", WINE, program, "--profile", profile]
    return subprocess.Popen(  # noqa: S603
        words, env=env, cwd=program.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _titles() -> list[str]:
    """The titles of the windows that can be seen."""
    words = ("xdotool", "search", "--onlyvisible", "--name", "Một Cửa", "getwindowname", "%@")
    done = subprocess.run(  # noqa: S603
        words, env={**os.environ, "DISPLAY": SCREEN}, capture_output=True, text=True, check=False
    )
    return done.stdout.splitlines()


def _wait_for(happened: object, what: str) -> None:
    for _ in range(120):
        if callable(happened) and happened():
            time.sleep(2)  # noqa: TID251 - another program paints
            return
        time.sleep(0.5)  # noqa: TID251
    raise Failed(f"{what} did not come: {_titles()}")


def _is_painted() -> bool:
    """Whether the screen shows more than a ground colour or two."""
    words = ("import", "-display", SCREEN, "-window", "root", "-format", "%k", "info:")
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603
    return int(done.stdout or 0) > 50


def _grab(target: Path) -> None:
    run("import", "-display", SCREEN, "-window", "root", target)
    tell(f"  picture: {target}")


def _upgrade(program: Path, who: str, before: str) -> None:
    left = program.parent / "_internal" / "of-an-older-version.dll"
    left.write_bytes(b"old")
    wine(installer(), "/S", who, seconds=200)
    if left.exists() or _digest() != before:
        raise Failed("an upgrade left old files behind or touched the office")
    check_itself(program.with_name("motcua-cli.exe"))
    tell("  upgraded in place over data")


def _uninstall(program: Path, who: str, before: str) -> None:
    # NSIS runs a copy of itself and ends at once; _?= keeps it here, so that it can be waited for.
    folder = on_windows(program.parent).replace("Z:", "Z:")
    wine(program.with_name("uninstall.exe"), who, "/S", f"_?={folder}", seconds=120)
    left = [path.name for path in program.parent.rglob("*") if path.name != "uninstall.exe"]
    shutil.rmtree(program.parent, ignore_errors=True)
    if left or _digest() != before:
        raise Failed(f"an uninstall left {left[:5]} or touched the office")
    root = "HKLM" if who == "/ALLUSERS" else "HKCU"
    if "DisplayName" in wine("reg", "query", rf"{root}\{UNINSTALL}", check=False):
        raise Failed("the list of programs still names it")
    tell("  uninstalled; the office's data is as it was")
