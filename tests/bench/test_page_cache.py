"""What the system's memory holds of a file is forgotten, and told where it is not."""

import mmap
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.main import run
from app.system.page_cache import Held, forget

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="Linux alone forgets at anybody's wish"
)

SIZE = 40 * mmap.PAGESIZE + 1


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """A file on a real disk: what lies in memory alone can never be forgotten."""
    folder = Path(os.environ.get("MOTCUA_DISK", "/var/tmp"))  # noqa: S108
    path = folder / f"motcua-{os.getpid()}-{tmp_path.name}"
    path.write_bytes(os.urandom(SIZE))
    yield path
    path.unlink()


def test_nothing_is_held_of_a_file_that_was_forgotten(file: Path):
    assert forget([file]) == Held(SIZE, 0)


def test_what_a_running_program_has_mapped_stays_and_is_told(file: Path):
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, prot=mmap.PROT_READ) as mapped:
        assert len(bytes(mapped)) == SIZE
        assert forget([file]).kept >= 40 * mmap.PAGESIZE
    assert forget([file]).kept == 0


def test_an_empty_file_holds_nothing(tmp_path: Path):
    (tmp_path / "empty").touch()
    assert forget([tmp_path / "empty"]) == Held(0, 0)


def test_only_the_start_is_measured_cold(capsys: pytest.CaptureFixture[str]):
    assert run(["bench", "search", "--cold"]) == 2
    assert "startup --cold" in capsys.readouterr().err
