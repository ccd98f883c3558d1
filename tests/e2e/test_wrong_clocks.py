"""PC and gateway as real processes under bent clocks: work arrives, and nobody is "unauthorised".

A few run always; MOTCUA_CLOCKS=all (make clock) runs the whole table.
"""

import json
import os
import shutil
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
from tests.helpers.office import THE_OFFICE, an_office

LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
ICT = "ICT-7"
MINUTES = 5 * 60


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
    Case("drift", "+0 x1.001"),
    Case("gateway two days ahead", "+0", None, is_told=True, gateway="+2d"),
    Case("gateway in 2009", "+0", None, "estimated", gateway="@2009-01-01 00:00:00"),
    Case("gateway in 2099", "+0", gateway="@2099-01-01 00:00:00", is_enrolled=True),
    Case("both wrong", "-3y", "before_build", is_told=True, gateway="+2d"),
)
CHOSEN = [one for one in CASES if one.is_always or os.environ.get("MOTCUA_CLOCKS") == "all"]

pytestmark = pytest.mark.skipif(
    LIBRARY is None and not os.environ.get("CI"), reason="faketime is not installed"
)


def bent(spec: str, zone: str = ICT, file: Path | None = None) -> list[str]:
    """The command before a command that bends its clock, and its clock alone."""
    where = f"FAKETIME_TIMESTAMP_FILE={file}" if file else f"FAKETIME={spec}"
    return [
        shutil.which("env") or "env",
        f"LD_PRELOAD={LIBRARY}",
        where,
        f"TZ={zone}",
        "FAKETIME_DONT_FAKE_MONOTONIC=1",
        "FAKETIME_NO_CACHE=1",
    ]


class Pc:
    """The child, and what it answers."""

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


def test_a_clock_that_steps_back_and_stands_still_under_us(scene: Scene, tmp_path: Path):
    file = tmp_path / "faketime"
    file.write_text("+0")
    with (
        ChildGateway(scene.gateway, bent("+0")) as gateway,
        scene.pc(gateway.port, bent("", file=file)) as pc,
    ):
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
