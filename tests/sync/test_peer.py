"""A round without a line: what is asked, what an answer means."""

import random

import msgspec
import pytest

from sync.journal.epochs import record_again
from sync.peer import lessons
from sync.peer.answer import AnswerReader, read_answer
from sync.peer.backoff import BASE, CAP, CAP_WHILE_WATCHED, Backoff
from sync.peer.lessons import Lesson, recover, steps, summary
from sync.peer.pace import Window
from sync.peer.request import Client, Server
from sync.protocol.errors import (
    CaptivePortal,
    CursorLost,
    EpochChanged,
    Malformed,
    Unreachable,
)
from sync.protocol.frame import pack
from sync.protocol.identity import EventId
from sync.protocol.messages import Mark, read_hello, write_ack, write_positions
from sync.protocol.records import RecordReader, RecordType, write_end, write_record
from tests.helpers.sync_events import a_frame, a_signer, an_author, some_lines
from tests.helpers.sync_journals import SERVER, a_journal, a_page, acts, an_ack, holds

ONE, TWO = an_author(1), an_author(2)
KNOWN = Server(SERVER.device, SERVER.public_key)


def a_client(secret=1):
    return Client(a_signer(secret), KNOWN, lambda size: b"n" * size)


def asked(journal, window=None, author=ONE):
    return a_client().request(journal, author, window or Window())


def hello_of(request):
    return read_hello(next(RecordReader().feed(request.body)).body)


def body_of(ack, frames=(), page=None, signer=SERVER):
    """An answer's bytes."""
    records = [write_record(RecordType.ACK, write_ack(ack, signer))]
    records += [write_record(RecordType.FRAME, pack(frame)) for frame in frames]
    if page is not None:
        records.append(write_record(RecordType.POSITIONS, write_positions(page, signer)))
    return b"".join([*records, write_end(len(records))])


def learned(journal, answer, own=ONE):
    return summary([step(journal) for step in steps(answer, own)])


def test_a_request_tells_the_program_where_it_has_a_name():
    journal = a_journal()
    acts(journal, 1)
    client = Client(a_signer(), KNOWN, lambda size: b"n" * size, program="0.1.0")
    assert hello_of(client.request(journal, ONE, Window())).program == "0.1.0"
    assert hello_of(asked(journal)).program == ""


def test_a_request_says_who_asks_and_what_is_held():
    journal = a_journal()
    acts(journal, 2)
    hello = hello_of(asked(journal))
    assert hello.author == ONE
    assert hello.server == SERVER.device
    assert [(held.author, held.n) for held in hello.heads] == [(ONE, 2)]
    assert hello.pull.marks == journal.order.marks()
    assert hello_of(asked(journal)).counter == hello.counter + 1


def test_a_request_leaves_sealed_and_whole():
    journal = a_journal()
    acts(journal, 3)
    request = asked(journal)
    reader = RecordReader()
    records = list(reader.feed(request.body))
    assert reader.ended
    assert [record.type for record in records] == [RecordType.HELLO, RecordType.FRAME]
    assert hello_of(request).length == len(request.body) - len(records[0].body) - 5
    assert (request.frames, request.more) == (1, False)


def test_an_old_epoch_of_ours_is_sealed_and_sent_too():
    journal = a_journal()
    acts(journal, 2)
    request = asked(journal, author=an_author(1, "BBBB"))
    assert request.frames == 1
    assert [held.epoch for held in hello_of(request).heads] == ["BBBB", "AAAA"]


def test_a_small_window_takes_at_least_one_frame():
    journal = a_journal()
    acts(journal, 600, said="đ" * 100)
    request = asked(journal, Window(push=1, pull=1))
    assert (request.frames, request.more) == (1, True)


def test_frames_are_packed_in_what_both_sides_know():
    shelf = {1: b"office.note_added" * 20, 2: b"x" * 100}
    client = Client(a_signer(), KNOWN, lambda size: b"n" * size, shelf)
    journal = a_journal()
    acts(journal, 2)
    assert packed_in(client.request(journal, ONE, Window())) == 0
    journal.take_receipt(an_ack(dictionary=1))
    assert packed_in(client.request(journal, ONE, Window())) == 1
    assert hello_of(client.request(journal, ONE, Window())).dictionary == 2


def packed_in(request):
    """The dictionary that the first frame names."""
    _, frame = list(RecordReader().feed(request.body))
    return int.from_bytes(frame.body[5:7], "big")


