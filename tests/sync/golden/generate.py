"""Makes the golden vectors, once per version: `python -m tests.sync.golden.generate`.

Never run it to make a failing test pass: what it wrote is on PCs and sticks.
"""

import json
from pathlib import Path

from sync.protocol import canonical, chain
from sync.protocol.certificate import Revocation, certify
from sync.protocol.enrolment import Welcome, apply_with, secret_of, welcome_proof, write_welcome
from sync.protocol.event import Line, Seen, payload_hash, write
from sync.protocol.frame import Frame, pack
from sync.protocol.identity import EventId, device_id, new_epoch
from sync.protocol.messages import (
    Ack,
    Held,
    Hello,
    Mark,
    Note,
    Positions,
    Pull,
    Range,
    Run,
    write_ack,
    write_hello,
    write_positions,
)
from sync.protocol.records import RecordType, write_end, write_record
from sync.protocol.seal import make_seal
from tests.helpers.sync_events import COMMUNE, a_frame, a_signer, an_author, an_envelope, some_lines

FOLDER = Path(__file__).parent
NONCE = bytes(range(16))
LOG_EPOCH = "0123456789abcdef"
AUTHORITY = b"-----BEGIN CERTIFICATE-----\n(invented)\n-----END CERTIFICATE-----\n"
CODE = "7H3K9M2QXA"

Vectors = dict[str, object]


def texts() -> Vectors:
    """Values and their canonical texts."""
    values: dict[str, object] = {
        "empty": {},
        "sorted_by_code_point": {"b": 1, "a": 2, "Z": 3, "đ": 4, "_": 5, "aa": 6},
        "nested": {"list": [1, [2, ["ba"]], {}], "text": "Xã Sì Lở Lầu"},
        "composed": "Nguyê\u0303n Va\u0306n A\u0301",
        "escapes": 'tab\t quote" back\\ line\n bell\x07 delete\x7f',
        "beyond_the_first_plane": "𠀋 ☐ ☑ ₫",
        "numbers": [0, -1, 9223372036854775807, -9223372036854775807],
    }
    return {
        name: {"value": value, "text": canonical.encode(value).decode()}
        for name, value in values.items()
    }


def identities() -> Vectors:
    """Names of devices and epochs, and the log's first hashes."""
    author = an_author()
    return {
        "public_key": a_signer().public_key.hex(),
        "device": device_id(a_signer().public_key),
        "epoch_entropy": "0a1b2c",
        "epoch": new_epoch(bytes.fromhex("0a1b2c")),
        "event_id": str(EventId(*author, 7)),
        "chain_start": chain.author_genesis(COMMUNE, author).hex(),
        "log_start": chain.log_genesis(COMMUNE).hex(),
    }


def a_full_line() -> Line:
    """A line whose envelope says everything that one can."""
    envelope = an_envelope(
        3,
        k="office.received",
        clk="estimated",
        eff=1_789_990_000_000,
        seen=(Seen(*an_author(2, "BBBB"), 9, "0badcafe"),),
        f=("ab" * 32,),
        o=str(EventId(*an_author(), 2)),
    )
    return write(
        envelope, {"applicant": {"name": "Lò Thị Mẩy"}, "papers": ["Tờ khai", 1]}, b"s" * 16
    )


def events() -> Vectors:
    """Lines, their hashes, chains and seals."""
    lines = [*some_lines(1, 2), a_full_line()]
    author = an_author()
    chains = chain.run(chain.author_genesis(COMMUNE, author), (line.h for line in lines))
    seal = make_seal(a_signer(), COMMUNE, author, 3, chains[-1])
    log = chain.log_genesis(COMMUNE)
    logs = [log := chain.log_extend(log, EventId(*author, n), lines[n - 1].h) for n in (1, 2, 3)]
    return {
        "lines": [_line(line) for line in lines],
        "chains": [end.hex() for end in chains],
        "log": [end.hex() for end in logs],
        "seal": seal.signature.hex(),
    }


def frames() -> Vectors:
    """Packed frames of every shape."""
    lines = [*some_lines(1, 2), a_full_line()]
    many = some_lines(1, 40)
    erased = [lines[0], lines[1].erased(), lines[2]]
    shapes = {
        "whole": a_frame(lines),
        "after_a_gap": a_frame(lines[2:], 3, history=lines[:2], says_before=True),
        "with_an_erased_line": a_frame(erased),
        "many": a_frame(many),
    }
    return {name: _frame(frame) for name, frame in shapes.items()}


