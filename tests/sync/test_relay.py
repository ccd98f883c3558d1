"""The order of the events reaches a PC without any line, by whoever has the gateway's words."""

import msgspec
import pytest

from sync.gateway.enrolment import enrol
from sync.peer.pace import Window
from sync.peer.passing import passed_on
from sync.peer.relay import take_page, take_word
from sync.peer.request import Client, Server
from sync.protocol.errors import Malformed, UntrustedServer
from sync.protocol.frame import Frame, unpack
from sync.protocol.identity import Author
from sync.protocol.messages import (
    Held,
    Mark,
    read_hello,
    read_passed_on_ack,
    read_passed_on_positions,
    write_ack,
    write_positions,
)
from sync.protocol.records import RecordReader, RecordType, write_end
from sync.protocol.rules import Outcome
from tests.helpers.gateway_backup import Backup
from tests.helpers.gateway_office import enrolled
from tests.helpers.gateway_pc import Pc
from tests.helpers.gateway_world import SI_LO_LAU, World
from tests.helpers.sync_events import a_signer
from tests.helpers.sync_journals import an_ack

HUB = Server(a_signer(77).device, b"", gives_order=False)


@pytest.fixture
def world(tmp_path):
    world = World(tmp_path / "gateway")
    yield world
    world.gateway.close()


@pytest.fixture
def pcs(world, tmp_path):
    """One with a line, one that has had none since it was let in."""
    pcs = [let_in(world, tmp_path, secret) for secret in (1, 2)]
    yield pcs
    for pc in pcs:
        pc.close()


@pytest.fixture
def clone(world, pcs, tmp_path):
    """The far one's disk in another machine; the near one has heard of it before."""
    (tmp_path / "clone").mkdir()
    syncs(world, pcs[0])
    clone = let_in(world, tmp_path / "clone", 2)
    yield clone
    clone.close()


def let_in(world, folder, secret):
    return enrolled(world, folder, secret, SI_LO_LAU, lambda body: enrol(world.gateway, body))


def syncs(world, pc):
    for _ in range(3):
        pc.round(lambda body, _nonce: world.answers(body))


def gateway_of(world):
    return Server(world.gateway.id, world.gateway.signer.public_key)


def tells(near, far, most=1 << 20):
    """What the one would pass on to the other."""
    client = Client(far.signer, HUB, lambda size: b"n" * size)
    with far._transaction():
        request = client.request(far.journal, far.author, Window(pull=most))
    hello = read_hello(next(RecordReader().feed(request.body)).body)
    told = passed_on(near.journal, hello, near.author)
    body = b"".join(told.records) + write_end(len(told.records))
    return list(RecordReader().feed(body)), told.more


def carries(world, near, far, most=1 << 20):
    """All of what the one has passed on comes into the other, as often as there is more."""
    count = 0
    while count < 500:
        records, more = tells(near, far, most)
        takes(world, far, records)
        count += 1
        if not more:
            return count
    raise AssertionError("it does not end")


def takes(world, pc, records):
    """Bring in what was passed on."""
    clashing = []
    for record in records:
        with pc._transaction():
            if record.type is RecordType.FRAME:
                frame = unpack(record.body)
                if pc.journal.accept(frame).verdict.outcome is Outcome.FORK:
                    clashing.append(frame)
            elif record.type is RecordType.ACK:
                take_word(pc.journal, gateway_of(world), record.body)
            else:
                take_page(pc.journal, gateway_of(world), record.body, pc.author, clashing)


def pages_of(records):
    return [record.body for record in records if record.type is RecordType.POSITIONS]


def both_act(world, pcs):
    """Each acts; the one's acts come to the province, the other's by the one."""
    near, far = pcs
    near.does(3)
    syncs(world, near)
    carries(world, near, far)
    far.does(2)
    with far._transaction():
        far.journal.seal(far.signer, far.author)
    carries(world, far, near)
    syncs(world, near)


def same_order(*pcs):
    return len({pc.journal.order.cursor() for pc in pcs}) == 1


def test_a_pc_without_a_line_learns_the_order_of_its_own_acts(world, pcs):
    near, far = pcs
    both_act(world, pcs)
    assert far.unsent() == 2
    carries(world, near, far)
    assert same_order(near, far)
    assert far.placed() > 5
    assert far.unsent() == 0


def test_what_was_signed_for_by_its_place_is_not_sent_once_more(world, pcs):
    near, far = pcs
    both_act(world, pcs)
    carries(world, near, far)
    sent = []

    def carry(body, _nonce):
        sent.append(body)
        return world.answers(body)

    far.round(carry)
    records = list(RecordReader().feed(sent[0]))
    assert [record.type for record in records] == [RecordType.HELLO]


