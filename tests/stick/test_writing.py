"""A stick is written so that pulling it out at any moment harms nothing that lay there before."""

import pytest

from app.system import crash, uncached
from sync.protocol.age import Identity, NotForUs
from sync.protocol.bundle import MANIFEST, MAX_VOLUME, ROOT, pieces_of, write_piece
from sync.protocol.records import RecordType
from sync.stick import disk as stick_disk
from sync.stick.faults import (
    BundleUnfinished,
    NoBundle,
    StickFault,
    StickFull,
    StickGone,
    StickReadOnly,
    StickUnsound,
    VolumeDamaged,
    VolumeMissing,
    stick_faults,
)
from sync.stick.outgoing import all_put, put_file
from sync.stick.reading import Found, find, proven
from sync.stick.writing import BundleWriter, next_serial
from tests.helpers.sticks import MADE, a_sender, a_stick, pulled_at, read_back, written
from tests.helpers.sync_events import a_signer
from tests.helpers.sync_journals import a_journal, acts

PC = a_signer(1)
IDENTITY = Identity(bytes([2]) * 32)


def contents(root):
    return {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_what_was_written_is_read_by_a_neighbour(tmp_path):
    journal = a_journal()
    acts(journal, 300, said="x" * 300)
    manifest, sent = written(journal, tmp_path)
    assert (sum(run.events for run in sent), manifest.acts) == (300, 300)
    (bundle,) = read_back(tmp_path, PC)
    (volume,) = bundle.volumes(IDENTITY)
    assert [record.type for record in volume.records][:2] == [RecordType.LETTER, RecordType.FRAME]
    names = [path.name for path in contents(tmp_path)]
    assert names == ["MANIFEST.MCB", "V0001.AGE"]


def test_nothing_readable_lies_on_a_stick(tmp_path):
    journal = a_journal()
    acts(journal, 3, said="Giang A Pao")
    written(journal, tmp_path)
    for path, content in contents(tmp_path).items():
        assert b"Pao" not in content
        assert "Pao" not in str(path)


def test_exporting_moves_no_cursor(tmp_path):
    journal = a_journal()
    acts(journal, 3)
    first = written(journal, tmp_path, serial=1)[1]
    assert written(journal, tmp_path, serial=2)[1] == first
    assert len(read_back(tmp_path, PC)) == 2


@pytest.mark.parametrize("point", [one for one in crash.POINTS if one.startswith("bundle.")])
def test_a_stick_that_is_pulled_out_keeps_its_earlier_bundle(tmp_path, point):
    journal = a_journal()
    acts(journal, 3)
    written(journal, tmp_path, serial=1)
    before = contents(tmp_path)
    with pytest.raises(StickFault):
        written(journal, tmp_path, serial=2, disk=a_stick(here=pulled_at(point)))
    after = contents(tmp_path)
    assert {path: after[path] for path in before} == before
    whole = [found.manifest.serial for found in find(tmp_path) if found.manifest]
    assert whole == ([1, 2] if point == "bundle.after_manifest" else [1])


def test_a_stick_that_loses_what_it_is_given_is_found_out(tmp_path):
    journal = a_journal()
    acts(journal)
    with pytest.raises(StickUnsound):
        written(journal, tmp_path, disk=a_stick(keeps=False))
    assert [found.fault and found.fault.code for found in find(tmp_path)] == ["bundle_unfinished"]


def test_a_full_stick_says_so_and_one_with_some_room_takes_what_fits(tmp_path):
    journal = a_journal()
    acts(journal, 200, said="".join(str(hash(n)) for n in range(3)))
    with pytest.raises(StickFull):
        written(journal, tmp_path, disk=a_stick(free=1000))
    content = bytes(range(256)) * 8000
    writer = BundleWriter(a_stick(free=1_500_000), tmp_path, a_sender(), 2, MADE)
    end = put_file(writer, "00" * 32, content)
    assert 0 < end < len(content)
    assert writer.finish(more=True).more
    assert not all_put(writer, [write_piece(pieces_of(bytes(32), content)[0])] * 4)


def test_no_volume_is_larger_than_agreed(tmp_path):
    writer = BundleWriter(a_stick(), tmp_path, a_sender(1, *map(a_signer, range(2, 40))), 1, MADE)
    assert put_file(writer, "00" * 32, bytes(9 << 20)) == 9 << 20
    manifest = writer.finish()
    assert len(manifest.volumes) == 3
    assert max(volume.size for volume in manifest.volumes) <= MAX_VOLUME
    assert writer.size == manifest.size


def test_serials_go_on_above_what_lies_on_the_stick():
    assert next_serial(3, []) == 4
    assert next_serial(3, [9, 2]) == 10


def test_a_missing_or_damaged_volume_keeps_back_no_other(tmp_path):
    writer = BundleWriter(a_stick(), tmp_path, a_sender(1, a_signer(2)), 1, MADE)
    put_file(writer, "00" * 32, bytes(13 << 20))
    writer.finish()
    (tmp_path / writer.folder / "V0002.AGE").unlink()
    third = writer.folder / "V0003.AGE"
    third.write_bytes(third.read_bytes()[:-1])
    (bundle,) = read_back(tmp_path, PC)
    faults = [volume.fault and type(volume.fault) for volume in bundle.volumes(IDENTITY)]
    assert faults == [None, VolumeMissing, VolumeDamaged, None]
    assert [one.name for one in bundle.missing()] == ["V0002.AGE", "V0003.AGE"]
    others = [volume.fault and type(volume.fault) for volume in bundle.volumes(Identity(b"x" * 32))]
    assert others == [NotForUs, VolumeMissing, VolumeDamaged, NotForUs]


def test_a_volume_with_bad_sectors_counts_as_damaged(tmp_path, monkeypatch):
    journal = a_journal()
    acts(journal)
    written(journal, tmp_path)
    (bundle,) = read_back(tmp_path, PC)

    def fails(*_args):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("sync.stick.reading.read_bounded", fails)
    (volume,) = bundle.volumes(IDENTITY)
    assert isinstance(volume.fault, VolumeDamaged)


def test_an_empty_stick_and_a_pulled_one_are_told_apart(tmp_path):
    (tmp_path / "Ảnh du lịch").mkdir()
    with pytest.raises(NoBundle):
        find(tmp_path)
    with pytest.raises(StickGone):
        find(tmp_path / "gone")
    with pytest.raises(StickGone):
        BundleWriter(a_stick(), tmp_path / "gone", a_sender(), 1, MADE)


def test_bundles_are_found_from_the_root_and_from_each_folder(tmp_path):
    journal = a_journal()
    acts(journal)
    written(journal, tmp_path)
    top = tmp_path / ROOT
    inside = next(top.iterdir())
    places = [tmp_path, top, inside, next(inside.iterdir())]
    assert [len(find(place)) for place in places] == [1, 1, 1, 1]
    (inside / "0000000000-0001").mkdir()
    (inside / "link").symlink_to(next(inside.iterdir()))
    assert [type(found.fault) for found in find(tmp_path)] == [BundleUnfinished, type(None)]
    with pytest.raises(BundleUnfinished):
        proven(Found(inside), PC.public_key)


def test_a_link_in_place_of_a_volume_is_not_followed(tmp_path):
    journal = a_journal()
    acts(journal)
    written(journal, tmp_path)
    (bundle,) = read_back(tmp_path, PC)
    volume = bundle.folder / "V0001.AGE"
    volume.rename(tmp_path / "elsewhere")
    volume.symlink_to(tmp_path / "elsewhere")
    (opened,) = bundle.volumes(IDENTITY)
    assert isinstance(opened.fault, VolumeDamaged | VolumeMissing)  # the latter where none are made


def test_what_the_system_says_has_names(tmp_path):
    for number, fault in [(28, StickFull), (30, StickReadOnly), (5, StickFault), (2, StickGone)]:
        with pytest.raises(fault), stick_faults(tmp_path):
            raise OSError(number, "?")


def test_a_removed_bundle_takes_nothing_else_with_it(tmp_path):
    journal = a_journal()
    acts(journal)
    written(journal, tmp_path)
    (bundle,) = read_back(tmp_path, PC)
    (bundle.folder / "anh.jpg").write_bytes(b"x")
    stick_disk.remove_bundle(bundle.folder)
    assert [path.name for path in bundle.folder.iterdir()] == ["anh.jpg"]
    (bundle.folder / "anh.jpg").unlink()
    stick_disk.remove_bundle(bundle.folder)
    assert not bundle.folder.exists()


def test_a_file_system_without_a_call_for_names_is_no_error(tmp_path, monkeypatch):
    def refuses(number):
        def settle(_folder):
            raise OSError(number, "refused")

        monkeypatch.setattr("sync.files.durable.settle", settle)

    refuses(22)
    stick_disk.settle(tmp_path)
    refuses(5)
    with pytest.raises(OSError, match="refused"):
        stick_disk.settle(tmp_path)


def test_a_file_is_read_past_the_memory(tmp_path):
    (tmp_path / "x").write_bytes(b"x" * 5000)
    assert uncached.read_uncached(tmp_path / "x") == b"x" * 5000


def test_the_manifest_comes_last(tmp_path):
    order = []
    journal = a_journal()
    acts(journal)

    def here(name):
        if name == "bundle.named":
            order.append(
                (tmp_path / ROOT).rglob(MANIFEST) and any((tmp_path / ROOT).rglob(MANIFEST))
            )

    written(journal, tmp_path, disk=a_stick(here=here))
    assert order == [False, True]
