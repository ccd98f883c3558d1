"""An office without a line lives on sticks: its work arrives, the province's word returns."""

import random
import shutil

import pytest

from sync.files.address import address_of
from sync.gateway.page.first import contact_of
from sync.gateway.page.fleet import Fleets
from sync.gateway.page.state import HOUR_MS
from sync.peer.pace import Window
from sync.protocol.bundle import ROOT, volume_name
from sync.stick.faults import StickFull, UnknownWriter
from sync.stick.reading import find
from sync.stick.taking import FeedGap, OldReturn, gaps
from tests.helpers.gateway_backup import Backup
from tests.helpers.gateway_world import DAO_SAN, SI_LO_LAU
from tests.helpers.stick_office import StickPc, reads
from tests.helpers.sticks import a_stick
from tests.helpers.sync_events import an_envelope

MANY = 38
DAY = 24 * HOUR_MS


@pytest.fixture
def database():
    """SQLite; a whole trip on both databases has a file of its own."""
    return "sqlite"


def they_know_each_other(one, two):
    """Each has the other's certificate, as after any round."""
    for here, there in ((one, two), (two, one)):
        with here.pc._transaction():
            here.journal.devices.trust(there.journal.devices.certificate(there.pc.signer.device))


def goes_there_and_back(one, world, stick):
    """Its bundle to the province, and the return to it."""
    one.exports(stick)
    reads(world, stick)
    one.imports(stick)


def stands_at_the_end(one, world):
    """Whether it knows the province's log to its end."""
    cursor, end = one.journal.order.cursor(), world.gateway.commune(SI_LO_LAU).log.end()
    return (cursor.log_epoch, cursor.position, cursor.chain) == end[:3]


def test_a_whole_trip_raises_the_levels_and_brings_the_work_of_the_others(office, world, stick):
    one, two = office(1), office(2)
    one.pc.does(30)
    two.pc.does(20)
    one.exports(stick)
    two.exports(stick)
    assert (one.pc.unsent(), two.pc.unsent()) == (30, 20), "exporting moves no cursor"
    came, gave = reads(world, stick)
    assert sorted((c.placed, c.troubles) for c in came) == [(20, ()), (30, ())]
    assert [(g.commune, g.devices, g.fault) for g in gave] == [(SI_LO_LAU, 2, None)]
    assert (one.pc.unsent(), two.pc.unsent()) == (30, 20)
    for pc in (one, two):
        pc.imports(stick)
        assert pc.faults == []
        assert pc.pc.unsent() == 0
        assert pc.pc.placed() == world.gateway.commune(SI_LO_LAU).log.end().position
    assert one.journal.heads() == two.journal.heads()


def test_the_same_stick_again_changes_nothing_anywhere(office, world, stick):
    one = office(1)
    one.pc.does(5)
    goes_there_and_back(one, world, stick)
    position = world.gateway.commune(SI_LO_LAU).log.end().position
    held = one.journal.heads()
    came, gave = reads(world, stick)
    assert [(c.placed, c.files, c.fault) for c in came] == [(0, 0, None)]
    assert gave[0].manifest is not None
    assert world.gateway.commune(SI_LO_LAU).log.end().position == position
    for _ in range(2):
        assert one.imports(stick).touched == frozenset()
    assert (one.faults, one.journal.heads(), one.pc.unsent()) == ([], held, 0)
    returns = [f for f in find(stick) if f.manifest and f.manifest.is_return]
    assert len(returns) == 1, "the newer return takes the older one's place"


def test_one_stick_carries_38_communes_and_each_gets_its_own_return(office, world, stick):
    codes = [f"{3500 + n:05d}" for n in range(MANY)]
    for code in codes:
        world.gateway.add_commune(code, f"Xã {code}")
    pcs = [office(secret, code) for secret, code in enumerate(codes, start=1)]
    for pc in pcs:
        pc.pc.does(2)
        pc.exports(stick)
    came, gave = reads(world, stick)
    assert sorted(c.device.commune for c in came if c.device and c.placed == 2) == codes
    assert [g.commune for g in gave] == codes
    for pc, code in zip(pcs[:3], codes, strict=False):
        pc.imports(stick / ROOT / code)
        assert (pc.pc.unsent(), pc.faults) == (0, [])
    stranger = pcs[0]
    stranger.imports(stick / ROOT / codes[5])
    assert [type(fault).code for fault in (*stranger.faults, *stranger.volume_faults)]
    assert all(
        author.device in stranger.journal.devices.all() for author in stranger.journal.heads()
    )