def test_a_page_may_pass_through_many_hands(world, pcs, tmp_path):
    both_act(world, pcs)
    third = let_in(world, tmp_path, 3)
    syncs(world, pcs[0])
    carries(world, pcs[0], pcs[1])
    carries(world, pcs[1], third)
    assert same_order(*pcs, third)
    third.close()


@pytest.mark.parametrize("most", [1, 3000])
def test_a_first_load_comes_in_small_pieces_in_the_order_of_the_log(world, pcs, most):
    near, far = pcs
    for _ in range(4):
        near.does(4)
        syncs(world, near)
    assert carries(world, near, far, most) > 1
    assert same_order(near, far)


def test_a_page_twice_or_out_of_turn_teaches_nothing(world, pcs):
    near, far = pcs
    both_act(world, pcs)
    records, _ = tells(near, far)
    for body in reversed(pages_of(records)):
        with far._transaction():
            take_page(far.journal, gateway_of(world), body)
    carries(world, near, far)
    before = far.journal.order.cursor()
    takes(world, far, records)
    assert far.journal.order.cursor() == before


def test_a_forged_page_is_refused(world, pcs):
    near, far = pcs
    both_act(world, pcs)
    records, _ = tells(near, far)
    page = read_passed_on_positions(pages_of(records)[0], gateway_of(world).public_key)
    forged = write_positions(page, near.signer)
    with pytest.raises(UntrustedServer), far._transaction():
        take_page(far.journal, gateway_of(world), forged)
    stranger = Server(a_signer(5).device, world.gateway.signer.public_key)
    with pytest.raises(UntrustedServer), far._transaction():
        take_page(far.journal, stranger, pages_of(records)[0])


def test_a_forged_word_is_refused(world, pcs):
    near, far = pcs
    syncs(world, near)
    word = near.journal.pages.word(near.journal.order.cursor().log_epoch)
    ack = read_passed_on_ack(word.body, gateway_of(world).public_key)
    with pytest.raises(UntrustedServer), far._transaction():
        take_word(far.journal, gateway_of(world), write_ack(ack, near.signer))
    stranger = Server(a_signer(5).device, world.gateway.signer.public_key)
    with pytest.raises(UntrustedServer), far._transaction():
        take_word(far.journal, stranger, word.body)


def test_a_page_about_other_events_than_ours_places_nothing(world, pcs):
    near, far = pcs
    both_act(world, pcs)
    records, _ = tells(near, far)
    page = read_passed_on_positions(pages_of(records)[-1], gateway_of(world).public_key)
    wrong = msgspec.structs.replace(page, chain=bytes(32))
    takes(world, far, [record for record in records if record.type is not RecordType.POSITIONS])
    before = far.journal.order.cursor()
    with pytest.raises(Malformed), far._transaction():
        take_page(far.journal, gateway_of(world), write_positions(wrong, world.gateway.signer))
    assert far.journal.order.cursor() == before


def test_a_page_whose_events_have_not_all_come_places_none_of_them(world, pcs):
    near, far = pcs
    both_act(world, pcs)
    near.does(3)
    syncs(world, near)
    records, _ = tells(near, far)
    *first, last = pages_of(records)
    with far._transaction():
        for body in first:
            take_page(far.journal, gateway_of(world), body)
        before = far.placed()
        lesson = take_page(far.journal, gateway_of(world), last)
    assert lesson.missing is not None
    assert far.placed() == before


@pytest.fixture(params=[60_000, -5 * 86_400_000], ids=["the clock went on", "the clock went back"])
def put_back(request, world, pcs, tmp_path):
    """The province was put back from a copy; what it lost came back in another order."""
    near, far = pcs
    near.does(2)
    syncs(world, near)
    backup = Backup(world, tmp_path / "backup", None)
    both_act(world, pcs)
    carries(world, near, far)
    old = [page.body for page in near.journal.pages.after(0, "")]
    old_word = near.journal.pages.word(near.journal.order.cursor().log_epoch).body
    world.clock.now += request.param
    backup.puts_back_everything()
    near.does(1)
    syncs(world, near)
    return old, old_word


def test_a_province_that_was_put_back_is_followed_without_a_line(world, pcs, put_back):
    near, far = pcs
    assert far.journal.order.cursor().log_epoch != near.journal.order.cursor().log_epoch
    carries(world, near, far)
    assert same_order(near, far)
    assert far.unsent() == 0


def test_an_old_order_turns_nobody_back(world, pcs, put_back):
    near, far = pcs
    old, old_word = put_back
    carries(world, near, far)
    before = far.journal.order.cursor()
    with far._transaction():
        take_word(far.journal, gateway_of(world), old_word)
        for body in old:
            take_page(far.journal, gateway_of(world), body)
    assert far.journal.order.cursor() == before
    assert far.unsent() == 0


