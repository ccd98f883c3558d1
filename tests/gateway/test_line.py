"""What a bad line does to a body on its way to the gateway: real TLS, real files."""

from functools import partial

import pytest

from sync.protocol.messages import check_signed, read_ack
from sync.protocol.records import RecordReader
from tests.helpers.gateway_line import eventually, post_head, send_raw
from tests.helpers.gateway_world import SI_LO_LAU

FRAMES = 12


def _held(line, pc):
    return next(iter(line.world.gateway.commune(SI_LO_LAU).have([pc.author]))).n


def _holds(line, pc, n):
    return _held(line, pc) == n


def _greeted(line, pc):
    return line.world.gateway.registry.counter(pc.author) == pc.counter


def _body(pc):
    """A body of twelve frames and the places where each of them ends."""
    frames = pc.frames()
    body = pc.request(frames)
    ends = [len(body) - 9 - sum(len(frame) + 5 for frame in frames)]
    for frame in frames:
        ends.append(ends[-1] + len(frame) + 5)
    return body, ends


def test_a_round_goes_there_and_back(line):
    pc = line.world.enrols(1)
    pc.does(3)
    answer = line.round(pc)
    assert answer.ack.have[0].chain == pc.chain_at(3)


def test_who_stands_at_the_end_of_the_log_is_told_nothing_more_about_it(line):
    pc = line.world.enrols(1)
    pc.does(3)
    assert line.round(pc).is_told
    assert not line.round(pc).is_told
    assert line.round(pc).ack.head.position == 5
    line.world.gateway.renew(line.world.gateway.commune(pc.commune), "restored")
    assert line.round(pc).is_told, "a new log epoch is told even where nothing was lost"


@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_a_body_cut_at_any_frame_keeps_every_frame_before(line, offset):
    pc = line.world.enrols(1)
    pc.does(FRAMES)
    for whole in range(1, FRAMES + 1):
        body, ends = _body(pc)
        cut = ends[whole] + offset
        with send_raw(line, post_head(len(body)) + body[:cut]):
            pass
        expected = whole - 1 if offset < 0 else whole
        assert eventually(partial(_holds, line, pc, expected))


def test_what_has_arrived_is_stored_even_if_the_line_dies_before_its_turn(line):
    pc = line.world.enrols(1)
    pc.does(FRAMES)
    body, ends = _body(pc)
    with line.world.gateway.commune(SI_LO_LAU).log.write():
        with send_raw(line, post_head(len(body)) + body[: ends[1]]) as connection:
            assert eventually(lambda: _greeted(line, pc))
            connection.sendall(body[ends[1] : ends[7] + 3])
        assert eventually(lambda: line.connections() == 0)
    assert eventually(lambda: _held(line, pc) == 7)


def test_frames_are_durable_while_the_body_is_still_arriving(line):
    pc = line.world.enrols(1)
    pc.does(FRAMES)
    body, ends = _body(pc)
    with send_raw(line, post_head(len(body)) + body[: ends[4]]) as connection:
        assert eventually(lambda: _held(line, pc) == 4)
        connection.sendall(body[ends[4] :])
        assert connection.recv(15) == b"HTTP/1.1 200 OK"


def test_an_answer_that_was_lost_is_made_good_by_the_next_round(line):
    pc = line.world.enrols(1)
    pc.does(2)
    body = pc.request(pc.frames())
    with send_raw(line, post_head(len(body)) + body):
        pass
    assert eventually(lambda: _held(line, pc) == 2)
    answer = line.round(pc)
    assert answer.ack.have[0].chain == pc.chain_at(2)
    assert answer.ack.head.position == 4


def test_the_same_post_twice_is_one_effect_and_the_log_is_told_once(line):
    pc = line.world.enrols(1)
    pc.does(2)
    body = pc.request(pc.frames())
    nonce = pc.counter.to_bytes(16, "big")
    with line.carrier() as carrier:
        first = carrier.sync(body, nonce)
        second = carrier.sync(body, nonce)
    acks = [
        read_ack(next(RecordReader().feed(answer)).body, pc.server_key, nonce)
        for answer in (first, second)
    ]
    assert set(acks[1].have) <= set(acks[0].have)
    assert [head.n for head in acks[1].have] == [2]
    assert acks[0].head == acks[1].head
    assert len(list(RecordReader().feed(second))) == 2


def test_an_answer_comes_in_one_piece_with_its_length(line):
    pc = line.world.enrols(1)
    body = pc.request([])
    with send_raw(line, post_head(len(body)) + body) as connection:
        head, _, answer = connection.recv(65536).partition(b"\r\n\r\n")
    assert f"content-length: {len(answer)}".encode() in head.lower()
    assert b"date:" not in head.lower()


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (
            b"POST /v1/sync HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            b"411",
        ),
        (post_head(100_000_000), b"413"),
        (post_head(9) + b"x" * 9, b"400"),
        (post_head(5_000, "/v1/enrol"), b"413"),
        (b"GET /v1/time?nonce=zz HTTP/1.1\r\nHost: h\r\n\r\n", b"400"),
        (b"GET /v1/time?nonce=00 HTTP/1.1\r\nHost: h\r\n\r\n", b"400"),
    ],
)
def test_a_request_that_cannot_be_is_refused_with_the_servers_signature(line, head, status):
    with send_raw(line, head) as connection:
        text = b"".join(iter(lambda: connection.recv(65536), b""))
    first, _, body = text.partition(b"\r\n\r\n")
    assert first.split()[1] == status
    check_signed(body, "problem", line.world.gateway.signer.public_key)


def test_the_server_says_that_it_runs(line):
    with send_raw(line, b"GET /v1/health HTTP/1.1\r\nHost: h\r\n\r\n") as connection:
        text = connection.recv(65536)
    assert b'"status":"ok"' in text


def test_the_certificate_is_a_chain_of_one_on_a_small_curve(line):
    with send_raw(line, b"") as connection:
        certificate = connection.getpeercert(binary_form=True) or b""
        assert connection.version() == "TLSv1.3"
    assert 0 < len(certificate) < 600
