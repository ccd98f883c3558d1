"""The built program on trial as two counters of one commune: line, máy chủ xã, stick.

Everything here is the frozen program: the province's server, the commune's server with the process
that listens for it, the neighbour who goes there, the stick with pyrage. Only the founding of the
two offices is not (`two_counters`).
"""

import contextlib
import json
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.windows.places import Failed, built, on_windows, prefix, tell
from tests.windows.running import Running, python, wait_for, wine
from tests.windows.screen import close_at_once, grab, open_window, screen, see_window, types, writes
from tests.windows.two_counters import COMMUNE, OFFICERS, PASSWORD

_FOLDER = "drive_c/ProgramData/MotCua hai quầy"
_EACH = 3
"""Dossiers that each counter has received before they hear of each other."""

_CHILD = "motcua-cli.exe hub child"


class Counter:
    """One profile, and the frozen command line on it."""

    def __init__(self, name: str) -> None:
        self.profile = prefix() / _FOLDER / name
        self.officer = OFFICERS[name]

    def words(self, *words: str | Path) -> list[str]:
        """The command with who is at the counter."""
        secret = on_windows(prefix() / _FOLDER / "password")
        who = ("--profile", on_windows(self.profile), "--officer", self.officer)
        return [*map(str, words), *who, "--password-file", secret]

    def says(self, *words: str | Path) -> Any:
        """What the command answers."""
        return _says(*self.words(*words))


def try_neighbours() -> None:
    """Line, commune's server, its window, stick; raises `Failed`."""
    tell("two counters of one commune, each a program of its own")
    shutil.rmtree(prefix() / _FOLDER, ignore_errors=True)
    python("-m", "tests.windows.two_counters", on_windows(prefix() / _FOLDER), str(_EACH))
    serving, other = (Counter(name) for name in OFFICERS)
    data = on_windows(prefix() / _FOLDER / "tỉnh")
    _try_line(data, serving, other)
    _try_hub(serving, other)
    _try_stick(data, serving, other)
    _try_window(serving)


def _try_line(data: str, *counters: Counter) -> None:
    """Both are let in; only the first goes on to have a line."""
    _says("gateway", "init", "--data", data, "--commune", f"{COMMUNE}=Xã Sì Lở Lầu", "--json")
    invited = [
        _says("gateway", "invite", "--data", data, "--commune", COMMUNE, "--json")["code"]
        for _ in counters
    ]
    with _gateway(data) as url:
        for counter, code in zip(counters, invited, strict=True):
            counter.says("device", "enrol", "--url", url, "--code", code, "--json")
        sent = counters[0].says("sync", "once", "--json")
    _expect(sent["waiting"] == 0 and sent["sent"] > 0, "a round did not send all", sent)
    tell("  province's server, two enrolments, a round: well")


@contextlib.contextmanager
def _gateway(data: str) -> Iterator[str]:
    port = _free_port()
    words = ("gateway", "serve", "--data", data, "--host", "127.0.0.1", "--port", str(port))
    with Running(_program(), *words) as server:
        wait_for(lambda: _answers(port), lambda: f"the gateway does not listen: {server.said}")
        yield f"https://localhost:{port}"


def _try_hub(serving: Counter, other: Counter) -> None:
    """The parent is one frozen program, what listens another: both must end together."""
    with _serving(serving) as (hub, address):
        met = other.says("hub", "test", address, "--json")
        _expect(met["known"] == "known", "the commune's server does not know its neighbour", met)
        beside = serving.says("hub", "test", "--json")
        _expect(beside["listens"], "the server is not found beside itself", beside)
        other.says("hub", "join", address, "--json")
        took = other.says("hub", "once", "--json")
        _expect(took["received"] >= _EACH, "nothing came from the commune's server", took)
        _expect(len(_children()) == 1, "not one process listens", _children())
        if status := hub.end_input():
            raise Failed(f"hub serve ended with {status}: {hub.said}")
        _wait_until_gone("the server ended well")
    with _serving(serving) as (hub, address):
        hub.kill()
        _wait_until_gone("the server was killed")
    tell("  commune's server: neighbour known and served; its process ends with it, also by a kill")


@contextlib.contextmanager
def _serving(counter: Counter) -> Iterator[tuple[Running, str]]:
    """`hub serve` as a program that holds its input open."""
    words = counter.words(
        "hub", "serve", "--until-input-ends", "--port", str(_free_port()), "--json"
    )
    with Running(_program(), *words, input_stays=True) as hub:
        wait_for(lambda: '"port"' in hub.said, lambda: f"hub serve says nothing: {hub.said}")
        (port,) = re.findall(r'"port": (\d+)', hub.said)
        yield hub, f"127.0.0.1:{port}"


def _try_stick(data: str, serving: Counter, other: Counter) -> None:
    """What one counter wrote reaches the other and the province; the province's word returns."""
    stick = on_windows(prefix() / _FOLDER / "USB")
    Path(prefix() / _FOLDER / "USB").mkdir()
    made = other.says("bundle", "export", stick, "--json")
    _expect(made["acts"] > 0 and made["for_pcs"] > 0, "the stick is for nobody", made)
    lying = serving.says("bundle", "inspect", stick, "--json")
    _expect([one["code"] for one in lying] == [""], "the stick cannot be read", lying)
    told = serving.says("bundle", "import", stick, "--json")
    _expect(not any(one["code"] or one["troubles"] for one in told["bundles"]), "the stick", told)
    read = _says("gateway", "stick", "import", stick, "--data", data, "--json")
    _expect([one["error"] for one in read["bundles"]] == [""], "the province's reading", read)
    back = other.says("bundle", "import", stick, "--json")
    _expect(back["waiting"] == 0, "the province's receipt did not come back", back)
    tell(f"  stick: {made['acts']} acts written, read by the neighbour and the province, returned")


def _try_window(serving: Counter) -> None:
    """Signed in, the window serves again; its process is the second program and ends with it."""
    with (
        screen(),
        open_window(_program().with_name("motcua.exe"), on_windows(serving.profile)) as it,
    ):
        see_window()
        writes(PASSWORD)
        types("Return")
        wait_for(lambda: len(_children()) == 1, lambda: f"the window does not serve: {_children()}")
        grab("serving")
        close_at_once(it)
        _wait_until_gone("the window was killed")
    tell("  the window serves once somebody has signed in; its process ends with it")


def _says(*words: str | Path) -> Any:
    said = wine(_program(), *words)
    try:
        return json.loads(said)
    except ValueError:
        raise Failed(f"motcua-cli {' '.join(map(str, words[:3]))}: {said}") from None


def _expect(is_so: bool, what: str, told: object) -> None:
    if not is_so:
        raise Failed(f"{what}: {told}")


def _program() -> Path:
    return built() / "motcua" / "motcua-cli.exe"


def _children() -> list[str]:
    """The processes that listen, as this machine lists them."""
    listed = subprocess.run(
        ("ps", "-eo", "pid,args", "-ww"),  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
    )
    return [line for line in listed.stdout.splitlines() if _CHILD in line]


def _wait_until_gone(when: str) -> None:
    wait_for(lambda: not _children(), lambda: f"{when}, what listens stays: {_children()}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 2):
        return True
    return False