def test_heads_that_are_signed_for_and_placed_need_not_be_said_again():
    journal = a_journal()
    acts(journal, 2)
    journal.accept(a_frame(some_lines(1, 3), secret=2))
    assert len(hello_of(asked(journal)).heads) == 2
    journal.take_receipt(an_ack(holds(journal, TWO, 3), holds(journal, ONE, 2)))
    journal.order.place(a_page(journal, [EventId(*TWO, n) for n in (1, 2, 3)]))
    assert [held.author for held in hello_of(asked(journal)).heads] == [ONE]


def test_a_head_that_was_signed_for_and_got_no_place_is_said_again():
    journal = a_journal()
    acts(journal, 2)
    journal.accept(a_frame(some_lines(1, 3), secret=2))
    journal.take_receipt(an_ack(holds(journal, TWO, 3), holds(journal, ONE, 2)))
    assert {held.author for held in hello_of(asked(journal)).heads} == {ONE, TWO}


def test_what_is_held_beyond_a_gap_is_said():
    journal, lines = a_journal(), some_lines(1, 6)
    journal.accept(a_frame(lines[3:], 4, secret=2, history=lines[:3], says_before=True))
    held = hello_of(asked(journal)).heads[1]
    assert (held.n, [(piece.first, piece.last) for piece in held.beyond]) == (0, [(4, 6)])


def test_an_answer_is_read_in_any_pieces():
    journal = a_journal()
    request = asked(journal)
    frame = a_frame(some_lines(1, 2), secret=2)
    body = body_of(an_ack(), [frame], a_page(journal, []))
    reader = AnswerReader(request)
    for at in range(0, len(body), 7):
        reader.feed(body[at : at + 7])
    answer = reader.answer()
    assert answer.is_whole
    assert answer.frames == (frame,)
    assert len(answer.positions) == 1
    assert read_answer(request, body) == answer


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>200 OK</html>",
        body_of(an_ack(), signer=a_signer(2)),
        body_of(an_ack(server=a_signer(2).device)),
        body_of(an_ack(nonce=b"o" * 16)),
        body_of(an_ack())[:50],
        write_record(RecordType.FRAME, b"x") + write_end(1),
        write_end(0),
    ],
)
def test_a_200_without_the_servers_word_is_a_captive_portal(body):
    with pytest.raises(CaptivePortal):
        read_answer(asked(a_journal()), body)


def test_what_came_before_the_line_died_is_kept():
    request = asked(a_journal())
    body = body_of(an_ack(), [a_frame(some_lines(1, 2), secret=2)], a_page(a_journal(), []))
    whole_ack = len(body_of(an_ack())) - len(write_end(1))
    for cut in range(whole_ack, len(body), 11):
        answer = read_answer(request, body[:cut])
        assert not answer.is_whole
        assert answer.ack == an_ack()


def test_damage_behind_the_ack_ends_the_answer_there():
    request = asked(a_journal())
    good = body_of(an_ack())[: -len(write_end(1))]
    answer = read_answer(request, good + write_record(RecordType.FRAME, b"rubbish"))
    assert (answer.frames, answer.is_whole) == ((), False)
    with pytest.raises(Malformed):
        AnswerReader(request).feed(good + write_record(RecordType.HELLO, b"what"))


def test_an_answer_brings_what_others_did_and_its_order():
    other = a_journal()
    (event,) = acts(other, secret=2)
    frame = a_frame([other.lines.between(TWO, 1, 1)[0]], secret=2)
    journal = a_journal()
    page = a_page(other, [event.id])
    answer = read_answer(asked(journal), body_of(an_ack(), [frame], page))
    lesson = learned(journal, answer)
    assert lesson.touched == {event.envelope.e}
    assert (lesson.missing, lesson.needs_epoch) == (None, "")
    assert journal.order.cursor().position == 1


def test_an_event_that_did_not_come_is_named():
    other, journal = a_journal(), a_journal()
    (event,) = acts(other, secret=2)
    answer = read_answer(asked(journal), body_of(an_ack(), [], a_page(other, [event.id])))
    assert learned(journal, answer).missing == event.id
    assert journal.order.cursor().position == 0


def test_nobody_asks_at_once_for_more_behind_an_event_that_did_not_come():
    other, journal = a_journal(), a_journal()
    (event,) = acts(other, secret=2)
    page = msgspec.structs.replace(a_page(other, [event.id]), more=1)
    lesson = learned(journal, read_answer(asked(journal), body_of(an_ack(), [], page)))
    assert not lesson.more


