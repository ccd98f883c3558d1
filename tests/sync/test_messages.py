"""Signed messages and the records that carry them."""

import msgspec
import pytest

from sync.protocol import canonical
from sync.protocol.errors import Malformed, TooLarge, UntrustedServer
from sync.protocol.identity import EventId
from sync.protocol.messages import (
    MAX_TOLD,
    Mark,
    Run,
    check_signed,
    read_ack,
    read_hello,
    read_positions,
    runs_of,
    write_ack,
    write_hello,
    write_positions,
)
from sync.protocol.records import Record, RecordReader, RecordType, write_end, write_record
from tests.helpers.sync_events import a_signer, an_author
from tests.sync.golden.generate import NONCE, a_hello, an_ack, some_positions

SERVER = a_signer(9)
ONE, TWO = an_author(1), an_author(2)


def test_a_greeting_is_its_devices_word():
    body = write_hello(a_hello(), a_signer())
    check_signed(body, "hello", a_signer().public_key)
    with pytest.raises(UntrustedServer):
        check_signed(body, "hello", a_signer(2).public_key)
    assert read_hello(body).author == ONE
    assert [held.author.epoch for held in read_hello(body).heads] == ["AAAA", "BBBB"]


def test_a_greeting_may_tell_its_program_and_need_not():
    told = msgspec.structs.replace(a_hello(), program="0.1.0")
    assert read_hello(write_hello(told, a_signer())).program == "0.1.0"
    assert b"program" not in write_hello(a_hello(), a_signer())
    assert read_hello(write_hello(a_hello(), a_signer())).program == ""


def test_an_answer_without_the_servers_signature_is_nothing():
    body = write_ack(an_ack(), a_signer(2))
    with pytest.raises(UntrustedServer):
        read_ack(body, SERVER.public_key, NONCE)
    with pytest.raises(UntrustedServer):
        read_ack(b"<html>Xin chao</html>", SERVER.public_key, NONCE)


def test_an_answer_to_another_request_is_nothing():
    with pytest.raises(UntrustedServer):
        read_ack(write_ack(an_ack(), SERVER), SERVER.public_key, b"x" * 16)
    with pytest.raises(UntrustedServer):
        read_positions(write_positions(some_positions(), SERVER), SERVER.public_key, b"x" * 16)


def test_an_order_is_told_in_runs():
    ids = [EventId(*ONE, 1), EventId(*ONE, 2), EventId(*TWO, 3), EventId(*ONE, 3), EventId(*ONE, 5)]
    runs = runs_of(ids)
    assert runs == (Run(*ONE, 1, 2), Run(*TWO, 3, 1), Run(*ONE, 3, 1), Run(*ONE, 5, 1))
    positions = msgspec.structs.replace(some_positions(), runs=runs)
    assert list(positions.ids()) == ids
    assert positions.last == positions.start.position + 5


def test_too_long_an_order_is_refused():
    runs = (Run(*ONE, 1, MAX_TOLD), Run(*ONE, 1, MAX_TOLD))
    body = write_positions(msgspec.structs.replace(some_positions(), runs=runs), SERVER)
    with pytest.raises(Malformed):
        read_positions(body, SERVER.public_key, NONCE)


@pytest.mark.parametrize(
    "said",
    [
        {"nonce": b"short"},
        {"device": "somebody"},
        {"counter": -1},
        {"heads": a_hello().heads * 300},
        {"pull": a_hello().pull._replace(marks=(Mark(0, b"short"),))},
        {"pull": a_hello().pull._replace(marks=(Mark(0, b"x" * 32),) * 65)},
    ],
)
def test_a_greeting_out_of_bounds_is_malformed(said):
    body = write_hello(msgspec.structs.replace(a_hello(), **said), a_signer())
    with pytest.raises(Malformed):
        read_hello(body)


@pytest.mark.parametrize("text", [b"", b"{}", b"[1]", b'{"protocol":"1"}'])
def test_what_is_no_greeting_is_malformed(text):
    with pytest.raises(Malformed):
        read_hello(b"s" * 64 + text)


def test_what_a_newer_program_adds_to_a_message_is_passed_over():
    body = write_hello(a_hello(), a_signer())
    value = canonical.decode_object(body[64:]) | {"zz": 1}
    assert read_hello(body[:64] + canonical.encode(value)) == a_hello()


def a_stream():
    first = write_record(RecordType.HELLO, b"hello")
    return first + write_record(RecordType.FRAME, b"frame") + write_end(2)


def test_records_come_out_whole_however_they_arrive():
    stream = a_stream()
    for size in (1, 3, len(stream)):
        reader, records = RecordReader(), list[Record]()
        for at in range(0, len(stream), size):
            assert not reader.ended
            records += reader.feed(stream[at : at + size])
        assert records == [Record(RecordType.HELLO, b"hello"), Record(RecordType.FRAME, b"frame")]
        assert reader.ended


def test_a_stream_that_was_cut_has_not_ended():
    reader = RecordReader()
    assert len(list(reader.feed(a_stream()[:-1]))) == 2
    assert not reader.ended


@pytest.mark.parametrize(
    "stream",
    [
        b"\x7f\x00\x00\x00\x00",
        write_record(RecordType.HELLO, b"x") + write_end(2),
        a_stream() + b"x",
        a_stream() + a_stream(),
    ],
)
def test_a_stream_that_lies_is_malformed(stream):
    with pytest.raises(Malformed):
        list(RecordReader().feed(stream))


def test_bytes_after_the_end_are_malformed_when_they_come_later():
    reader = RecordReader()
    list(reader.feed(a_stream()))
    with pytest.raises(Malformed):
        list(reader.feed(b"x"))


def test_a_record_above_its_bound_is_refused_both_ways():
    with pytest.raises(TooLarge):
        write_record(RecordType.END, b"x" * 65)
    with pytest.raises(TooLarge):
        list(RecordReader().feed(b"\x02\xff\xff\xff\xff"))
