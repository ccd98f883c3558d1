"""An office and its province that meet on a stick alone: real stores, the real gateway."""

import shutil
from datetime import timedelta

import pytest

from app.domain.errors import RuleViolation
from app.store.faults import StoreFault
from app.usecases.bundle_export import export_bundle
from app.usecases.bundle_import import import_bundles
from app.usecases.bundle_records import Writer
from app.usecases.bundle_standing import inspect_stick, last_export
from app.usecases.dossier_view import open_dossier
from app.usecases.own_revocation import is_own_revoked
from app.usecases.synchronise import one_round, status
from sync.gateway.file_desk import FileDesk
from sync.gateway.stick_returns import read_stick
from sync.protocol.bundle import MANIFEST, ROOT, volume_name
from sync.stick.faults import NoBundle, StickFull, StickGone
from tests.helpers.desk import a_desk, a_dossier
from tests.helpers.sticks import a_stick, pulled_at
from tests.helpers.two_pcs import a_second_pc


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "USB"
    folder.mkdir()
    return folder


def province_reads(province, stick):
    """Somebody at the province plugs it in."""
    gateway = province.running.gateway
    return read_stick(gateway, FileDesk(gateway, lambda _: 1 << 40), a_stick(), stick)


def newest(desk):
    """The last bundle that was written here."""
    made = last_export(desk)
    assert made is not None
    return made


def test_the_word_of_the_province_comes_back_on_the_stick(enrolled, province, stick):
    one_round(enrolled)
    a_dossier(enrolled)
    waiting = status(enrolled).waiting_events
    made = export_bundle(enrolled, stick)
    assert (made.acts, made.more, made.for_pcs) == (waiting, False, 1)
    assert status(enrolled).waiting_events == waiting, "nothing is taken for sent"
    assert not newest(enrolled).is_acknowledged
    province_reads(province, stick)
    told = import_bundles(enrolled, stick)
    assert (told.confirmed, told.waiting, told.missing) == (waiting, 0, ())
    assert [one.code for one in told.bundles] == ["", ""]
    assert newest(enrolled).is_acknowledged
    assert status(enrolled).waiting_events == 0
    again = import_bundles(enrolled, stick)
    assert (again.confirmed, sum(one.fresh for one in again.bundles)) == (0, 0)


def test_two_pcs_without_a_line_work_on_one_dossier(enrolled, province, stick, tmp_path):
    one_round(enrolled)
    with a_second_pc(tmp_path, enrolled, province) as second:
        dossier = a_dossier(enrolled)
        export_bundle(enrolled, stick)
        province_reads(province, stick)
        told = import_bundles(second.desk, stick)
        assert told.bundles[0].writer is Writer.PROVINCE
        assert open_dossier(second.desk, dossier.id).dossier.state == dossier.state


def test_a_neighbour_brings_its_work_without_the_province(enrolled, province, stick, tmp_path):
    with a_second_pc(tmp_path, enrolled, province) as second:
        one_round(enrolled)
        one_round(second.desk)
        dossier = a_dossier(enrolled)
        assert export_bundle(enrolled, stick).for_pcs == 2
        told = import_bundles(second.desk, stick)
        assert [(one.writer, one.code) for one in told.bundles] == [(Writer.NEIGHBOUR, "")]
        assert open_dossier(second.desk, dossier.id).dossier.state == dossier.state


def test_a_revoked_pc_hears_by_the_stick_that_it_is_and_that_its_acts_are_kept(
    enrolled, province, stick, tmp_path
):
    with a_second_pc(tmp_path, enrolled, province):
        one_round(enrolled)
        a_dossier(enrolled)
        waiting = status(enrolled).waiting_events
        province.running.gateway.revoke(enrolled.store.device.device, "mất máy")
        enrolled.machine.clock.pass_by(timedelta(minutes=5))
        export_bundle(enrolled, stick)
        province_reads(province, stick)
        assert not is_own_revoked(enrolled)
        told = import_bundles(enrolled, stick)
        assert (told.confirmed, told.waiting) == (waiting, 0)
        assert [one.code for one in told.bundles[0].troubles] == ["bundle_not_for_us"]
        assert is_own_revoked(enrolled)


def test_what_lies_on_a_stick_is_told_without_opening_it(enrolled, province, stick):
    one_round(enrolled)
    a_dossier(enrolled)
    made = export_bundle(enrolled, stick)
    (lying,) = inspect_stick(enrolled, stick)
    assert (lying.writer, lying.serial, lying.acts) == (Writer.THIS_PC, made.serial, made.acts)
    assert (lying.is_acknowledged, lying.code, lying.troubles) == (False, "", ())
    province_reads(province, stick)
    import_bundles(enrolled, stick)
    mine, theirs = sorted(inspect_stick(enrolled, stick), key=lambda one: one.writer, reverse=True)
    assert (mine.is_acknowledged, theirs.writer) == (True, Writer.PROVINCE)
    with pytest.raises(NoBundle):
        inspect_stick(enrolled, stick / "..")