def test_the_scope_comes_from_the_registry_and_not_from_the_folder(office, world, stick):
    one, other = office(1), office(2, DAO_SAN)
    one.pc.does(3)
    one.exports(stick)
    (stick / ROOT / SI_LO_LAU).rename(stick / ROOT / DAO_SAN)
    before = world.gateway.commune(DAO_SAN).log.end()
    came, gave = reads(world, stick)
    assert came[0].device is not None
    assert came[0].device.commune == SI_LO_LAU
    assert world.gateway.commune(DAO_SAN).log.end() == before
    assert [g.commune for g in gave] == [SI_LO_LAU]
    other.imports(stick)
    assert other.pc.placed() == 0


def test_an_unknown_pc_is_refused_until_a_neighbour_brings_its_certificate(office, world, stick):
    one = office(1)
    one.pc.does(1)
    one.exports(stick)
    world.gateway.registry._database  # noqa: B018 - the registry is there
    stranger = StickPc(one.pc, 1, one.gateway)
    stranger.pc.signer = type(one.pc.signer)(bytes([77]) * 32)
    stranger.pc.author = one.pc.author._replace(device=stranger.pc.signer.device)
    stranger.pc.does(1)
    stranger.exports(stick)
    came, _ = reads(world, stick)
    assert {type(c.fault) for c in came} == {type(None), UnknownWriter}


def test_a_revoked_pc_brings_what_it_had_and_is_told_nothing_of_others(office, world, stick):
    one, two = office(1), office(2)
    one.pc.does(2)
    one.exports(stick)
    world.gateway.revoke(one.pc.signer.device, "mất máy")
    two.pc.does(1)
    two.exports(stick)
    came, gave = reads(world, stick)
    assert [note.reason for c in came for note in c.notes] == ["revoked"]
    assert gave[0].devices == 1
    one.imports(stick)
    assert one.pc.placed() == 0
    assert [fault.code for fault in one.volume_faults] == ["bundle_not_for_us"]
    two.imports(stick)
    assert two.pc.unsent() == 0


def test_a_bundle_of_last_week_makes_no_later_round_look_old(office, world, stick):
    one = office(1)
    one.pc.does(2)
    one.exports(stick)
    one.pc.does(1)
    one.pc.round(lambda body, _nonce: world.answers(body))
    counter = world.gateway.registry.counter(one.pc.author)
    reads(world, stick)
    assert world.gateway.registry.counter(one.pc.author) == counter
    assert not one.imports(stick).counter_fell
    one.pc.does(1)
    lesson = one.pc.round(lambda body, _nonce: world.answers(body))
    assert not lesson.counter_fell
    assert one.pc.unsent() == 0


@pytest.mark.parametrize("later", [1000, -5 * DAY])
def test_an_old_return_takes_nothing_back_of_a_restored_gateway(
    office, world, stick, tmp_path, later
):
    one = office(1)
    one.pc.does(2)
    one.exports(stick)
    reads(world, stick)
    shutil.copytree(stick, tmp_path / "old")
    world.clock.now += later
    world.gateway.renew(world.gateway.commune(SI_LO_LAU), "restored")
    one.pc.does(2)
    one.pc.round(lambda body, _nonce: world.answers(body))
    placed, unsent = one.pc.placed(), one.pc.unsent()
    log_epoch = one.journal.order.cursor().log_epoch
    one.imports(tmp_path / "old")
    assert (one.pc.placed(), one.pc.unsent()) == (placed, unsent)
    assert one.journal.order.cursor().log_epoch == log_epoch
    assert [type(fault) for fault in one.faults] == [OldReturn]
    world.clock.now += 1000
    one.faults.clear()
    goes_there_and_back(one, world, stick)
    assert one.faults == []


