"""What may happen to a stick on its way; each draws where by the generator that it is given."""

import random
import shutil
from pathlib import Path

import zstandard

from sync.protocol import age, bundle
from sync.protocol.age import Identity
from sync.protocol.bundle import MANIFEST, ROOT, Manifest, Volume, volume_name
from sync.protocol.frame import MAX_RAW
from sync.protocol.messages import write_ack
from sync.protocol.records import RecordType, write_end, write_record
from sync.protocol.signing import Signer
from sync.stick.outgoing import Outgoing, Wish
from sync.stick.reading import find, proven
from sync.stick.writing import BundleWriter, Sender
from tests.helpers.gateway_world import SI_LO_LAU
from tests.helpers.sticks import MADE, a_stick
from tests.helpers.sync_events import a_signer
from tests.helpers.sync_journals import an_ack

READER = 3
"""The secret of the PC that reads the sticks."""


def bundles(stick: Path) -> list[Path]:
    return sorted(path.parent for path in stick.rglob(MANIFEST))


def volumes(folder: Path) -> list[Path]:
    return sorted(folder.glob("V*.AGE"))


def of(rng: random.Random, stick: Path) -> tuple[Path, Path]:
    """Some bundle and some volume of it."""
    folder = rng.choice(bundles(stick))
    return folder, rng.choice(volumes(folder))


def truncates(scene, rng, stick):
    _, volume = of(rng, stick)
    content = volume.read_bytes()
    volume.write_bytes(content[: rng.randrange(len(content))])


def flips(scene, rng, stick):
    _, volume = of(rng, stick)
    content = bytearray(volume.read_bytes())
    content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    volume.write_bytes(bytes(content))


def truncates_manifest(scene, rng, stick):
    folder = rng.choice(bundles(stick))
    content = (folder / MANIFEST).read_bytes()
    (folder / MANIFEST).write_bytes(content[: rng.randrange(len(content))])


def flips_manifest(scene, rng, stick):
    folder = rng.choice(bundles(stick))
    content = bytearray((folder / MANIFEST).read_bytes())
    content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    (folder / MANIFEST).write_bytes(bytes(content))


def loses_a_volume(scene, rng, stick):
    of(rng, stick)[1].unlink()


def loses_the_manifest(scene, rng, stick):
    (rng.choice(bundles(stick)) / MANIFEST).unlink()


def is_half_copied(scene, rng, stick):
    folder = rng.choice(bundles(stick))
    for volume in volumes(folder)[rng.randrange(len(volumes(folder))) :]:
        volume.unlink()


def reorders(scene, rng, stick):
    folder = max(bundles(stick), key=lambda one: len(volumes(one)))
    first, second = rng.sample(volumes(folder), 2)
    first.rename(folder / "x")
    second.rename(first)
    (folder / "x").rename(second)


def doubles(scene, rng, stick):
    folder = rng.choice(bundles(stick))
    shutil.copytree(folder, folder.with_name(f"{folder.name[:10]}-{rng.randrange(5000, 9000)}"))


def mixes_two_sticks(scene, rng, stick):
    shutil.copytree(scene.old, stick, dirs_exist_ok=True)


def swaps_volumes_of_two_sticks(scene, rng, stick):
    _, volume = of(rng, stick)
    other = rng.choice(bundles(scene.old))
    shutil.copy(rng.choice(volumes(other)), volume)


def is_an_old_stick(scene, rng, stick):
    shutil.rmtree(stick)
    shutil.copytree(scene.old, stick)


def brings_another_commune(scene, rng, stick):
    for folder in bundles(scene.foreign):
        shutil.copytree(folder, stick / ROOT / SI_LO_LAU / folder.name)


def is_pushed_into_our_folder(scene, rng, stick):
    shutil.rmtree(stick / ROOT / SI_LO_LAU)
    brings_another_commune(scene, rng, stick)


def is_a_folder_in_place_of_a_volume(scene, rng, stick):
    volume = of(rng, stick)[1]
    volume.unlink()
    volume.mkdir()


def is_a_link_in_place_of_a_volume(scene, rng, stick):
    volume = of(rng, stick)[1]
    volume.unlink()
    volume.symlink_to("/etc/passwd")


def is_very_large(scene, rng, stick):
    volume = of(rng, stick)[1]
    with volume.open("ab") as file:
        file.truncate((4 << 20) + rng.randrange(1, 1 << 20))


def signed(scene, stick: Path, signer: Signer, plain: bytes, **changes) -> None:
    """A bundle that somebody with a key of the commune has made up."""
    keys = [age.recipient_of(a_signer(READER).public_key)]
    sealed = age.seal(plain, keys)
    folder = stick / ROOT / SI_LO_LAU / f"{signer.device}-7777"
    folder.mkdir(parents=True)
    (folder / volume_name(1)).write_bytes(sealed)
    usual = {
        "format": 1,
        "server": scene.server.id,
        "commune": SI_LO_LAU,
        "writer": signer.device,
        "serial": 7777,
        "made": MADE,
        "volumes": (bundle.volume_of(sealed),),
    }
    file = bundle.write_manifest(Manifest(**(usual | changes)), signer)
    (folder / MANIFEST).write_bytes(file)