def messages() -> Vectors:
    """Every message, signed, and a whole request."""
    hello, ack, positions = a_hello(), an_ack(), some_positions()
    frame = write_record(RecordType.FRAME, pack(a_frame(some_lines(1, 2))))
    request = write_record(RecordType.HELLO, write_hello(hello, a_signer())) + frame + write_end(2)
    application = apply_with(CODE, a_signer(), "Máy 1", 1)
    return {
        "hello": write_hello(hello, a_signer()).hex(),
        "ack": write_ack(ack, a_signer(9)).hex(),
        "positions": write_positions(positions, a_signer(9)).hex(),
        "request": request.hex(),
        "application": application.hex(),
        "welcome": write_welcome(a_welcome(), a_signer(9)).hex(),
        "certificate": canonical.encode(_certificate().to_payload()).decode(),
        "revocation": canonical.encode(a_revocation().to_payload()).decode(),
    }


def a_hello() -> Hello:
    """A greeting that says everything."""
    author, other = an_author(), an_author(2, "BBBB")
    return Hello(
        protocol=1,
        server=a_signer(9).device,
        device=author.device,
        epoch=author.epoch,
        counter=41,
        nonce=NONCE,
        heads=(
            Held(*author, 2, b"\x01" * 32),
            Held(*other, 0, b"\x02" * 32, (Range(5, 8, b"\x03" * 32),)),
        ),
        pull=Pull(LOG_EPOCH, (Mark(17, b"\x04" * 32), Mark(0, chain.log_genesis(COMMUNE))), 65536),
        length=1234,
        goodput=8000,
        rtt=600,
        dictionary=2,
    )


def an_ack() -> Ack:
    """An acknowledgement that says everything."""
    author = an_author()
    return Ack(
        protocol=1,
        server=a_signer(9).device,
        log_epoch=LOG_EPOCH,
        time=1_790_000_000_000,
        nonce=NONCE,
        counter=41,
        have=(Held(*author, 2, b"\x01" * 32, (Range(5, 8, b"\x03" * 32),)),),
        head=Mark(19, b"\x05" * 32),
        durable=12,
        notes=(Note(*author, 5, "gap", ""), Note(*author, 1, "refused", "bad_seal")),
        poll=900,
        dictionary=3,
    )


def some_positions() -> Positions:
    """A piece of the order."""
    return Positions(
        server=a_signer(9).device,
        log_epoch=LOG_EPOCH,
        nonce=NONCE,
        start=Mark(17, b"\x04" * 32),
        runs=(Run(*an_author(), 1, 2), Run(*an_author(2, "BBBB"), 4, 100)),
        chain=b"\x06" * 32,
        more=1,
    )


def a_welcome() -> Welcome:
    """The answer to an enrolment."""
    server, client = a_signer(9), a_signer()
    keys = (server.public_key, AUTHORITY, client.public_key)
    return Welcome(
        protocol=1,
        server=server.device,
        server_key=server.public_key,
        commune=COMMUNE,
        commune_name="Sì Lở Lầu",
        province_name="Lai Châu",
        log_epoch=LOG_EPOCH,
        root=certify(a_signer(8).public_key, ("province.", "device."), "Tỉnh", "province"),
        certificate=_certificate(),
        time=1_790_000_000_000,
        authority=AUTHORITY,
        proof=welcome_proof(secret_of(CODE), *keys),
    )


def a_revocation() -> Revocation:
    """A device whose word ends."""
    heads = (("AAAA", 2, "01" * 32),)
    return Revocation(device=a_signer().device, heads=heads, reason="lost")


def write_all() -> None:
    """Write every vector under its file name."""
    for make in (texts, identities, events, frames, messages):
        text = json.dumps(make(), ensure_ascii=False, indent=1, sort_keys=True)
        (FOLDER / f"{make.__name__}.json").write_text(text + "\n", "utf-8")


def _certificate():
    return certify(a_signer().public_key, ("office.", "device."), "Máy 1", "counter")


def _line(line: Line) -> Vectors:
    assert line.payload is not None
    assert line.salt is not None
    assert line.dh == payload_hash(line.payload, line.salt)
    return {
        "envelope": line.envelope.decode(),
        "payload": line.payload.decode(),
        "salt": line.salt.hex(),
        "dh": line.dh.hex(),
        "h": line.h.hex(),
    }


def _frame(frame: Frame) -> Vectors:
    return {
        "n0": frame.n0,
        "hashes": [line.h.hex() for line in frame.lines],
        "before": frame.before.hex() if frame.before else "",
        "packed": pack(frame).hex(),
    }


if __name__ == "__main__":
    write_all()