def test_a_page_that_tells_nothing_unplaces_nothing():
    journal = a_journal()
    ids = [event.id for event in acts(journal, 2)]
    journal.order.place(a_page(journal, ids))
    empty = a_page(journal, [])
    far = an_ack(head=Mark(9, b"\x09" * 32))
    learned(journal, read_answer(asked(journal), body_of(far, [], empty)))
    assert journal.order.cursor().position == 2
    learned(journal, read_answer(asked(journal), body_of(an_ack(), [], empty)))
    assert journal.order.cursor().position == 0


def test_a_receipt_above_our_own_head_asks_for_a_new_epoch():
    journal = a_journal()
    acts(journal, 2)
    above = holds(journal, ONE, 2)._replace(n=3, chain=b"\x03" * 32)
    lesson = lessons.take_ack(journal, an_ack(above), ONE)
    assert lesson.needs_epoch == "own_ahead"


def test_a_receipt_for_another_branch_of_ours_asks_for_a_new_epoch():
    journal = a_journal()
    acts(journal, 2)
    other = holds(journal, ONE, 2)._replace(chain=b"\x03" * 32)
    assert lessons.take_ack(journal, an_ack(other), ONE).needs_epoch == "own_fork"
    assert lessons.take_ack(journal, an_ack(holds(journal, ONE, 2)), ONE).needs_epoch == ""


def test_own_events_that_come_back_ask_for_a_new_epoch():
    other, journal = a_journal(), a_journal()
    (event,) = acts(other)
    frame = a_frame(other.lines.between(ONE, 1, 1))
    answer = read_answer(asked(journal), body_of(an_ack(), [frame], a_page(other, [event.id])))
    assert learned(journal, answer).needs_epoch == "own_ahead"


def test_a_branch_of_an_older_epoch_that_gives_way_late_is_asked_to_be_said_again():
    """The new epoch had begun before the other branch came: nothing had given way by then."""
    other, journal = a_journal(), a_journal()
    (event,) = acts(other, said="there")
    acts(journal, said="here")
    frame = a_frame(other.lines.between(ONE, 1, 1))
    answer = read_answer(asked(journal), body_of(an_ack(), [frame], a_page(other, [event.id])))
    own = an_author(1, "BBBB")
    assert learned(journal, answer, own).needs_epoch == "own_fork"
    record_again(journal, own.device, own, bytes)
    assert [again.payload for again in journal.lines.after(own, 0)] == [{"text": "here 0"}]
    assert learned(journal, answer, own).needs_epoch == ""


def test_a_counter_that_fell_and_a_level_that_fell_are_told():
    journal = a_journal()
    acts(journal, 2)
    lessons.take_ack(journal, an_ack(holds(journal, ONE, 2)), ONE)
    lesson = lessons.take_ack(journal, an_ack(holds(journal, ONE, 1), counter=99), ONE)
    assert lesson.fell == (ONE,)
    assert lesson.counter_fell
    assert lesson.more  # the server tells nothing to a counter that fell: ask again at once
    assert journal.receivers.next_counter() == 100


def test_a_new_log_is_told():
    journal = a_journal()
    lessons.take_ack(journal, an_ack(), ONE)
    assert lessons.take_ack(journal, an_ack(log_epoch="log-2"), ONE).log_began_anew


def test_after_409_and_410_all_is_compared_again():
    journal = a_journal()
    ids = [event.id for event in acts(journal, 2)]
    journal.order.place(a_page(journal, ids))
    journal.take_receipt(an_ack(holds(journal, ONE, 2)))
    recover(journal, SERVER.device, Unreachable())
    assert journal.confirmed(SERVER.device, ONE) == [(1, 2)]
    recover(journal, SERVER.device, EpochChanged())
    assert journal.confirmed(SERVER.device, ONE) == []
    recover(journal, SERVER.device, CursorLost())
    assert journal.order.cursor().position == 0
    assert len(journal.entity(acts(journal)[0].envelope.e)) == 3


def test_nothing_learned_is_nothing():
    assert summary([]) == Lesson()


def test_waits_grow_are_spread_and_end():
    chance = random.Random(1)  # noqa: S311
    backoff = Backoff(chance.random)
    waits = [backoff.failed() for _ in range(20)]
    assert waits[0] < BASE
    assert max(waits) < CAP
    assert max(waits[8:]) > CAP / 2
    assert len(set(waits)) == 20
    assert backoff.failed(is_watched=True) < CAP_WHILE_WATCHED
    assert backoff.failed(at_least=900) >= 900
    backoff.succeeded()
    assert backoff.failed() < BASE
