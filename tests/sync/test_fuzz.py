"""Whatever arrives, a parser answers or says Malformed; it never fails otherwise and never lies.

Hypothesis thinks of what nobody thought of, a thousand times each; the bulk are mutated copies of
right texts. MOTCUA_FUZZ=200000 says how many of those each reader gets, as `make fuzz` does.
"""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.protocol import canonical
from sync.protocol.errors import Malformed, NotCanonical, UntrustedServer
from sync.protocol.event import Line, read
from sync.protocol.frame import pack, unpack
from sync.protocol.identity import EventId
from sync.protocol.messages import read_ack, read_hello, write_ack, write_hello
from sync.protocol.records import RecordReader
from tests.helpers.fuzzing import bounded, inputs, mutated
from tests.helpers.sync_events import a_frame, a_line, a_signer, an_author, some_lines
from tests.sync.golden.generate import NONCE, a_hello, an_ack

pytestmark = pytest.mark.timeout(0 if inputs(0) else 300)
quick = settings(
    max_examples=min(inputs(150, 8), 1000), derandomize=True, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip

FRAME = pack(a_frame(some_lines(1, 4)))
HELLO = write_hello(a_hello(), a_signer())
ACK = write_ack(an_ack(), a_signer(9))

RECORDS = b"\x01\x00\x00\x00\x02hi\x03" * 3
ID = EventId("ABCDEFGHJK", "AAAA", 7)

leaves = st.integers() | st.text() | st.none() | st.booleans() | st.floats()
values = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@st.composite
def damaged(draw, whole):
    """A copy with a few bytes changed, cut or doubled."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        match draw(st.sampled_from(["flip", "cut", "insert", "repeat"])):
            case "flip" if at < len(data):
                data[at] ^= draw(st.integers(1, 255))
            case "cut":
                del data[at : at + draw(st.integers(0, 20))]
            case "insert":
                data[at:at] = draw(st.binary(max_size=20))
            case _:
                data[at:at] = data[at : at + 20]
    return bytes(data)


@quick
@given(values)
def test_a_value_has_one_text_or_none(value):
    with contextlib.suppress(NotCanonical):
        text = canonical.encode(value)
        assert canonical.encode(canonical.decode(text)) == text


@quick
@given(st.binary() | damaged(a_line(1).envelope))
def test_a_text_that_is_read_is_the_only_one_for_its_value(data):
    with contextlib.suppress(Malformed):
        assert canonical.encode(canonical.decode(data)) == data


@quick
@given(st.binary(max_size=200) | damaged(FRAME))
def test_a_frame_is_read_or_malformed(data):
    with contextlib.suppress(Malformed):
        frame = unpack(data)
        assert unpack(pack(frame)) == frame


@quick
@given(damaged(a_line(1).envelope), st.binary(max_size=50))
def test_a_line_is_read_or_malformed(envelope, payload):
    with contextlib.suppress(Malformed):
        event = read(Line(envelope, b"d" * 32, payload, b"s" * 16), *an_author())
        assert event.envelope.n > 0


@quick
@given(damaged(HELLO))
def test_a_greeting_is_read_or_malformed(body):
    with contextlib.suppress(Malformed):
        read_hello(body)


@quick
@given(damaged(ACK))
def test_a_damaged_answer_is_never_believed(body):
    if body != ACK:
        with pytest.raises(UntrustedServer):
            read_ack(body, a_signer(9).public_key, NONCE)


@quick
@given(st.lists(st.binary(max_size=40), max_size=6), damaged(RECORDS))
def test_a_stream_is_cut_into_records_or_malformed(pieces, stream):
    reader = RecordReader()
    with contextlib.suppress(Malformed):
        for piece in [*pieces, stream]:
            list(reader.feed(piece))


@quick
@given(st.text(max_size=40))
def test_an_id_is_read_or_malformed(text):
    with contextlib.suppress(Malformed):
        assert str(EventId.parse(text)) == text


def reads_a_text(data):
    assert canonical.encode(canonical.decode(data)) == data


def reads_a_frame(data):
    frame = unpack(data)
    assert unpack(pack(frame)) == frame


def reads_a_line(envelope):
    event = read(Line(envelope, b"d" * 32, b"{}", b"s" * 16), *an_author())
    assert event.envelope.n > 0


def believes_the_true_answer_alone(body):
    read_ack(body, a_signer(9).public_key, NONCE)
    assert body == ACK


def cuts_a_stream(data):
    reader = RecordReader()
    for at in range(0, len(data), 7):
        list(reader.feed(data[at : at + 7]))


def reads_an_id(data):
    text = data.decode("utf-8", "replace")
    assert str(EventId.parse(text)) == text


@pytest.mark.parametrize(
    ("reads", "right"),
    [
        (reads_a_text, a_line(1).envelope),
        (reads_a_frame, FRAME),
        (reads_a_line, a_line(1).envelope),
        (read_hello, HELLO),
        (believes_the_true_answer_alone, ACK),
        (cuts_a_stream, RECORDS),
        (reads_an_id, str(ID).encode()),
    ],
)
def test_what_is_changed_on_its_way_is_read_or_malformed(reads, right):
    with bounded():
        for data in mutated([right], inputs(40), 3):
            with contextlib.suppress(Malformed, UntrustedServer):
                reads(data)