@pytest.mark.parametrize("is_noticed", [True, False])
def test_a_stick_reveals_a_log_that_the_gateway_lost(office, world, stick, tmp_path, is_noticed):
    one = office(1)
    one.pc.does(2)
    backup = Backup(world, tmp_path / "backup", None)
    world.gateway.renew(world.gateway.commune(SI_LO_LAU), "restored")
    goes_there_and_back(one, world, stick)
    world.clock.now -= 5 * DAY
    backup.puts_back_everything()
    if is_noticed:
        world.gateway.renew(world.gateway.commune(SI_LO_LAU), "restored")
    goes_there_and_back(one, world, stick)
    assert stands_at_the_end(one, world)
    goes_there_and_back(one, world, stick)
    assert (one.faults, one.pc.unsent()) == ([], 0)


@pytest.mark.parametrize("later", [1000, -5 * DAY])
def test_a_return_of_a_restored_gateway_is_believed_and_heals_it(office, world, stick, later):
    one = office(1)
    one.pc.does(3)
    goes_there_and_back(one, world, stick)
    world.clock.now += later
    world.gateway.renew(world.gateway.commune(SI_LO_LAU), "restored")
    one.pc.does(1)
    goes_there_and_back(one, world, stick)
    assert stands_at_the_end(one, world)
    assert (one.faults, one.pc.unsent()) == ([], 0)


def test_a_pc_that_is_too_far_behind_hears_from_where_it_lacks(office, world, stick, tmp_path):
    one, two = office(1), office(2)
    two.pc.round(lambda body, _nonce: world.answers(body), Window(pull=0))
    placed = two.pc.placed()
    one.pc.does(3)
    goes_there_and_back(one, world, stick)
    one.pc.does(2)
    shutil.rmtree(stick / ROOT)
    one.exports(stick)
    reads(world, stick)
    two.imports(stick)
    (fault,) = (one for one in two.faults if not isinstance(one, UnknownWriter))
    assert isinstance(fault, FeedGap)
    assert (fault.first, two.pc.placed()) == (placed + 1, placed)
    two.exports(stick)
    reads(world, stick)
    two.faults.clear()
    two.imports(stick)
    assert two.faults == []
    assert two.pc.placed() == world.gateway.commune(SI_LO_LAU).log.end().position


def test_a_pc_that_was_never_heard_gets_everything_with_its_neighbours_return(office, world, stick):
    one, new = office(1), office(2)
    one.pc.does(3)
    goes_there_and_back(one, world, stick)
    one.pc.does(1)
    one.exports(stick)
    reads(world, stick)
    new.imports(stick)
    assert new.pc.placed() == world.gateway.commune(SI_LO_LAU).log.end().position


def test_a_missing_volume_leaves_a_gap_with_a_name_and_the_next_stick_fills_it(
    office, world, stick, monkeypatch
):
    monkeypatch.setattr("sync.stick.writing.MAX_PLAIN", 2500)
    one, two = office(1), office(2)
    they_know_each_other(one, two)
    for n in range(6):
        one.pc.does(2, said=random.Random(n).randbytes(700).hex())  # noqa: S311
        with one.pc._transaction():
            one.journal.seal(one.pc.signer, one.pc.author)
    monkeypatch.setattr("sync.journal.outgoing.AIM_RAW", 4000)
    writer = one.exports(stick, neighbours=(two,))
    lost = writer.folder / volume_name(2)
    assert (writer.folder / volume_name(3)).exists()
    lost.rename(writer.folder / "elsewhere")
    came, _ = reads(world, stick)
    assert [t.code for c in came for t in c.troubles] == ["bundle_volume_missing"]
    assert 0 < came[0].placed < 12
    two.imports(stick)
    (gap,) = gaps(two.journal)
    assert gap.author == one.pc.author
    assert two.journal.highest(one.pc.author) == 12, "what came behind the gap is kept"
    (writer.folder / "elsewhere").rename(lost)
    two.imports(stick)
    assert gaps(two.journal) == ()
    reads(world, stick)
    one.imports(stick)
    assert one.pc.unsent() == 0


