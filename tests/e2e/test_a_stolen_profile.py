"""After a day of the whole program nobody can be found on the disk.

The real demo works at its real pages; then commands, a crash in the middle of a draft, and a search
that fails. Every byte of the profile, of temporary folders and of the home folder is searched.
"""

import os
import shutil
import signal
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
import zstandard

from app.cli import demo_people as people
from tests.helpers.command import ROOT, motcua
from tests.helpers.disk_search import findings
from tests.helpers.dying_child import DIED_WITH
from tests.helpers.patience import PATIENCE

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("stolen profile")]

AT_RISK = (people.the_single_man(), people.the_trader(), DIED_WITH)
NEEDLES = sorted(
    {
        *(person.name for person in AT_RISK),
        *(person.id_number or person.name for person in AT_RISK),
        *(person.phone or person.name for person in AT_RISK),
        *((person.phone or person.name).replace(" ", "") for person in AT_RISK),
        *((person.address or person.name).split(",")[0] for person in AT_RISK),
        *("Tẩn A Lở", "012095001234", "Bản Thà Giàng", "Tẩn Mẩy Sử"),
        *(people.CHAIRMAN, people.LAWYER, people.BIRTH_PROOF, people.BIRTH_RECORD),
        *("Đăng ký khai sinh", "Tờ khai", "TAM-1-", "H35.112.03-"),
    }
)


class Stolen:
    """What a thief has in hands: the PC's folders after its day, and what the console showed."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / "demo"
        self.profile = self.out / "office"
        self.temporary = folder / "temporary"
        self.home = folder / "home"
        self.console = ""
        for path in (self.temporary, self.home):
            path.mkdir()
        self.environment = {
            **dict.fromkeys(("TMPDIR", "SQLITE_TMPDIR", "TEMP", "TMP"), str(self.temporary)),
            **dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"), str(self.home)),
            "MOTCUA_LOG": "stderr",
        }

    def goes_through_a_day(self) -> None:
        self._types("demo", "--offscreen", "--out", self.out)
        for command in ("backup create", "journal rebuild", "journal verify", "device status"):
            self._types(*command.split(), *self._known())
        self._types("sync", "once", *self._known(), status=1)  # nobody listens any more
        report = ("--report", self.home / "report.json")
        self._types("doctor", "--json", *report, *self._known(), status=1)  # for the same reason
        self._dies_over_a_draft()

    def _types(self, *command: str | Path, status: int = 0) -> None:
        ran = motcua(*command, timeout=4 * PATIENCE, **self.environment)
        assert ran.status == status, ran.err[-3000:]
        self.console += ran.out + ran.err

    def _known(self) -> tuple[str | Path, ...]:
        known = ("--profile", self.profile, "--officer", people.OFFICER)
        return (*known, "--password-file", self.out / "password")

    def _dies_over_a_draft(self) -> None:
        password = (self.out / "password").read_text("utf-8").strip()
        child = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "tests.helpers.dying_child", self.profile, password],
            cwd=ROOT,
            env={**os.environ, **self.environment, "PYTHONUTF8": "1"},
            capture_output=True,
            check=False,
        )
        assert child.returncode == -signal.SIGKILL, child.stderr.decode()[-2000:]
        self.console += child.stderr.decode()


@pytest.fixture(scope="module")
def stolen(tmp_path_factory: pytest.TempPathFactory) -> Stolen:
    one = Stolen(tmp_path_factory.mktemp("stolen"))
    one.goes_through_a_day()
    return one


def test_nobody_is_found_in_any_byte_of_the_profile(stolen):
    assert findings(stolen.profile, NEEDLES) == []


def test_the_day_has_left_something_of_every_kind_to_search(stolen):
    assert (stolen.profile / "office.db-wal").stat().st_size > 0
    names = {path.name for path in stolen.profile.rglob("*")}
    assert names >= {"office.db", "slots", "slip-journal", "motcua.log", "manifest.json"}


def test_nothing_is_left_in_temporary_folders(stolen):
    assert [path.name for path in stolen.temporary.rglob("*") if path.is_file()] == []


def test_nobody_is_found_at_home(stolen):
    """Settings and caches of Qt, and the doctor's report."""
    found = findings(stolen.home, NEEDLES)
    assert [finding for finding in found if "holds" in finding or "named" in finding] == []
    assert (stolen.home / "report.json").is_file()


def test_the_log_names_nobody(stolen):
    """The office's; the demo's own words on the console are not it."""
    text = (stolen.profile / "logs" / "motcua.log").read_text("utf-8")
    assert "withheld" in text
    assert [needle for needle in NEEDLES if needle in text] == []


@pytest.mark.parametrize("pack", [zlib.compress, zstandard.compress], ids=["zlib", "zstd"])
def test_a_spool_would_be_found_even_packed_and_inside_another_file(stolen, tmp_path, pack):
    copy = tmp_path / "profile"
    shutil.copytree(stolen.profile, copy)
    with (copy / "slip-journal").open("ab") as file:
        file.write(b"\x00" * 7 + pack(people.the_trader().name.encode("utf-16-le")))
    found = findings(copy, NEEDLES)
    assert any(finding.endswith("packed") for finding in found), found


def test_a_plain_copy_of_the_lists_would_be_found(stolen, tmp_path):
    copy = tmp_path / "profile"
    shutil.copytree(stolen.profile, copy)
    (copy / "files" / ("ab" * 32)).write_text(f"1|{people.the_trader().name}|\n", "utf-8")
    assert any("holds" in finding for finding in findings(copy, NEEDLES))