def test_who_left_an_old_order_over_its_own_line_is_not_turned_back(world, pcs, put_back):
    near, far = pcs
    before, waiting = near.journal.order.cursor(), near.unsent()
    carries(world, far, near)
    assert near.journal.order.cursor() == before
    assert near.unsent() == waiting


def test_the_word_of_a_province_that_was_put_back_replaces_what_it_said_before(
    world, pcs, put_back
):
    near, far = pcs
    carries(world, near, far)
    known = far.journal.receivers.known(world.gateway.id)
    assert known.log_epoch == near.journal.order.cursor().log_epoch


def test_an_old_word_lowers_no_level(world, pcs):
    _, far = pcs
    syncs(world, far)
    old = far.journal.pages.word(far.journal.order.cursor().log_epoch).body
    world.clock.now += 60_000
    far.does(3)
    syncs(world, far)
    with far._transaction():
        take_word(far.journal, gateway_of(world), old)
    assert far.unsent() == 0


def test_a_word_from_before_the_order_that_is_known_lowers_no_level(world, pcs):
    """A page came by one neighbour, and then by another what the gateway said before."""
    _, far = pcs
    far.does(3)
    syncs(world, far)
    here, own = far.journal.order.cursor(), far.author
    first = far.journal.lines.chain_at(own, 1)
    for later, (head, waits) in enumerate(((here.position - 1, 0), (here.position, 2)), 1):
        ack = an_ack(
            Held(own.device, own.epoch, 1, first),
            server=world.gateway.id,
            log_epoch=here.log_epoch,
            time=world.clock.now + later,
            head=Mark(head, here.chain),
        )
        with far._transaction():
            take_word(far.journal, gateway_of(world), write_ack(ack, world.gateway.signer))
        assert far.unsent() == waits


def test_another_log_epoch_is_not_followed_without_the_gateways_word(world, pcs, put_back):
    near, far = pcs
    before = far.journal.order.cursor()
    records, _ = tells(near, far)
    takes(world, far, [record for record in records if record.type is not RecordType.ACK])
    assert far.journal.order.cursor() == before


def test_of_a_cloned_disk_the_branch_that_has_an_order_stands(world, pcs, clone):
    near, far = pcs
    clone.does(2, said="ở bản sao")
    syncs(world, clone)
    far.does(1, said="ở máy thật")
    syncs(world, near)
    carries(world, near, far)
    assert same_order(near, far)
    assert [aside.id.n for aside in far.journal.aside()] == [1]


def test_an_own_branch_that_is_longer_than_the_ordered_one_gives_way_too(world, pcs, clone):
    """Who passes on holds less of its branch than is told of the other, and could not compare."""
    near, far = pcs
    clone.does(1, said="ở bản sao")
    syncs(world, clone)
    far.does(3, said="ở máy thật")
    syncs(world, near)
    far.author = Author(far.author.device, "BBBB")
    far.does(1)
    with pytest.raises(Malformed):
        carries(world, near, far)
    head, (device, epoch) = near.journal.head(clone.author), clone.author
    with far._transaction():
        far.journal.take_receipt(an_ack(Held(device, epoch, head.n, head.chain), server=HUB.id))
    carries(world, near, far)
    assert same_order(near, far)
    assert [aside.id.n for aside in far.journal.aside()] == [1, 2, 3]


def test_an_equal_end_beyond_a_gap_says_nothing_of_what_stands_before_it(world, pcs):
    """Who passes on holds the end of the one branch and the beginning of the other."""
    near, far = pcs
    syncs(world, near)
    syncs(world, far)
    far.does(6)
    with far._transaction():
        far.journal.seal(far.signer, far.author)
    lines = far.journal.lines
    end = tuple(lines.between(far.author, 5, 6))
    signature = dict(lines.seals(far.author))[6]
    copy = Pc(2, SI_LO_LAU)
    copy.does(3, said="ở bản sao")
    with near._transaction():
        before = lines.chain_at(far.author, 4)
        device, epoch = far.author
        near.journal.accept(Frame(device, epoch, 5, end, before, signature))
        near.journal.accept(unpack(copy.frame(1, 3)))
    records, _ = tells(near, far)
    frames = [unpack(one.body) for one in records if one.type is RecordType.FRAME]
    assert [(one.n0, one.last) for one in frames if one.author == copy.author] == [(1, 3)]


def test_the_marks_of_who_stands_ahead_or_elsewhere_are_compared(world, pcs):
    near, _ = pcs
    syncs(world, near)
    cursor = near.journal.order.cursor()
    assert near.journal.order.has(Mark(cursor.position, cursor.chain))
    assert not near.journal.order.has(Mark(cursor.position, bytes(32)))
    assert not near.journal.order.has(Mark(cursor.position + 1, cursor.chain))
