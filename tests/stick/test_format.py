"""A bundle as bytes: what it says, what it does not say, and what is refused before it is read."""

import shutil
import subprocess

import msgspec
import pytest

from sync.protocol import age, bundle
from sync.protocol.bundle import (
    FORMAT,
    MAX_FILE,
    MAX_MANIFEST,
    ForgedBundle,
    Letter,
    Manifest,
    NewerBundle,
    Piece,
    Volume,
)
from sync.protocol.errors import Malformed, TooLarge
from sync.protocol.messages import Pull
from sync.protocol.records import RecordReader, write_end
from tests.helpers.sync_events import COMMUNE, a_signer

SECRET = bytes([1]) * 32
PC, OTHER, SERVER = a_signer(1), a_signer(2), a_signer(9)
VOLUME = Volume(10, bytes(32))
MANIFEST = Manifest(
    format=FORMAT,
    server=SERVER.device,
    commune=COMMUNE,
    writer=PC.device,
    serial=7,
    made=1_790_000_000_000,
    volumes=(VOLUME,),
    acts=3,
)
LETTER = Letter(
    server=SERVER.device,
    device=PC.device,
    epoch="AAAA",
    serial=7,
    heads=(),
    pull=Pull("", (), 0),
)


def test_a_manifest_is_believed_of_its_writer_alone():
    file = bundle.write_manifest(MANIFEST, PC)
    assert bundle.read_manifest(file) == MANIFEST
    assert (MANIFEST.size, MANIFEST.is_return) == (10, False)
    bundle.check_manifest(file, PC.public_key)
    with pytest.raises(ForgedBundle):
        bundle.check_manifest(file, OTHER.public_key)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"format": 2}, NewerBundle),
        ({"serial": 0}, Malformed),
        ({"serial": 1_000_000}, Malformed),
        ({"commune": "../../etc"}, Malformed),
        ({"commune": "a/b"}, Malformed),
        ({"writer": "..\\..\\x"}, Malformed),
        ({"volumes": ()}, Malformed),
        ({"volumes": (VOLUME,) * 501}, Malformed),
        ({"volumes": (Volume(bundle.MAX_VOLUME + 1, bytes(32)),)}, Malformed),
        ({"volumes": (Volume(0, bytes(32)),)}, Malformed),
        ({"volumes": (Volume(1, bytes(31)),)}, Malformed),
        ({"made": 1 << 60}, Malformed),
    ],
)
def test_a_manifest_out_of_bounds_is_not_read_whoever_signed_it(changes, fault):
    file = bundle.write_manifest(msgspec.structs.replace(MANIFEST, **changes), PC)
    with pytest.raises(fault):
        bundle.read_manifest(file)


def test_what_is_no_manifest_is_none():
    with pytest.raises(Malformed):
        bundle.read_manifest(b"MZ" + bytes(100))
    with pytest.raises(TooLarge):
        bundle.read_manifest(bytes(MAX_MANIFEST + 1))


def test_a_letter_is_good_for_its_own_bundle():
    record = bundle.write_letter(LETTER, PC)[5:]
    assert bundle.read_letter(record, PC.public_key, MANIFEST) == LETTER
    with pytest.raises(ForgedBundle):
        bundle.read_letter(record, OTHER.public_key, MANIFEST)
    later = msgspec.structs.replace(MANIFEST, serial=8)
    with pytest.raises(ForgedBundle):
        bundle.read_letter(record, PC.public_key, later)


def test_a_file_is_cut_and_joined_from_any_place():
    content = bytes(range(256)) * 3000
    pieces = bundle.pieces_of(bytes(32), content, 1000)
    assert len(pieces) == 3
    again = [bundle.read_piece(bundle.write_piece(piece)[5:]) for piece in pieces]
    assert again == pieces
    assert b"".join(piece.data for piece in again) == content[1000:]
    assert again[0].file == "00" * 32


@pytest.mark.parametrize(
    "piece",
    [
        Piece(bytes(32), MAX_FILE + 1, 0, b"x"),
        Piece(bytes(32), 0, 0, b"x"),
        Piece(bytes(32), 5, 5, b"x"),
        Piece(bytes(32), 1 << 63, (1 << 63) + 7, b"x"),
        Piece(bytes(32), 5, 0, b""),
    ],
)
def test_a_piece_beyond_its_file_is_refused(piece):
    with pytest.raises(Malformed):
        bundle.read_piece(bundle.write_piece(piece)[5:])


def test_names_are_short_and_never_come_from_a_stick():
    assert bundle.folder_name(PC.device, 7) == f"{PC.device}-0007"
    assert bundle.volume_name(12) == "V0012.AGE"
    assert bundle.commune_folder("03433") == "03433"
    with pytest.raises(Malformed):
        bundle.commune_folder("../x")


def test_a_volume_is_whole_or_none():
    assert bundle.records_of(write_end(0)) == []
    with pytest.raises(Malformed):
        bundle.records_of(b"")
    with pytest.raises(Malformed):
        bundle.records_of(write_end(2))


def test_a_sealed_volume_opens_with_each_of_its_keys_and_no_other():
    secret, recovery = age.new_recovery()
    sealed = age.seal(b"noi dung", [age.recipient_of(PC.public_key), recovery])
    assert age.Identity(SECRET).unseal(sealed) == b"noi dung"
    assert age.unseal_with(secret, sealed) == b"noi dung"
    assert repr(age.Identity(SECRET)) == "Identity()"
    with pytest.raises(age.NotForUs):
        age.Identity(bytes([2]) * 32).unseal(sealed)
    with pytest.raises(age.NotForUs):
        age.Identity(SECRET).unseal(b"noi dung")
    with pytest.raises(age.NotForUs):
        age.unseal_with("AGE-SECRET-KEY-1", sealed)
    for at in range(0, len(sealed), 7):
        with pytest.raises(age.NotForUs):
            age.Identity(SECRET).unseal(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :])


def test_what_is_no_recipient_is_said():
    assert age.is_recipient(age.recipient_of(PC.public_key))
    assert not age.is_recipient("ssh-ed25519 AAAA")
    assert not age.is_recipient("age1")
    with pytest.raises(Malformed):
        age.recipient_of(b"short")


def test_a_technician_opens_a_volume_with_the_program_of_age(tmp_path):
    program = shutil.which("age")
    if program is None:
        pytest.skip("the program age is not installed")
    secret, recovery = age.new_recovery()
    (tmp_path / "khoa.txt").write_text(secret + "\n")
    (tmp_path / "V0001.AGE").write_bytes(age.seal(write_end(0), [recovery]))
    command = [program, "-d", "-i", tmp_path / "khoa.txt", tmp_path / "V0001.AGE"]
    opened = subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603
    assert list(RecordReader().feed(opened)) == []
