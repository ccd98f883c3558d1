"""What the province types: a stick read, its returns written, the recovery key named."""

import json

import pytest

from app.cli.answers import WrongUse
from sync.protocol import age
from sync.protocol.bundle import MANIFEST, ROOT
from tests.helpers.gateway_world import DAO_SAN, SI_LO_LAU


@pytest.fixture
def database():
    """SQLite; a whole trip on both databases has a file of its own."""
    return "sqlite"


def test_the_command_reads_a_stick_and_says_what_became_of_each_bundle(office, world, stick, types):
    one = office(1)
    one.pc.does(4)
    one.exports(stick)
    (stick / ROOT / SI_LO_LAU / "0000000000-0001").mkdir()
    told = json.loads(types("stick", "import", stick, "--data", world.path, "--json", status=1))
    assert [(b["commune"], b["placed"], b["error"]) for b in told["bundles"]] == [
        ("", 0, "MC-536"),
        (SI_LO_LAU, 4, ""),
    ]
    assert [(r["commune"], r["devices"], r["error"]) for r in told["returns"]] == [
        (SI_LO_LAU, 1, "")
    ]
    lines = types("stick", "import", stick, "--data", world.path, status=1).splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "0000000000-0001",
        f"Xã {SI_LO_LAU}, Máy 1 ({one.pc.signer.device}-0001)",
        f"Xã {SI_LO_LAU}",
    ]
    one.imports(stick)
    assert one.pc.unsent() == 0


def test_what_a_commune_must_write_again_is_a_failure_with_its_code(office, world, stick, types):
    one = office(1)
    one.pc.does(4)
    one.exports(stick)
    (volume,) = stick.rglob("V0001*")
    volume.write_bytes(volume.read_bytes()[:300])
    said = types("stick", "import", stick, "--data", world.path, status=1)
    assert "MC-538" in said
    assert "Báo xã ghi lại gói" in said
    (manifest,) = volume.parent.glob(MANIFEST)
    manifest.write_bytes(manifest.read_bytes()[:40])
    said = types("stick", "import", stick, "--data", world.path, status=1)
    assert "MC-580" in said
    assert "Báo xã ghi lại gói" in said


def test_a_return_that_a_power_cut_left_unfinished_is_no_fault_of_the_commune(
    office, world, stick, types
):
    one = office(1)
    one.pc.does(4)
    one.exports(stick)
    begun = stick / ROOT / SI_LO_LAU / f"{world.gateway.id}-0001"
    begun.mkdir()
    told = json.loads(types("stick", "import", stick, "--data", world.path, "--json"))
    assert [(b["commune"], b["placed"], b["error"]) for b in told["bundles"]] == [
        (SI_LO_LAU, 4, "")
    ]
    assert not begun.exists() or any(begun.iterdir())


def test_the_recovery_key_is_told_to_every_commune_and_opens_what_is_sealed_for_it(
    world, tmp_path, types
):
    file = tmp_path / "khoa.txt"
    told = json.loads(types("stick", "recovery", file, "--data", world.path, "--json"))
    world.restarts()
    named = [world.gateway.province(code).recovery_named() for code in (SI_LO_LAU, DAO_SAN)]
    assert named == [told["recipient"]] * 2
    assert age.unseal_with(file.read_text(), age.seal(b"x", [told["recipient"]])) == b"x"
    with pytest.raises(WrongUse):
        types("stick", "recovery", tmp_path / "b", "--data", world.path)
    world.gateway.add_commune("03999", "Xã mới")
    assert world.gateway.province("03999").recovery_named() == told["recipient"]