def test_a_neighbours_bundle_brings_its_work_without_the_province(office, stick):
    one, two = office(1), office(2)
    they_know_each_other(one, two)
    one.pc.does(4)
    one.exports(stick, neighbours=(two,))
    two.imports(stick)
    assert two.journal.head(one.pc.author).n == 4
    assert two.pc.placed() == 0
    assert two.faults == []


def test_a_file_half_sent_by_one_carrier_is_completed_by_another(office, world, stick):
    one, two = office(1), office(2)
    content = bytes(range(256)) * 5000
    file = address_of(content)
    with one.pc._transaction():
        envelope = an_envelope(f=(file,))
        one.journal.append(one.pc.author, envelope, {"text": "bản quét"}, bytes(16))
    one.exports(stick, disk=a_stick(free=1_400_000), files={file: content})
    came, _ = reads(world, stick)
    assert (came[0].files, came[0].brought) == (0, (file,))
    one.imports(stick)
    ((held, _word),) = one.told.held
    assert 0 < held.offset < held.size == len(content)
    one.exports(stick, files={file: content})
    came, gave = reads(world, stick)
    assert sum(c.files for c in came) == 1
    assert gave[0].fault is None
    two.exports(stick, wanted=(file,))
    reads(world, stick)
    two.imports(stick)
    assert two.files[file] == content


def test_a_file_that_no_event_of_the_commune_names_is_not_taken(office, world, stick):
    one = office(1)
    one.pc.does(1)
    content = b"x" * 1000
    one.exports(stick, files={address_of(content): content})
    came, _ = reads(world, stick)
    assert [t.code for t in came[0].troubles] == ["file_not_named"]


def test_a_newer_catalogue_comes_along_once(office, world, stick):
    one = office(1)
    one.pc.does(1)
    folder = world.gateway.folder.packages()
    folder.mkdir()
    (folder / "moi.mcp").write_bytes(b"MCP1" + bytes(5000))
    one.exports(stick)
    _, gave = reads(world, stick)
    assert gave[0].manifest is not None
    assert not gave[0].manifest.more


def test_no_room_for_a_return_is_said_and_the_bundles_are_taken(office, world, stick):
    one = office(1)
    one.pc.does(1)
    one.exports(stick)
    came, gave = reads(world, stick, a_stick(free=1000))
    assert came[0].placed == 1
    assert isinstance(gave[0].fault, StickFull)
    one.imports(stick)
    _, gave = reads(world, stick)
    one.imports(stick)
    assert one.pc.unsent() == 0


def test_an_office_without_a_line_lives_on_sticks_for_a_week(office, world, stick):
    pcs = [office(1), office(2), office(3)]
    for day in range(7):
        world.clock.now += 86_400_000
        for pc in pcs:
            pc.pc.does(3 + day % 2)
        for pc in pcs[day % 3 :]:
            pc.exports(stick, neighbours=tuple(other for other in pcs if other is not pc))
        reads(world, stick)
        for pc in pcs:
            pc.imports(stick)
    for pc in pcs:
        pc.exports(stick)
    reads(world, stick)
    for pc in pcs:
        pc.faults.clear()
        pc.imports(stick)
        assert (pc.faults, pc.pc.unsent()) == ([], 0)
    assert len({repr(sorted(pc.journal.heads().items())) for pc in pcs}) == 1
    end = world.gateway.commune(SI_LO_LAU).log.end().position
    assert {pc.pc.placed() for pc in pcs} == {end}


def test_the_provinces_page_knows_that_a_pc_was_heard_by_stick(office, world, stick):
    one, two = office(1), office(2)
    one.pc.does(1)
    one.exports(stick)
    world.clock.now += 60 * HOUR_MS
    reads(world, stick)
    world.clock.now += HOUR_MS
    known = Fleets(world.gateway, reads_dossiers=False).commune(SI_LO_LAU)
    assert known is not None
    pcs = {pc.device: pc for pc in known.offices}
    heard, silent = pcs[one.pc.signer.device], pcs[two.pc.signer.device]
    assert (heard.is_silent(world.clock.now), heard.last_contact) == (False, 0)
    assert contact_of(heard, world.clock.now) == "60 phút trước (USB)"
    assert silent.is_silent(world.clock.now)
    assert known.last_contact == heard.by_stick
