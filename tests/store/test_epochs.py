"""When this PC must count anew, so that no event and no number of its past is used twice."""

import shutil
from pathlib import Path

import pytest

from app.domain.states import State
from app.store import epochs
from app.store.profile import Profile
from app.store.slip_journal import RECORD, Head, Number, SlipJournal
from app.store.store import Store
from sync.journal.outgoing import frames_for
from sync.protocol.certificate import certify
from sync.protocol.frame import unpack
from tests.helpers.office import AnOffice, a_machine


def seals(office: AnOffice) -> None:
    session = office.store.sync_session()
    session.seal()
    session.close()


def put_back(office: AnOffice, old: Path) -> None:
    """Somebody copies an old database over the present one, behind the program's back."""
    office.closes()
    shutil.copy(old, office.profile.database)
    office.profile.last_acts.unlink()  # else it would heal by itself


@pytest.fixture
def old_copy(office: AnOffice, tmp_path: Path) -> Path:
    office.receives()
    office.store.rest()
    return Path(shutil.copy(office.profile.database, tmp_path / "old.db"))


def reasons(office: AnOffice) -> list[object]:
    events = [fact.event for fact in office.reader.facts(epochs.DEVICE)]
    return [event.payload and event.payload["reason"] for event in events]


def test_an_ordinary_start_goes_on_in_the_same_epoch(office: AnOffice):
    office.receives()
    seals(office)
    epoch = office.store.device.epoch
    assert office.reopens().store.device.epoch == epoch
    assert reasons(office) == ["founded"]


def test_another_machine_begins_a_new_epoch(office: AnOffice):
    clock = office.clock
    office.reopens(a_machine(seed=2, clock=clock))
    assert reasons(office) == ["founded", "other_machine"]
    office.reopens()
    assert len(reasons(office)) == 2


def test_a_copy_of_the_folder_begins_a_new_epoch_and_a_moved_folder_does_not(
    office: AnOffice, tmp_path: Path
):
    office.closes()
    moved = office.profile.path.rename(tmp_path / "moved")
    office.store.profile = Profile(moved)
    office.reopens()
    assert reasons(office) == ["founded"]
    office.closes()
    office.store.profile = Profile(shutil.copytree(moved, tmp_path / "copied"))
    office.reopens()
    assert reasons(office) == ["founded", "copied_folder"]
    assert len(reasons(office.reopens())) == 2


def test_an_old_copy_put_back_notices_it_by_the_slip_journal(office: AnOffice, old_copy: Path):
    lost = office.receives()
    seals(office)
    put_back(office, old_copy)
    office.reopens()
    assert reasons(office) == ["founded", "behind_slip_journal"]
    assert office.receives().number != lost.number


def test_an_old_copy_whose_later_events_never_left_may_go_on_but_not_with_their_numbers(
    office: AnOffice, old_copy: Path
):
    lost = office.receives()
    put_back(office, old_copy)
    office.reopens()
    assert reasons(office) == ["founded"]
    assert office.receives().number == lost.number.replace("-002", "-003")


def test_a_database_older_than_the_present_epoch_is_noticed_though_nothing_was_sealed(
    office: AnOffice, old_copy: Path
):
    """The old epoch's numbers went with a slip journal; that a later one began is known."""
    lost = office.receives()
    office.closes()
    office.profile.slip_journal.unlink()  # the disk that held it died
    office.reopens()
    session = office.store.sync_session()
    with session.page() as page:
        page.need_epoch("own_ahead")
    session.close()
    office.receives()
    put_back(office, old_copy)
    office.reopens()
    assert reasons(office) == ["founded", "behind_slip_journal"]
    assert office.receives().number != lost.number
    assert len(reasons(office.reopens())) == 2


def test_a_peer_may_ask_for_a_new_epoch_and_the_next_act_begins_it(office: AnOffice):
    session = office.store.sync_session()
    with session.page() as page:
        page.need_epoch("own_ahead")
    assert reasons(office) == ["founded"]
    before = office.store.device.epoch
    dossier = office.receives()
    assert reasons(office) == ["founded", "own_ahead"]
    assert dossier.heads[0].epoch == session.device.epoch == office.store.device.epoch != before
    office.receives()
    assert len(reasons(office)) == 2
    session.close()


