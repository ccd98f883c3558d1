"""One PC, two ways of installing: for everybody over what an account has for itself, and back.

Two programs of different age over one office are what must not be left behind.
"""

from pathlib import Path

from tests.windows import trial
from tests.windows.places import Failed, prefix, tell
from tests.windows.running import Running, wine
from tests.windows.screen import TITLE, close_at_once, open_window, screen, see_window

THERE_FOR_ALL = 4
"""How the installer ends for one account where the program is there for everybody."""


def try_both_ways() -> None:
    """Take both ways; the office of the trial before lies there meanwhile."""
    tell("installed silently, /ALLUSERS over /CURRENTUSER")
    wine(trial.installer(), "/S", "/CURRENTUSER")
    own = trial.installed("/CURRENTUSER")
    before = trial.make_office(own)
    _refuse_under_a_window(own)
    wine(trial.installer(), "/S", "/ALLUSERS")
    common = trial.installed("/ALLUSERS")
    _expect_nothing_own(own)
    tell("  refused while the own one runs; then the own one is gone, the office is not")
    _refuse_beside(own)
    trial.check_itself(common.with_name("motcua-cli.exe"))
    trial.uninstall(common, "/ALLUSERS", before)


def _refuse_under_a_window(own: Path) -> None:
    with screen():
        window = open_window(own, rf"{trial.OFFICE}\office")
        try:
            see_window()
            ended = Running(trial.installer(), "/S", "/ALLUSERS").wait()
        finally:
            close_at_once(window)
    if ended != trial.REFUSED or not own.exists():
        raise Failed(f"for everybody, while an account's own program runs: {ended}")
    if list((prefix() / "drive_c").glob("Program Files/MotCua/motcua.exe")):
        raise Failed("for everybody was installed although an account's own program runs")


def _refuse_beside(own: Path) -> None:
    """For one account where the program is there for all: told by the exit status alone."""
    ended = Running(trial.installer(), "/S", "/CURRENTUSER").wait()
    if ended != THERE_FOR_ALL:
        raise Failed(f"for one account beside everybody's: ended with {ended}")
    _expect_nothing_own(own)
    tell("  for one account beside everybody's: refused, nothing done")


def _expect_nothing_own(own: Path) -> None:
    left = [str(path) for path in own.parent.rglob("*")] + trial.traces("/CURRENTUSER")
    accounts = [p for p in (prefix() / "drive_c" / "users").iterdir() if p.name != "Public"]
    links = (path for one in accounts for path in one.rglob(f"{TITLE}.lnk"))
    on_desks = (one / "Desktop" / f"{TITLE}.lnk" for one in accounts)  # a link, in Wine
    left += [str(path) for path in (*links, *on_desks) if path.exists()]
    if left:
        raise Failed(f"an account's own installation is still there: {left[:5]}")
