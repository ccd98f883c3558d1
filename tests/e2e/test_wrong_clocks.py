"""PC and gateway as real processes under bent clocks: work arrives, and nobody is "unauthorised".

A few run always; MOTCUA_CLOCKS=all (make clock) runs the whole table.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sync.gateway.enrolment import invite
from sync.gateway.folder import Settings
from sync.gateway.gateway import Gateway
from tests.helpers.gateway_child import ChildGateway
from tests.helpers.gateway_line import eventually
from tests.helpers.office import THE_OFFICE, an_office

LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
ICT = "ICT-7"
MINUTES = 5 * 60
FIVE_HOURS = 5 * 3600
UNSURE = ("estimated", True)


class Case(NamedTuple):
    """How the clocks are bent, and what the PC says before and after it has heard the gateway."""

    name: str
    pc: str
    before: str | None = None
    after: str = "ok"
    is_told: bool = False
    zone: str = ICT
    gateway: str = "+0"
    is_always: bool = False
    is_enrolled: bool = False
    """Before the clocks went wrong: a code of 72 hours is over in 2099."""


CASES = (
    Case("right", "+0"),
    Case("dead battery", "@2009-01-01 00:03:00", "before_build", is_told=True, is_always=True),
    Case("1980", "@1980-01-01 00:00:00", "before_build", is_told=True),
    Case("2099", "@2099-01-01 00:00:00", "far_ahead", is_told=True, is_always=True),
    Case("two days ahead", "+2d", None, is_told=True),
    Case("three years back", "-3y", "before_build", is_told=True),
    Case("wrong zone, hands right", "+15h", "zone", is_told=True, zone="PST8", is_always=True),
    Case("wrong zone, UTC right", "+0", "zone", is_told=True, zone="PST8"),
    Case("gateway two days ahead", "+0", None, is_told=True, gateway="+2d"),
    Case("gateway in 2009", "+0", None, "estimated", gateway="@2009-01-01 00:00:00"),
    Case("gateway in 2099", "+0", gateway="@2099-01-01 00:00:00", is_enrolled=True),
    Case("both wrong", "-3y", "before_build", is_told=True, gateway="+2d"),
)
CHOSEN = [one for one in CASES if one.is_always or os.environ.get("MOTCUA_CLOCKS") == "all"]

pytestmark = pytest.mark.skipif(
    LIBRARY is None and not os.environ.get("CI"), reason="faketime is not installed"
)


def bent(
    spec: str, zone: str = ICT, file: Path | None = None, *, with_counter: bool = False
) -> list[str]:
    """The command before a command that bends its clock, and its clock alone."""
    where = f"FAKETIME_TIMESTAMP_FILE={file}" if file else f"FAKETIME={spec}"
    return [
        shutil.which("env") or "env",
        f"LD_PRELOAD={LIBRARY}",
        where,
        f"TZ={zone}",
        *([] if with_counter else ["FAKETIME_DONT_FAKE_MONOTONIC=1"]),
        "FAKETIME_NO_CACHE=1",
    ]


class Pc:
    """The child, and what it answers."""

    def sleeps(self) -> None:
        """The lid is closed: not one instruction more."""
        self._process.send_signal(signal.SIGSTOP)
        stat = Path(f"/proc/{self._process.pid}/stat")
        assert eventually(lambda: stat.read_text().rpartition(")")[2].split()[0] == "T")

    def wakes(self) -> None:
        """It goes on where it was."""
        self._process.send_signal(signal.SIGCONT)

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def does(self, word: str) -> dict[str, Any]:
        """One word, one answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        return told


