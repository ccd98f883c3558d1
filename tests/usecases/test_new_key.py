"""Đổi khóa của máy: with a real gateway, neighbours, a thief who has the old key, a copied PC."""

import dataclasses
import os

import msgspec
import pytest

from app.domain.certification_fees import Asked
from app.domain.events import PaymentMethod
from app.domain.person import Person
from app.domain.register import BookKind
from app.usecases import books, cash, fast_lane, hub
from app.usecases.bundle_export import export_bundle
from app.usecases.bundle_import import import_bundles
from app.usecases.dossier_view import open_dossier
from app.usecases.fast_lane import Request
from app.usecases.levels import Level
from app.usecases.new_key import change_key, change_key_by_code
from app.usecases.owed_papers import owed_papers
from app.usecases.synchronise import one_round, status
from sync.gateway.acts import Acts
from sync.gateway.file_desk import FileDesk
from sync.gateway.stick_returns import read_stick
from sync.gateway.storage.lanes import Policy
from tests.helpers.desk import a_dossier
from tests.helpers.hub import a_hub
from tests.helpers.known import is_clean, knows, registered
from tests.helpers.office import MAI
from tests.helpers.sticks import a_stick
from tests.numbers.pc import PowerCut, power_fails_at

at_length = pytest.mark.skipif(os.environ.get("MOTCUA_DEATHS") != "all", reason="make keys")
"""Seconds of work that the everyday run leaves out."""


def test_what_waited_goes_under_the_old_key_and_the_rest_under_the_new(
    enrolled, neighbour, province
):
    old = enrolled.store.device.device
    before = a_dossier(enrolled)
    new = change_key(enrolled)
    after = a_dossier(enrolled)
    one_round(enrolled)
    one_round(enrolled)
    assert status(enrolled).waiting_events == 0
    one_round(neighbour)
    assert all(is_clean(neighbour, one) for one in (before, after))
    assert all(
        open_dossier(enrolled, one.id).level is Level.PROVINCE_GATEWAY for one in (before, after)
    )
    assert registered(province, old).revoked
    assert not registered(province, new).revoked
    assert registered(province, new).name == registered(province, old).name
    assert province.running.gateway.registry.successor(old) == new
    assert not province.running.gateway.owes_revocation(old)


def test_a_stolen_old_key_is_worth_nothing_afterwards(enrolled, copied, neighbour, province):
    change_key(enrolled)
    one_round(enrolled)
    stolen = a_dossier(copied)
    assert one_round(copied).revoked
    for desk in (enrolled, neighbour):
        one_round(desk)
        assert not knows(desk, stolen)
    later = a_dossier(enrolled)
    one_round(enrolled)
    one_round(neighbour)
    one_round(copied)
    assert knows(neighbour, later)
    assert not knows(copied, later), "nothing is told to it any more"


@at_length
def test_a_thief_who_changes_the_key_first_ends_with_the_key_that_the_province_takes_away(
    enrolled, copied, neighbour, province
):
    new = change_key(copied)
    one_round(copied)
    Acts(province.running.gateway, "Tỉnh").revoke(new, "đổi khóa lạ")
    stolen = a_dossier(copied)
    one_round(copied)
    one_round(neighbour)
    assert not knows(neighbour, stolen)


@at_length
@pytest.mark.parametrize("point", ["sync.before_send", "sync.after_answer", "sync.after_seal"])
def test_a_round_that_dies_at_the_change_is_made_good_by_the_next(
    enrolled, neighbour, province, point
):
    before = a_dossier(enrolled)
    change_key(enrolled)
    after = a_dossier(enrolled)
    with power_fails_at(point), pytest.raises(PowerCut):
        one_round(enrolled)
    one_round(enrolled)
    one_round(enrolled)
    one_round(neighbour)
    assert status(enrolled).waiting_events == 0
    assert all(is_clean(neighbour, one) for one in (before, after))


@at_length
def test_two_changes_without_a_line_between_arrive_in_turn(enrolled, neighbour, province):
    made = []
    for _ in range(2):
        made.append(a_dossier(enrolled))
        change_key(enrolled)
    made.append(a_dossier(enrolled))
    for _ in range(3):
        one_round(enrolled)
    one_round(neighbour)
    assert status(enrolled).waiting_events == 0
    assert all(is_clean(neighbour, one) for one in made)


def test_a_neighbour_without_a_line_knows_the_new_key_by_the_communes_server(
    enrolled, neighbour, province
):
    province.is_cut_off()
    with a_hub(neighbour) as running:
        hub.join(enrolled, running.address)
        change_key(enrolled)
        dossier = a_dossier(enrolled)
        hub.one_round(enrolled)
        assert is_clean(neighbour, dossier)
    province.is_back()
    one_round(neighbour)
    one_round(enrolled)
    one_round(enrolled)
    assert status(enrolled).waiting_events == 0


@at_length
def test_the_communes_server_itself_goes_on_under_a_new_key(enrolled, neighbour, province):
    province.is_cut_off()
    change_key(enrolled)
    with a_hub(enrolled) as running:
        hub.join(neighbour, running.address)
        mine, theirs = a_dossier(enrolled), a_dossier(neighbour)
        session = enrolled.store.sync_session()
        session.seal()
        session.close()
        hub.one_round(neighbour)
        assert is_clean(neighbour, mine)
        assert is_clean(enrolled, theirs)