def is_sealed_for_others(scene, rng, stick):
    shutil.rmtree(stick / ROOT)
    scene.one.serial = 0
    keys = (age.recipient_of(scene.server.public_key), age.recipient_of(a_signer(77).public_key))
    sender = Sender(scene.server.id, SI_LO_LAU, scene.one.pc.signer, keys)
    writer = BundleWriter(a_stick(), stick, sender, rng.randrange(1, 9999), MADE)
    outgoing = Outgoing(writer, scene.one.journal, scene.server.id)
    outgoing.letter(scene.one.pc.signer, scene.one.pc.author, 1, Wish())
    writer.finish()


def is_signed_by_a_stranger(scene, rng, stick):
    signed(scene, stick, a_signer(77), write_end(0))


def is_signed_in_anothers_name(scene, rng, stick):
    signed(scene, stick, a_signer(77), write_end(0), writer=scene.one.pc.signer.device)


def is_signed_in_the_provinces_name(scene, rng, stick):
    signed(scene, stick, scene.two.pc.signer, write_end(0), writer=scene.server.id)


def wants_out_of_its_folder(scene, rng, stick):
    where = rng.choice(["../../etc", "..", "a/b", "C:\\x", "x" * 40, "CON:"])
    signed(scene, stick, scene.two.pc.signer, write_end(0), commune=where)


def names_huge_counts(scene, rng, stick):
    size = rng.choice([1 << 40, (4 << 20) + 1, 0])
    many = rng.choice([(Volume(size, bytes(32)),), (Volume(1, bytes(32)),) * 501, ()])
    signed(scene, stick, scene.two.pc.signer, write_end(0), volumes=many)


def is_a_bomb(scene, rng, stick):
    bomb = bytearray(a_frame(scene, rng))
    where = bomb.find(b"\x28\xb5\x2f\xfd")
    bomb[where:] = zeros(rng.choice([MAX_RAW + 1, 1 << 28]))
    body = write_record(RecordType.FRAME, bytes(bomb))
    signed(scene, stick, scene.two.pc.signer, body + write_end(1))


def zeros(size: int) -> bytes:
    return zstandard.ZstdCompressor(level=19).compress(bytes(size))


def a_frame(scene, rng: random.Random) -> bytes:
    """A good frame of the first PC."""
    signer: Signer = scene.one.pc.signer
    told = [one for one in find(scene.new) if one.manifest]
    mine = [one for one in told if one.manifest and one.manifest.writer == signer.device]
    opened = proven(mine[0], signer.public_key)
    records: list[bytes] = [
        record.body
        for volume in opened.volumes(Identity(bytes([READER]) * 32))
        for record in volume.records
        if record.type is RecordType.FRAME
    ]
    return records[rng.randrange(len(records))]


def lies_about_a_file(scene, rng, stick):
    size, offset = rng.choice([(1 << 63, 0), (10, 1 << 62), (0, 0), (65 << 20, 0)])
    piece = bundle.Piece(bytes(32), size, offset, b"x" * 20)
    body = bundle.write_piece(piece)
    signed(scene, stick, scene.two.pc.signer, body + write_end(1))


def holds_noise(scene, rng, stick):
    signed(scene, stick, scene.two.pc.signer, rng.randbytes(rng.randrange(3000)))


def forges_the_provinces_word(scene, rng, stick):
    ack = write_ack(an_ack(server=scene.server.id), a_signer(77))
    body = write_record(RecordType.ACK, ack)
    signed(scene, stick, scene.two.pc.signer, body + write_end(1))


DAMAGE = {"bundle_volume_damaged", "bundle_volume_missing", "bundle_unfinished"}
KINDS = {
    truncates: DAMAGE,
    flips: DAMAGE,
    truncates_manifest: {"bundle_manifest_damaged", "bundle_forged", "bundle_unfinished"},
    flips_manifest: {
        "bundle_manifest_damaged", "bundle_forged", "bundle_newer", "bundle_other_server",
        "bundle_other_commune", "bundle_unknown_writer",
    },
    loses_a_volume: DAMAGE,
    loses_the_manifest: DAMAGE,
    is_half_copied: DAMAGE,
    reorders: DAMAGE,
    doubles: set(),
    mixes_two_sticks: set(),
    swaps_volumes_of_two_sticks: DAMAGE,
    is_an_old_stick: set(),
    brings_another_commune: {"bundle_other_commune"},
    is_pushed_into_our_folder: {"bundle_other_commune"},
    is_a_folder_in_place_of_a_volume: DAMAGE,
    is_a_link_in_place_of_a_volume: DAMAGE,
    is_very_large: DAMAGE,
    is_sealed_for_others: {"bundle_not_for_us"},
    is_signed_by_a_stranger: {"bundle_unknown_writer"},
    is_signed_in_anothers_name: {"bundle_forged"},
    is_signed_in_the_provinces_name: {"bundle_forged"},
    wants_out_of_its_folder: {"bundle_manifest_damaged"},
    names_huge_counts: {"bundle_manifest_damaged"},
    is_a_bomb: {"malformed", "too_large"},
    lies_about_a_file: {"too_large"},
    holds_noise: {"malformed", "too_large"},
    forges_the_provinces_word: {"untrusted_server"},
}  # fmt: skip
"""What happens to a stick, and what must be said of it: one of these codes; none, if nothing is."""
