"""What the sync thread brings in: pages, cursors, receipts, and the lists that follow from them."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.domain.events import EnteredByHand, NoteAdded
from app.store import secrets
from app.store.connection import open_writer
from app.store.records import Filter, Touched
from app.store.sync_session import SyncSession
from sync.journal.outgoing import frames_for
from sync.protocol import chain
from sync.protocol.certificate import certify
from sync.protocol.frame import unpack
from sync.protocol.identity import EventId
from sync.protocol.messages import Ack, Held, Mark, Positions, runs_of
from tests.helpers.clock import FrozenClock
from tests.helpers.office import AnOffice, a_machine, an_office

SERVER = "0123456789"
LOG_EPOCH = "ABCD"
NONCE = bytes(16)


@pytest.fixture
def neighbour(office: AnOffice, tmp_path: Path) -> Iterator[AnOffice]:
    """The second counter of the same office."""
    other = an_office(tmp_path / "second", a_machine(seed=7, clock=office.clock))
    yield other
    other.closes()


@pytest.fixture
def session(office: AnOffice) -> Iterator[SyncSession]:
    session = office.store.sync_session()
    session.know_gateway(SERVER)
    yield session
    session.close()


def brought(giver: AnOffice, taker: AnOffice) -> list[str]:
    """Everything that one counter has is carried to the other; answers what was touched there."""
    source, target = giver.store.sync_session(), taker.store.sync_session()
    source.seal()
    device = giver.store.device
    own = certify(device.signer().public_key, ("office.", "device."), "quầy 2", "pc")
    with target.page() as page:
        page.journal.devices.trust(own)
    touched: list[str] = []
    for packed in frames_for(source.journal, "the other", device.author):
        with target.page() as page:
            accepted = page.journal.accept(unpack(packed))
            page.touch(accepted.touched)
            touched += accepted.touched
    source.close()
    target.close()
    return touched


def placed(session: SyncSession, ids: list[EventId]) -> Positions:
    """The gateway's page that puts these next in the order."""
    cursor = session.journal.order.cursor()
    end = cursor.chain
    for each in ids:
        event = session.journal.event(each)
        assert event is not None
        end = chain.log_extend(end, each, event.h)
    start = Mark(cursor.position, cursor.chain)
    runs = runs_of(ids)
    return Positions(
        server=SERVER, log_epoch=LOG_EPOCH, nonce=NONCE, start=start, runs=runs, chain=end
    )


def a_receipt(session: SyncSession, n: int) -> Ack:
    """The gateway signs that it holds our events up to n (0: nothing)."""
    author = session.device.author
    end = session.journal.lines.chain_at(author, n) or bytes(32)
    return Ack(
        protocol=1,
        server=SERVER,
        log_epoch=LOG_EPOCH,
        time=1,
        nonce=NONCE,
        counter=1,
        have=(Held(*author, n, end),),
        head=Mark(0, bytes(32)),
        durable=0,
    )


def takes(session: SyncSession, receipt: Ack) -> None:
    with session.page() as page:
        page.journal.receivers.take(receipt)
        page.acknowledged()


def level(office: AnOffice, dossier: str) -> int:
    row = office.reader.row(dossier)
    assert row is not None
    return row.level


def test_a_neighbours_dossier_appears_in_the_lists(office: AnOffice, neighbour: AnOffice):
    dossier = neighbour.receives()
    heard: list[Touched] = []
    office.store.listen(heard.append)
    assert dossier.id in brought(neighbour, office)
    assert office.reader.search(dossier.number)[0].id == dossier.id
    assert Touched("dossier", (dossier.id,)) in heard


def test_a_neighbours_act_goes_on_from_ours(office: AnOffice, neighbour: AnOffice):
    dossier = office.receives()
    brought(office, neighbour)
    neighbour.forwards(neighbour.reader.dossier(dossier.id))
    brought(neighbour, office)
    assert office.reader.dossier(dossier.id).conflicts == ()
    assert office.reader.dossier(dossier.id).forwarded is not None


def test_a_page_that_fails_leaves_nothing(office: AnOffice, session: SyncSession):
    dossier = office.receives()
    with pytest.raises(ZeroDivisionError), session.page() as page:
        takes_within(page.journal.receivers.take, a_receipt(session, 2))
    assert session.journal.receivers.known(SERVER) is None
    assert level(office, dossier.id) == 0


def takes_within(take, receipt: Ack) -> None:
    take(receipt)
    _ = 1 // 0


def test_a_level_rises_only_for_our_hash_and_may_fall(office: AnOffice, session: SyncSession):
    dossier = office.receives()
    heard: list[Touched] = []
    office.store.listen(heard.append)
    takes(session, a_receipt(session, 2))
    assert level(office, dossier.id) == 2
    takes(session, a_receipt(session, 1))
    assert level(office, dossier.id) == 0
    another_past = (Held(*session.device.author, 2, bytes(32)),)
    takes(session, msgspec.structs.replace(a_receipt(session, 2), have=another_past))
    assert level(office, dossier.id) == 0
    assert [each for each in heard if each.kind == "level"] == [Touched("level", (dossier.id,))] * 2