class Scene:
    """A province and an office in folders, made while all clocks were right."""

    def __init__(self, folder: Path) -> None:
        self.office = folder / "office"
        self.gateway = folder / "gateway"
        an_office(folder).closes()
        (self.office / "clock.json").unlink()
        settings = Settings(province="Lai Châu", names=("127.0.0.1",))
        made = Gateway.init(self.gateway, settings)
        made.add_commune(THE_OFFICE.commune, THE_OFFICE.commune_name)
        self.code = invite(made, THE_OFFICE.commune, "office").code
        made.close()

    @contextmanager
    def pc(self, port: int, under: Sequence[str]) -> Iterator[Pc]:
        """The office's PC at work."""
        url = f"https://127.0.0.1:{port}"
        words = [sys.executable, "-m", "tests.helpers.clock_child", self.office, url, self.code]
        with subprocess.Popen(  # noqa: S603 - our own program
            [*under, *map(str, words)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            yield Pc(process)

    def held(self) -> int:
        """How many events the gateway has ordered."""
        gateway = Gateway(self.gateway)
        try:
            return gateway.commune(THE_OFFICE.commune).log.end().position
        finally:
            gateway.close()


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


@pytest.mark.parametrize("case", CHOSEN, ids=[one.name for one in CHOSEN])
def test_dossiers_arrive_whatever_the_clocks_show(scene: Scene, case: Case):
    if case.is_enrolled:
        with ChildGateway(scene.gateway) as right, scene.pc(right.port, bent("+0")) as pc:
            pc.does("round")
        port = right.port
    else:
        port = 0
    with (
        ChildGateway(scene.gateway, bent(case.gateway), port=port) as gateway,
        scene.pc(gateway.port, bent(case.pc, case.zone)) as pc,
    ):
        first = pc.does("serve")
        assert first["doubt"] == case.before
        assert (first["quality"] == "bad") is (case.before is not None)
        told = [first, pc.does("round"), pc.does("serve"), pc.does("round")]
    assert [one["error"] for one in told] == [""] * 4
    last = told[-1]
    assert (last["unsent"], last["doubt"]) == (0, None)
    assert (last["quality"], last["is_told"]) == (case.after, case.is_told)
    ahead = 2 * 86400 if case.gateway == "+2d" else 0
    assert abs(last["at"] - time.time() - ahead) < MINUTES
    assert last["is_gateway_wrong"] is case.gateway.startswith("@")
    numbers = [one["number"] for one in told if one["number"]]
    assert numbers[0] < numbers[1]  # unique, and the code date does not go back
    assert scene.held() >= 3


@contextmanager
def under_a_file(scene: Scene, folder: Path) -> Iterator[tuple[Pc, Path]]:
    """A PC whose clock goes as the file says; the gateway's is right."""
    file = folder / "faketime"
    file.write_text("+0")
    with (
        ChildGateway(scene.gateway, bent("+0")) as gateway,
        scene.pc(gateway.port, bent("", file=file)) as pc,
    ):
        yield pc, file


def test_a_clock_that_steps_back_and_stands_still_under_us(scene: Scene, tmp_path: Path):
    with under_a_file(scene, tmp_path) as (pc, file):
        told = [pc.does("serve"), pc.does("round")]
        file.write_text("-2d")
        told.append(pc.does("serve"))
        assert (told[-1]["quality"], told[-1]["is_told"]) == ("ok", True)
        file.write_text("2026-11-25 00:00:00")
        told += [pc.does("serve"), pc.does("round")]
    assert [one["error"] for one in told] == [""] * 5
    assert (told[-1]["quality"], told[-1]["unsent"]) == ("ok", 0)
    assert abs(told[-1]["at"] - time.time()) < MINUTES
    numbers = [one["number"] for one in told if one["number"]]
    assert numbers == sorted(set(numbers))


SLEEPS = {True: "the counter went on", False: "the counter stood still, as in a virtual machine"}
if os.environ.get("MOTCUA_CLOCKS") != "all":
    del SLEEPS[False]


@pytest.mark.parametrize("with_counter", SLEEPS, ids=SLEEPS.values())
def test_a_pc_that_slept_for_five_hours_goes_on_with_the_right_time(
    scene: Scene, tmp_path: Path, with_counter: bool
):
    """Asleep, or written to the disk whole; meanwhile the line forgot the connection."""
    file = tmp_path / "faketime"
    file.write_text("+0")
    under = bent("", file=file, with_counter=with_counter)
    with ChildGateway(scene.gateway, bent("", file=file)) as gateway:
        port = gateway.port
        with scene.pc(port, under) as pc:
            told = [pc.does("serve"), pc.does("round"), pc.does("serve")]
            pc.sleeps()
            gateway.kill()
            file.write_text("+5h")
            with ChildGateway(scene.gateway, bent("", file=file), port=port):
                pc.wakes()
                told += [pc.does("serve"), pc.does("round"), pc.does("serve"), pc.does("round")]
    assert [one["error"] for one in told] == [""] * 7
    woken, last = told[3], told[-1]
    missed = 0 if with_counter else FIVE_HOURS  # until it has heard the gateway, and it says so
    assert (woken["quality"], woken["is_told"]) == (("ok", False) if with_counter else UNSURE)
    assert abs(woken["at"] - time.time() - FIVE_HOURS + missed) < MINUTES
    assert (last["quality"], last["is_told"], last["unsent"]) == ("ok", False, 0)
    assert abs(last["at"] - time.time() - FIVE_HOURS) < MINUTES
    numbers = [one["number"] for one in told if one["number"]]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize(
    ("way", "quality"), [("+", "estimated"), ("-", "ok")], ids=["fast", "slow"]
)
def test_a_clock_that_drifts_is_told_once_it_matters_and_believed_nowhere(
    scene: Scene, tmp_path: Path, way: str, quality: str
):
    """No step is large enough to be seen: only what was signed tells how far they add up."""
    with under_a_file(scene, tmp_path) as (pc, file):
        told = [pc.does("serve"), pc.does("round")]
        drifts = []
        for step in range(1, 9):
            file.write_text(f"{way}{45 * step}")  # seconds
            drifts.append(pc.does("look"))
        told += [pc.does("serve"), pc.does("round"), pc.does("look")]
    assert [one["error"] for one in told] == [""] * 5
    assert [one["is_told"] for one in drifts] == [False] * 6 + [True] * 2
    assert [one["quality"] for one in drifts] == ["ok"] * 6 + [quality] * 2
    assert all(one["doubt"] is None for one in (*told, *drifts))
    assert all(abs(one["at"] - time.time()) < MINUTES for one in (*told, *drifts))
    assert (told[-1]["quality"], told[-1]["is_told"], told[-1]["unsent"]) == ("ok", True, 0)