def test_an_act_that_fails_begins_no_epoch(office: AnOffice):
    session = office.store.sync_session()
    with session.page() as page:
        page.need_epoch("own_ahead")
    session.close()
    before = office.store.device.epoch
    with pytest.raises(ZeroDivisionError), office.store.act(by=office.officer):
        _ = 1 // 0
    assert office.store.device.epoch == before
    office.receives()
    assert reasons(office) == ["founded", "own_ahead"]


def test_what_gave_way_to_our_other_branch_is_said_again_and_acts_on_it_go_on(
    office: AnOffice, tmp_path: Path
):
    """An image of the whole folder is put back, slip journal and all, and works before contact."""
    image = shutil.copytree(office.profile.path, tmp_path / "image")
    other = AnOffice(Store.open(Profile(image), office.key, a_machine()), office.key, "")
    other.receives()
    session = other.store.sync_session()
    session.seal()
    device = session.device
    own = certify(device.signer().public_key, ("office.", "device."), "", "")
    frames = [unpack(frame) for frame in frames_for(session.journal, "", device.author)]
    session.close()
    other.closes()
    dossier = office.receives()
    session = office.store.sync_session()
    with session.page() as page:
        page.journal.devices.trust(own)
        for frame in frames:
            page.touch(page.journal.accept(frame, ordered=True).touched)
        page.need_epoch("own_fork")
    session.close()
    row = office.reader.row(dossier.id)
    assert row is not None
    assert row.level == 0
    again = office.forwards(dossier)
    assert (again.state, again.waiting) == (State.PROCESSING, ())


def a_slip_journal(path: Path, key: bytes = b"k" * 32) -> SlipJournal:
    return SlipJournal(path, key, a_machine().entropy)


def test_the_slip_journal_remembers_the_last_of_each_series_and_epoch(tmp_path: Path):
    slips = a_slip_journal(tmp_path / "slips")
    slips.append([Number("TAM-1-K7QD-261124-001"), Number("TAM-1-K7QD-261124-002")])
    slips.append([Head("A" * 10, "K7QD", 7, "ab" * 32), Head("A" * 10, "K7QD", 5, "cd" * 32)])
    again = a_slip_journal(tmp_path / "slips")
    assert again.codes() == ["TAM-1-K7QD-261124-002"]
    head = again.head("A" * 10, "K7QD")
    assert head is not None
    assert head.n == 7


def test_half_a_record_is_written_over(tmp_path: Path):
    slips = a_slip_journal(tmp_path / "slips")
    slips.append([Number("TAM-1-K7QD-261124-001")])
    with (tmp_path / "slips").open("ab") as file:
        file.write(b"x" * 50)
    a_slip_journal(tmp_path / "slips").append([Number("TAM-1-K7QD-261124-002")])
    assert (tmp_path / "slips").stat().st_size == 2 * RECORD
    assert a_slip_journal(tmp_path / "slips").damaged == 0


def test_a_damaged_or_moved_record_is_counted_and_the_others_still_hold(tmp_path: Path):
    slips = a_slip_journal(tmp_path / "slips")
    slips.append([Number(f"TAM-1-K7QD-26112{n}-001") for n in range(1, 4)])
    data = (tmp_path / "slips").read_bytes()
    first, second, third = (data[at : at + RECORD] for at in range(0, len(data), RECORD))
    (tmp_path / "slips").write_bytes(second + first + third)
    again = a_slip_journal(tmp_path / "slips")
    assert (again.damaged, again.codes()) == (2, ["TAM-1-K7QD-261123-001"])


def test_a_long_slip_journal_is_shortened_without_forgetting(tmp_path: Path):
    slips = a_slip_journal(tmp_path / "slips")
    for start in range(0, 5000, 1000):
        slips.append([Number(f"TAM-1-K7QD-261124-{n:05}") for n in range(start, start + 1000)])
    slips.shorten()
    assert (tmp_path / "slips").stat().st_size == RECORD
    slips.append([Number("TAM-1-K7QD-261125-001")])
    assert a_slip_journal(tmp_path / "slips").codes() == [
        "TAM-1-K7QD-261124-04999",
        "TAM-1-K7QD-261125-001",
    ]


def test_the_longest_code_fits_into_a_record(tmp_path: Path):
    code = "000.00.00.H12.ABCDEFGHIJ-20261124-1234567"
    slips = a_slip_journal(tmp_path / "slips")
    slips.append([Number(code)])
    assert (tmp_path / "slips").stat().st_size == RECORD
    assert a_slip_journal(tmp_path / "slips").codes() == [code]