def test_a_later_act_waits_again(office: AnOffice, session: SyncSession):
    dossier = office.receives()
    takes(session, a_receipt(session, 2))
    office.does(dossier, NoteAdded(text="thêm"))
    assert level(office, dossier.id) == 0
    takes(session, a_receipt(session, 3))
    assert level(office, dossier.id) == 2


def test_what_is_entered_by_hand_rises_to_the_province_and_falls_with_its_receipt(
    office: AnOffice, session: SyncSession
):
    dossier = office.receives()
    office.does(dossier, EnteredByHand(code="H12.40.07-261124-0001"))
    assert level(office, dossier.id) == 0
    takes(session, a_receipt(session, 3))
    assert level(office, dossier.id) == 3
    takes(session, a_receipt(session, 3))
    assert level(office, dossier.id) == 3
    takes(session, a_receipt(session, 1))
    assert level(office, dossier.id) == 0


def test_placed_events_are_at_the_gateway_with_or_without_a_receipt(
    office: AnOffice, session: SyncSession
):
    dossier = office.receives()
    ids = [event.id for event in office.store.unsent()]
    with session.page() as page:
        page.touch(page.journal.order.place(placed(session, ids)).touched)
    assert level(office, dossier.id) == 2
    assert session.journal.order.cursor().position == len(ids)


def test_cursor_and_lists_move_together(office: AnOffice, session: SyncSession):
    office.receives()
    ids = [event.id for event in office.store.unsent()]
    page_of_log = placed(session, ids)

    def place_and_fail() -> None:
        with session.page() as page:
            page.touch(page.journal.order.place(page_of_log).touched)
            _ = 1 // 0

    with pytest.raises(ZeroDivisionError):
        place_and_fail()
    assert session.journal.order.cursor().position == 0
    place = session.journal.order.place
    with session.page() as page:
        page.touch(place(page_of_log).touched)
    assert session.journal.order.cursor().position == len(ids)


def test_what_was_sent_no_longer_waits(office: AnOffice, session: SyncSession):
    office.receives()
    office.receives()
    assert len(office.store.unsent()) == 3
    takes(session, a_receipt(session, 2))
    assert [event.id.n for event in office.store.unsent()] == [3]


def test_a_sealed_head_stands_in_the_slip_journal(office: AnOffice, session: SyncSession):
    office.receives()
    session.seal()
    size = office.profile.slip_journal.stat().st_size
    session.seal()
    assert office.profile.slip_journal.stat().st_size == size
    report = office.store.verify()
    assert (report.sealed, report.anchored, report.faults) == (2, 2, ())


def test_what_leaves_is_in_the_slip_journal_though_an_act_came_in_between(
    office: AnOffice, session: SyncSession
):
    """A sealing beforehand would leave the act without an anchor outside the database."""
    session.seal()
    office.receives()
    with session.page() as page:
        page.seal()
        left = page.journal.lines.seals(page.device.author)[-1][0]
    assert (office.store.verify().anchored, left) == (2, 2)


def test_acts_go_on_while_a_page_is_open(office: AnOffice, session: SyncSession):
    """A page and an act wait for each other's commit and never for the network."""
    office.receives()
    with session.reading() as journal:
        heads = journal.heads()
        office.receives()
        assert journal.heads() == heads
    assert session.journal.heads() != heads


class HurriedClock(FrozenClock):
    """A second has passed whenever somebody looks."""

    def monotonic(self) -> float:
        self._ticks += 1
        return self._ticks


def test_a_large_page_is_shown_in_slices_and_completely(tmp_path: Path, office: AnOffice):
    for _ in range(5):
        office.receives()
    slow = an_office(tmp_path / "slow", a_machine(seed=9, clock=HurriedClock()))
    heard: list[Touched] = []
    slow.store.listen(heard.append)
    touched = brought(office, slow)
    assert len([each for each in heard if each.kind == "dossier"]) == 5
    assert slow.reader.count(Filter()) == 5
    assert {id_ for each in heard for id_ in each.ids} == set(touched)
    slow.closes()


def test_lists_that_lagged_at_a_power_cut_are_in_step_after_the_start(
    office: AnOffice, neighbour: AnOffice
):
    dossier = neighbour.receives()
    brought(neighbour, office)
    connection = open_writer(office.profile.database, secrets.database_key(office.key.secret))
    with connection.writing():
        connection.run("DELETE FROM view_dossier WHERE id = ?", (dossier.id,))
        connection.run("INSERT INTO local_stale VALUES (?)", (dossier.id,))
    connection.close()
    assert office.reader.row(dossier.id) is None
    office.reopens()
    assert office.reader.row(dossier.id) is not None
