"""What lies on a technician's stick is whole: the pre-check finds what it starts."""

from pathlib import Path

import pytest

from tests.windows import stick


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A bundle and an installer by name."""
    for name in ("motcua/motcua.exe", "motcua/motcua-cli.exe", "motcua/_internal/x", "setup.exe"):
        path = tmp_path / "built" / name.replace("setup", "motcua-0.1.0-setup")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"MZ")
    return tmp_path / "built"


def laid(built: Path) -> Path:
    return stick.lay(built / "motcua", built / "motcua-0.1.0-setup.exe", built.parent / "usb")


def test_the_sticks_folder_holds_the_check_the_program_and_the_installer(built: Path):
    found = sorted(path.name for path in laid(built).iterdir())
    assert found == ["KIEM-TRA-MAY.cmd", "motcua", "motcua-0.1.0-setup.exe"]


@pytest.mark.parametrize("name", ["motcua/motcua.exe", "motcua/motcua-cli.exe"])
def test_a_stick_whose_check_would_start_nothing_is_not_handed_out(built: Path, name: str):
    (built / name).unlink()
    with pytest.raises(FileNotFoundError, match=name):
        laid(built)


def test_the_check_is_written_as_windows_reads_it(built: Path):
    text = (laid(built) / stick.CHECK).read_bytes()
    assert text.isascii()
    assert text.count(b"\n") == text.count(b"\r\n")
