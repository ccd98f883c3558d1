"""What a bundle must not hold: a library of ours, or of Wine's, in the place of the real one."""

import struct
from pathlib import Path

import pytest

from tests.windows import needs


def a_library(path: Path, *, signed: bool) -> Path:
    """The smallest file that counts as a 64-bit library."""
    places = [(0, 0)] * 16
    places[4] = (0x400, 64 if signed else 0)
    optional = struct.pack("<HBB5I", 0x20B, 14, 0, 0, 0, 0, 0, 0)
    optional += struct.pack("<QII6H4I2H4QII", 1 << 30, 4096, 512, *[6] * 6, 0, 4096, 512, 0, 2, 0,
                            *[1 << 20] * 4, 0, 16)  # fmt: skip
    optional += b"".join(struct.pack("<II", *one) for one in places)
    head = struct.pack("<4sHHIIIHH", b"PE\0\0", 0x8664, 0, 0, 0, 0, len(optional), 0x2022)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"MZ" + bytes(58) + struct.pack("<I", 64) + head + optional + bytes(512))
    return path


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A bundle whose libraries are their makers'."""
    for name in ("python3.dll", "python311.dll", "VCRUNTIME140.dll"):
        a_library(tmp_path / "motcua" / "_internal" / name, signed=True)
    a_library(tmp_path / "motcua" / "_internal" / "ours.pyd", signed=False)
    return tmp_path / "motcua"


def test_libraries_of_their_makers_are_no_stand_ins(bundle: Path):
    assert needs.stand_ins_in(bundle) == {}


@pytest.mark.parametrize("name", ["python3.dll", "VCRUNTIME140.dll", "msvcp140_1.dll"])
def test_a_library_that_its_maker_would_have_signed_is_one(bundle: Path, name: str):
    a_library(bundle / "_internal" / name, signed=False)
    assert needs.stand_ins_in(bundle) == {name.lower(): "without its maker's signature"}


def test_one_of_ours_is_found_under_any_name(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    made = a_library(tmp_path / "lab" / "icuuc.dll", signed=False)
    made.write_bytes(made.read_bytes() + b"made here")
    monkeypatch.setattr(needs, "stand_ins", lambda: [made])
    (bundle / "_internal" / "renamed.bin").write_bytes(made.read_bytes())
    assert needs.stand_ins_in(bundle) == {"renamed.bin": "our icuuc.dll"}


def test_one_of_wines_is_found(bundle: Path):
    (bundle / "_internal" / "dwrite.dll").write_bytes(b"MZ" + bytes(62) + b"Wine builtin DLL")
    assert needs.stand_ins_in(bundle) == {"dwrite.dll": "Wine's"}


def test_only_the_trial_under_wine_goes_on_with_one_and_with_no_other():
    assert {"python3.dll"} >= needs.TRIAL_ONLY