def test_an_old_bundle_goes_only_for_want_of_room_and_only_once_it_is_acknowledged(
    enrolled, province, stick
):
    one_round(enrolled)
    a_dossier(enrolled)
    export_bundle(enrolled, stick)
    a_dossier(enrolled)
    assert export_bundle(enrolled, stick, disk=a_stick(free=1_500_000)).cleaned == 0
    province_reads(province, stick)
    import_bundles(enrolled, stick)
    a_dossier(enrolled)
    assert export_bundle(enrolled, stick).cleaned == 0
    assert export_bundle(enrolled, stick, disk=a_stick(free=1_500_000)).cleaned == 2


def test_a_stick_that_is_full_pulled_out_or_absent_says_so_and_costs_nothing(
    enrolled, province, stick
):
    a_dossier(enrolled)
    with pytest.raises(StickFull):
        export_bundle(enrolled, stick, disk=a_stick(free=1000))
    assert list(stick.iterdir()) == []
    first = export_bundle(enrolled, stick)
    with pytest.raises(StickFull):
        export_bundle(enrolled, stick, disk=a_stick(free=1000))
    with pytest.raises(StickGone):
        export_bundle(enrolled, stick / "gone")
    shutil.copytree(stick, stick.with_name("copy"))
    with pytest.raises(Exception, match="stick_failed"):
        export_bundle(enrolled, stick, disk=a_stick(here=pulled_at("bundle.part_written")))
    (lying,) = inspect_stick(enrolled, stick)
    assert lying.serial == first.serial
    second = export_bundle(enrolled, stick)
    assert second.acts == first.acts
    assert second.serial > first.serial


def test_breaking_off_leaves_nothing_half_written(enrolled, stick):
    a_dossier(enrolled)

    def stops(_done, _total):
        raise StoreFault("cancelled")

    with pytest.raises(StoreFault, match="cancelled"):
        export_bundle(enrolled, stick, stops)
    with pytest.raises(NoBundle):
        inspect_stick(enrolled, stick)


def test_a_damaged_return_is_told_by_name_and_a_good_one_heals_it(enrolled, province, stick):
    one_round(enrolled)
    a_dossier(enrolled)
    export_bundle(enrolled, stick)
    _, (gave,) = province_reads(province, stick)
    folder = next((stick / ROOT).rglob(f"{gave.manifest.writer}-*"))
    volume = folder / volume_name(1)
    good = volume.read_bytes()
    volume.write_bytes(good[:-1])
    told = import_bundles(enrolled, stick)
    assert told.confirmed == 0
    assert [t.code for one in told.bundles for t in one.troubles] == ["bundle_volume_damaged"]
    volume.unlink()
    told = import_bundles(enrolled, stick)
    assert [t.code for one in told.bundles for t in one.troubles] == ["bundle_volume_missing"]
    volume.write_bytes(good)
    assert import_bundles(enrolled, stick).confirmed > 0


def test_the_return_of_another_commune_is_not_read(enrolled, province, stick):
    one_round(enrolled)
    gateway = province.running.gateway
    gateway.add_commune("03999", "Xã khác")
    a_dossier(enrolled)
    export_bundle(enrolled, stick)
    (manifest,) = (stick / ROOT).rglob(MANIFEST)
    manifest.write_bytes(manifest.read_bytes().replace(b'"03562"', b'"03999"'))
    told = import_bundles(enrolled, stick)
    assert [one.code for one in told.bundles] == ["bundle_other_commune"]
    assert told.waiting == status(enrolled).waiting_events


def test_nothing_is_written_before_the_enrolment(desk, stick):
    with pytest.raises(RuleViolation, match="not_enrolled"):
        export_bundle(desk, stick)
    with pytest.raises(RuleViolation, match="not_enrolled"):
        import_bundles(desk, stick)
    assert last_export(desk) is None


def test_a_pc_put_back_gets_its_lost_work_from_its_own_stick(office, enrolled, province, stick):
    one_round(enrolled)
    shutil.copytree(office.profile.path, stick.with_name("image"))
    dossier = a_dossier(enrolled)
    export_bundle(enrolled, stick)
    path = office.profile.path
    office.store.close()
    shutil.rmtree(path)
    shutil.copytree(stick.with_name("image"), path)
    office.reopens()
    desk = a_desk(office)
    import_bundles(desk, stick)
    assert open_dossier(desk, dossier.id).dossier.state == dossier.state
