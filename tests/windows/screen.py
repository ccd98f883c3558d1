"""A screen that nobody sees, and windows of the program on it."""

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tests.windows.lab import run
from tests.windows.places import pictures, surroundings, tell
from tests.windows.running import Running, wait_for, wine

SCREEN = ":97"
SHOWN = {"DISPLAY": SCREEN, "WINEQT_QPA_PLATFORM": "windows"}
"""What a program needs around it to come on that screen."""
TITLE = "Một Cửa Vùng Biên"
_SERVER = Path("/usr/lib/wine/wineserver64")
_A_PICTURE = 50
"""Colours: more than a ground or two."""


@contextlib.contextmanager
def screen() -> Iterator[None]:
    """A screen of 1366 by 768; no program of Windows runs before it and none stays after it."""
    words = ("Xvfb", SCREEN, "-screen", "0", "1366x768x24", "-nolisten", "tcp")
    shown = subprocess.Popen(words, stderr=subprocess.DEVNULL)  # noqa: S603 - Debian's Xvfb
    _end_wine()  # the server that runs knows of no screen
    try:
        yield
    finally:
        _end_wine()
        shown.terminate()
        shown.wait()


def _end_wine() -> None:
    subprocess.run([_SERVER, "-k"], env=surroundings(), check=False)  # noqa: S603


def open_window(program: Path, profile: str = "") -> Running:
    """Start the program on that screen; without a profile, on the usual one."""
    words = ("--profile", profile) if profile else ()
    return Running(program, *words, env=SHOWN, cwd=program.parent)


def close_at_once(window: Running) -> None:
    """End the window as Task Manager does."""
    wine("taskkill", "/F", "/IM", "motcua.exe", check=False)
    window.wait()


def see_window() -> None:
    """Wait until there is one window, and something in it."""
    wait_for(lambda: titles() == [TITLE], lambda: f"the window did not come: {titles()}")
    wait_for(_is_painted, lambda: "nothing is painted in the window")
    time.sleep(2)  # noqa: TID251 - another program paints


def titles() -> list[str]:
    """The titles of the windows of ours that can be seen."""
    words = ("xdotool", "search", "--onlyvisible", "--name", "Một Cửa", "getwindowname", "%@")
    found = _on_screen(*words).splitlines()
    return [title for title in found if title == TITLE]


def types(*keys: str) -> None:
    """Press keys in the window, as xdotool names them."""
    for key in keys:
        _on_screen("xdotool", "key", "--delay", "60", key)


def writes(text: str) -> None:
    """Write letters of the plain alphabet into the window."""
    _on_screen("xdotool", "type", "--delay", "60", text)


def grab(name: str) -> None:
    """Keep a picture of the screen."""
    pictures().mkdir(parents=True, exist_ok=True)
    run("import", "-display", SCREEN, "-window", "root", pictures() / f"{name}.png")
    tell(f"  picture: {pictures() / name}.png")


def _is_painted() -> bool:
    said = _on_screen("import", "-display", SCREEN, "-window", "root", "-format", "%k", "info:")
    return int(said or 0) > _A_PICTURE


def _on_screen(*words: str) -> str:
    done = subprocess.run(  # noqa: S603 - Debian's xdotool and ImageMagick
        words, env={**os.environ, "DISPLAY": SCREEN}, capture_output=True, text=True, check=False
    )
    return done.stdout
