"""`motcua hub serve` in a process of its own, as a unit, a person and another program start it."""

import re
import shlex
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.cli import hub as command
from app.cli.answers import Parser
from app.domain.access import Role
from app.store.profile import Profile
from app.system.machine import Machine
from app.usecases.administration import NewOfficer, found_office
from app.usecases.this_pc import ThisPc
from sync.protocol.card import PORT
from tests.helpers.command import ROOT
from tests.helpers.desk import FACTS
from tests.helpers.office import MAI, PASSWORD
from tests.helpers.patience import PATIENCE

UNIT = (ROOT / "resources/server/motcua-hub.service").read_text("utf-8")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """The folder of an office, with the password in a file beside it."""
    folder = tmp_path_factory.mktemp("serving")
    here = ThisPc(Profile(folder / "office"), Machine.here())
    found_office(here, FACTS, NewOfficer(MAI.id, MAI.name, Role.CLERK), PASSWORD)
    (folder / "password").write_text(PASSWORD, "utf-8")
    return folder


@contextmanager
def serving(office: Path, *options: str, stdin: int = subprocess.DEVNULL):
    """It listens when it has said its port."""
    who = ("--profile", office / "office", "--officer", MAI.id)
    words = (*who, "--password-file", office / "password", "hub", "serve", "--port", "0", *options)
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "app", *map(str, words)],
        cwd=ROOT,
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert int(process.stdout.readline() or 0)
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="a scheduler of Windows sends no signal")
def test_without_an_input_it_serves_until_it_is_told_to_end(office):
    with serving(office) as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0


def test_who_started_it_may_bind_it_to_its_own_end(office):
    with serving(office, "--until-input-ends", stdin=subprocess.PIPE) as process:
        process.stdin.close()
        process.stdin = None
        assert process.wait(PATIENCE) == 0


def test_the_unit_says_what_the_command_understands():
    (line,) = re.findall(r"^ExecStart=(.*)$", UNIT, re.MULTILINE)
    words = shlex.split(line)
    parser = Parser()
    command.add_parser(parser.add_subparsers(dest="command"))
    args = parser.parse_args(words[words.index("hub") :])
    assert (args.act, args.port, args.until_input_ends) == ("serve", PORT, False)
    profile = Path(words[words.index("--profile") + 1])
    (folder,) = re.findall(r"^StateDirectory=(.*)$", UNIT, re.MULTILINE)
    assert str(profile).replace("\\", "/") == f"/var/lib/{folder}"
    assert words[words.index("--password-file") + 1] == "%d/password"
