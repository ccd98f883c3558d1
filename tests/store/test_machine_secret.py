"""What this machine alone can read again: a copied profile gives nothing away."""

import sys
from pathlib import Path

import pytest

from app.system.machine_secret import NotOfThisMachine, protect, unprotect

SECRET = bytes(range(32))
elsewhere_only = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows keeps the key itself, and every folder has the same"
)


def test_the_machine_reads_what_it_protected(tmp_path: Path):
    wrapped = protect(SECRET, "slots", tmp_path)
    assert SECRET not in wrapped
    assert unprotect(wrapped, "slots", tmp_path) == SECRET
    assert protect(SECRET, "slots", tmp_path) != wrapped


def test_nothing_and_much_are_protected_too(tmp_path: Path):
    for secret in (b"", b"x" * 100_000):
        assert unprotect(protect(secret, "slots", tmp_path), "slots", tmp_path) == secret


def test_what_is_protected_for_one_purpose_serves_no_other(tmp_path: Path):
    with pytest.raises(NotOfThisMachine):
        unprotect(protect(SECRET, "slots", tmp_path), "backup", tmp_path)


@pytest.mark.parametrize("damage", [b"", b"short", b"\0" * 60])
def test_damaged_bytes_are_refused(tmp_path: Path, damage: bytes):
    protect(SECRET, "slots", tmp_path)
    with pytest.raises(NotOfThisMachine):
        unprotect(damage, "slots", tmp_path)


def test_every_flipped_bit_is_noticed(tmp_path: Path):
    wrapped = bytearray(protect(SECRET, "slots", tmp_path))
    wrapped[-1] ^= 1
    with pytest.raises(NotOfThisMachine):
        unprotect(bytes(wrapped), "slots", tmp_path)


@elsewhere_only
def test_another_machine_reads_nothing(tmp_path: Path):
    wrapped = protect(SECRET, "slots", tmp_path / "here")
    with pytest.raises(NotOfThisMachine):
        unprotect(wrapped, "slots", tmp_path / "there")
    protect(b"", "slots", tmp_path / "there")
    with pytest.raises(NotOfThisMachine):
        unprotect(wrapped, "slots", tmp_path / "there")


@elsewhere_only
def test_the_machines_key_is_its_owners_alone(tmp_path: Path):
    protect(SECRET, "slots", tmp_path / "keys")
    assert (tmp_path / "keys" / "machine-key").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in (tmp_path / "keys").iterdir()] == ["machine-key"]
    assert (tmp_path / "keys").stat().st_mode & 0o077 == 0