def test_a_stick_brings_the_new_key_to_the_province(enrolled, neighbour, province, tmp_path):
    stick = tmp_path / "USB"
    stick.mkdir()
    before = a_dossier(enrolled)
    new = change_key(enrolled)
    after = a_dossier(enrolled)
    export_bundle(enrolled, stick)
    gateway = province.running.gateway
    read_stick(gateway, FileDesk(gateway, lambda _: 1 << 40), a_stick(), stick)
    assert registered(province, new) is not None
    import_bundles(enrolled, stick)
    assert status(enrolled).waiting_events == 0
    one_round(neighbour)
    assert all(is_clean(neighbour, one) for one in (before, after))


def test_of_a_copied_pc_the_copy_takes_a_key_of_its_own_by_a_code(
    enrolled, copied, neighbour, province
):
    at_both = [a_dossier(enrolled), a_dossier(copied)]
    old = enrolled.store.device.device
    new = change_key_by_code(copied, province.url, province.invites())
    at_both += [a_dossier(enrolled), a_dossier(copied)]
    for desk in (copied, enrolled, copied, enrolled, neighbour):
        one_round(desk)
    assert all(is_clean(neighbour, one) for one in at_both)
    assert len({one.number for one in at_both}) == len(at_both)
    assert copied.store.device.device == new != old == enrolled.store.device.device
    assert not registered(province, old).revoked


@at_length
def test_a_copied_book_is_seen_to_be_kept_twice_and_stays_with_the_original(
    enrolled, copied, province
):
    year = enrolled.now().year
    books.open_book(enrolled, BookKind.COPIES, last_number=6)
    one_round(enrolled)
    one_round(copied)
    for desk in (enrolled, copied):
        request = Request(requester=Person(name="Chẻo Thị Mẩy"), papers=(Asked("Bằng lái"),))
        assert fast_lane.do_now(desk, request).numbers == (7,)
    change_key_by_code(copied, province.url, province.invites())
    for desk in (copied, enrolled, copied, enrolled):
        one_round(desk)
        books.keep_under_new_key(desk)
    states = [books.state_of(desk, BookKind.COPIES, year) for desk in (enrolled, copied)]
    assert [one.is_here for one in states] == [True, False]
    assert len(states[0].doubtful) == 1
    assert states[0].doubtful == states[1].doubtful
    page = books.page_of(enrolled, states[0])
    (doubted,) = (one.line for one in page if one.is_doubtful)
    assert books.number_anew(enrolled, doubted, "hai máy ghi trùng") == 8
    assert not books.state_of(enrolled, BookKind.COPIES, year).doubtful


@at_length
def test_a_code_that_was_asked_with_before_a_power_cut_serves_again(enrolled, copied, province):
    code = province.invites()
    with power_fails_at("key.before_change"), pytest.raises(PowerCut):
        change_key_by_code(copied, province.url, code)
    assert copied.store.device.device == enrolled.store.device.device
    one_round(copied)
    new = change_key_by_code(copied, province.url, code)
    a_dossier(copied)
    one_round(copied)
    assert registered(province, new) is not None
    assert change_key_by_code(copied, province.url, province.invites()) != new


@at_length
def test_a_lane_is_granted_to_the_new_device(enrolled, province):
    acts = Acts(province.running.gateway, "Tỉnh")
    acts.set_policy(province.commune, Policy("lane", "000.12.33.H35"))
    acts.grant_lane(*enrolled.store.device.author)
    one_round(enrolled)
    first = a_dossier(enrolled)
    change_key(enrolled)
    held = a_dossier(enrolled)
    one_round(enrolled)
    acts.grant_lane(*enrolled.store.device.author)
    one_round(enrolled)
    again = a_dossier(enrolled)
    assert (bool(first.official_code), bool(held.official_code)) == (True, False)
    assert again.official_code not in {None, first.official_code}


def test_the_books_stay_with_the_pc_and_no_line_of_theirs_is_doubted(enrolled, neighbour, province):
    def certifies() -> int:
        request = Request(requester=Person(name="Chẻo Thị Mẩy"), papers=(Asked("Bằng lái"),))
        (number,) = fast_lane.do_now(enrolled, request).numbers
        return number

    books.open_book(enrolled, BookKind.COPIES, last_number=6)
    assert certifies() == 7
    change_key(enrolled)
    assert certifies() == 8
    one_round(enrolled)
    one_round(enrolled)
    one_round(neighbour)
    for desk in (enrolled, neighbour):
        state = books.state_of(desk, BookKind.COPIES, desk.now().year)
        assert (state.last, state.doubtful, state.holes) == (8, frozenset(), ())
    assert books.state_of(enrolled, BookKind.COPIES, enrolled.now().year).is_here


@at_length
def test_the_drawer_of_the_day_and_the_papers_owed_are_still_this_pcs(enrolled, province):
    dossier = a_dossier(enrolled)
    taking = cash.Taking(8000, PaymentMethod.CASH, "Giàng A Páo", "AA/26", "0001")
    cash.take_fee(enrolled, dossier.version, taking)
    owed = owed_papers(enrolled)
    change_key(enrolled)
    book = cash.day_book(enrolled, enrolled.now().date())
    assert sum(one.amount for one in book.mine) == 8000
    assert cash.next_receipt(enrolled) == ("AA/26", "0002")
    assert owed_papers(enrolled) == owed
    assert book.state.closed is None


@at_length
def test_a_technician_changes_the_key_and_the_next_clerk_takes_the_books(enrolled, province):
    books.open_book(enrolled, BookKind.COPIES)
    technician = msgspec.structs.replace(MAI, role="technician")
    change_key(dataclasses.replace(enrolled, officer=technician))
    year = enrolled.now().year
    assert not books.state_of(enrolled, BookKind.COPIES, year).is_here
    for _ in range(2):
        books.keep_under_new_key(enrolled)
    state = books.state_of(enrolled, BookKind.COPIES, year)
    assert state.is_here
    assert len(state.book.tenures) == 2
