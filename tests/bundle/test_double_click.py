"""What a double click opens is the same for the program, for Windows and for Debian."""

import configparser
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.cli.main import OPENED_BY_US, run
from app.system.single import OneWindow, Wish
from app.usecases.this_pc import this_pc
from sync.protocol.bundle import MANIFEST
from tests.helpers.command import motcua

INSTALLER = Path(__file__).parents[2] / ".ci" / "installer"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


@pytest.mark.parametrize("name", ["xã Sì Lở Lầu.motcua", MANIFEST])
def test_a_file_of_ours_goes_to_the_window_that_is_open(tmp_path: Path, name: str):
    first = OneWindow(this_pc(tmp_path / "office").profile.window)
    assert first.is_first()
    ran = motcua("--profile", tmp_path / "office", tmp_path / name)
    assert (ran.status, ran.err) == (0, "")
    assert first.wish() == Wish(tmp_path / name)
    first.release()


def test_another_file_opens_nothing(capsys: pytest.CaptureFixture[str]):
    assert run(["V0001.AGE"]) == 2
    assert "MC-" in capsys.readouterr().err


def test_debian_knows_the_same_endings():
    told = ElementTree.parse(INSTALLER / "motcua.xml").getroot()  # noqa: S314 - our own file
    endings = [glob.get("pattern") for glob in told.iter(f"{MIME}glob")]
    assert endings == [f"*{ending}" for ending in OPENED_BY_US]
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(INSTALLER / "motcua.desktop", "utf-8")
    opened = entry["Desktop Entry"]["MimeType"].rstrip(";").split(";")
    assert opened == [kind.get("type") for kind in told.iter(f"{MIME}mime-type")]
    assert entry["Desktop Entry"]["Exec"].endswith(" %f")


def test_windows_knows_the_same_endings_and_forgets_all_of_them():
    text = (INSTALLER / "motcua.nsi").read_text("utf-8")
    kinds = re.findall(r'!insertmacro ASSOCIATE "(\S+)" "(\S+)"', text)
    assert tuple(ending for ending, _ in kinds) == OPENED_BY_US
    for root in ('SHCTX ""', r'HKU "$R1\"'):  # uninstalled; gone for one that everybody has
        forgotten = rf'!insertmacro DISSOCIATE {re.escape(root)} "(\S+)" "(\S+)"'
        assert re.findall(forgotten, text) == kinds
