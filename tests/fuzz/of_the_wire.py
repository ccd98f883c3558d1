"""What comes by line, hub and stick: readers of `sync`, and right inputs for each.

Where a signature stands before the text, the text is changed and then truly signed: a PC that was
broken into signs what it likes.
"""

from collections.abc import Callable
from typing import Any

from sync.carriers import replies
from sync.carriers.neighbour import read_address
from sync.gateway.acts import lane_told
from sync.gateway.page.sessions import Session, Sessions
from sync.peer.answer import read_answer
from sync.peer.neighbour import read_neighbour
from sync.peer.request import Request, Server
from sync.protocol import age, boxes, canonical, enrolment, phone_codes, stick
from sync.protocol.answers import (
    Problem,
    SignedTime,
    read_problem,
    read_time,
    write_problem,
    write_time,
)
from sync.protocol.card import HubCard, prove_card, read_card, write_card
from sync.protocol.certificate import LANE_GRANTED, certify, read_certificate, read_revocation
from sync.protocol.enrolment import Welcome, apply_with, secret_of, welcome_proof
from sync.protocol.errors import SyncError
from sync.protocol.event import Line
from sync.protocol.frame import pack
from sync.protocol.hint import NONCE as NONCE_OF_HINT
from sync.protocol.hint import Hint, read_hint, read_question, write_hint, write_question
from sync.protocol.messages import (
    read_ack,
    read_hello,
    read_passed_on_ack,
    read_passed_on_positions,
    read_positions,
    write_ack,
    write_hello,
    write_positions,
)
from sync.protocol.records import RecordType, write_end, write_record
from sync.protocol.signing import SIGNATURE_BYTES, Signer
from sync.protocol.standing import (
    Enquiry,
    Known,
    Standing,
    read_enquiry,
    read_standing,
    write_enquiry,
    write_standing,
)
from tests.fuzz.reader import Reader
from tests.helpers.sync_events import a_frame, a_line, a_signer, some_lines
from tests.sync.golden.generate import AUTHORITY, CODE, NONCE, a_hello, an_ack, some_positions

PC, SERVER = a_signer(1), a_signer(9)
KEY = SERVER.public_key
SYNC = (SyncError,)
_PROTOCOL = "sync/protocol/"


def _text(signed: bytes) -> list[bytes]:
    return [signed[SIGNATURE_BYTES:]]


def _signed(purpose: str, by: Signer, read: Callable[[bytes], object]) -> Callable[[bytes], object]:
    """Sign whatever text it is, and have it read."""
    return lambda text: read(by.sign(purpose, text) + text)


WELCOME = Welcome(
    protocol=1,
    server=SERVER.device,
    server_key=KEY,
    commune="03433",
    commune_name="Xã Sì Lở Lầu",
    province_name="Tỉnh Lai Châu",
    log_epoch="0123456789abcdef",
    authority=AUTHORITY,
    root=certify(KEY, ("province.",), "Tỉnh", "province"),
    certificate=certify(PC.public_key, ("office.", "device."), "Quầy 1", "pc"),
    time=1_790_000_000_000,
    proof=welcome_proof(secret_of(CODE), KEY, AUTHORITY, PC.public_key),
)
ASKED = stick.write_request(
    stick.StickRequest(
        protocol=1, public_key=PC.public_key, name="Quầy 1", commune="03433", nonce=bytes(32)
    ),
    PC,
)
ANSWER = stick.write_answer(
    stick.StickAnswer(request=stick.digest(ASKED), welcome=WELCOME, url="https://tinh"), SERVER
)
_ASKED_MARK, _ANSWER_MARK = len(b"motcua-stick-request-1\n"), len(b"motcua-stick-answer-1\n")
TIME = write_time(SignedTime(server=SERVER.device, nonce=NONCE, time=1), SERVER)
PROBLEM = write_problem(
    Problem(server=SERVER.device, nonce=NONCE, time=1, code="server_busy", retry_after=5), SERVER
)
ENQUIRY = write_enquiry(Enquiry(protocol=1, nonce=NONCE, device=PC.device, epoch="AAAA"), PC)
STANDING = write_standing(
    Standing(server=SERVER.device, nonce=NONCE, time=1, spoken=(1,), known=Known.KNOWN, have=7),
    SERVER,
)
CARD = write_card(
    HubCard(
        commune="03433", device=SERVER.device, name="Quầy 2", certificate=bytes(32), protocol=1,
        nonce=NONCE, time=1,
    ),
    SERVER,
)  # fmt: skip
REQUEST = Request(Server(SERVER.device, KEY), NONCE, b"", frames=0, more=False)
ACK, POSITIONS = write_ack(an_ack(), SERVER), write_positions(some_positions(), SERVER)
FRAME = pack(a_frame(some_lines(1, 4)))
WHOLE = b"".join([
    write_record(RecordType.ACK, ACK), write_record(RecordType.FRAME, FRAME),
    write_record(RecordType.POSITIONS, POSITIONS), write_end(3),
])  # fmt: skip
AFTER = WHOLE[len(write_record(RecordType.ACK, ACK)) :]
SECRET = bytes([3]) * 32
BOX = boxes.seal(boxes.public_key(SECRET), "phone codes", b"{}", lambda size: bytes([5]) * size)
RECOVERY, RECIPIENT = age.new_recovery()
SEALED = age.seal(b"x" * 300, [RECIPIENT])
CODES = phone_codes.write(
    phone_codes.Codes(commune="03433", device=PC.device, codes={1: "K7M4", 2: "ABCD"})
)
GRANTED = canonical.encode(
    {"unit": "03433", "device": PC.device, "epoch": "AAAA", "first": 1, "last": 999}
)
CERTIFICATE = canonical.encode(certify(PC.public_key, ("office.",), "Quầy 1", "pc").to_payload())
REVOCATION = canonical.encode(
    {"device": PC.device, "heads": [["AAAA", 3, "0f" * 32]], "reason": "mất máy"}
)
SESSIONS = Sessions(bytes(32))
COOKIE = SESSIONS.cookie(Session("a", "tech", 0, 0)).encode()


def _payload(read: Callable[[Any], object]) -> Callable[[bytes], object]:
    return lambda text: read(canonical.decode_object(text))


def _granted(payload: bytes) -> object:
    envelope = a_line(1, k=LANE_GRANTED).envelope
    return lane_told(Line(envelope, bytes(32), payload, bytes(16)))


def _cookie(data: bytes) -> object:
    said = data.decode("latin-1")
    session = SESSIONS.read(said, 1)
    SESSIONS.is_token(Session("a", "tech", 0, 0), said)
    return session


def _refusal(body: bytes) -> object:
    return [replies.refusal(replies.Reply(403, body, 0), key, NONCE) for key in (KEY, b"")]


READERS = {
    "greeting": Reader(
        (_PROTOCOL + "messages.py",), _signed("hello", PC, read_hello),
        _text(write_hello(a_hello(), PC)), SYNC, is_json=True,
    ),
    "acknowledgement": Reader(
        (_PROTOCOL + "messages.py",),
        _signed("ack", SERVER, lambda body: read_ack(body, KEY, NONCE)),
        _text(ACK), SYNC, is_json=True,
    ),
    "word passed on": Reader(
        (_PROTOCOL + "messages.py",),
        _signed("ack", SERVER, lambda body: read_passed_on_ack(body, KEY)),
        _text(ACK), SYNC, is_json=True,
    ),
    "page": Reader(
        (_PROTOCOL + "messages.py",),
        _signed("positions", SERVER, lambda body: read_positions(body, KEY, NONCE)),
        _text(POSITIONS), SYNC, is_json=True,
    ),
    "page passed on": Reader(
        (_PROTOCOL + "messages.py", "sync/peer/passing.py"),
        _signed("positions", SERVER, lambda body: list(read_passed_on_positions(body, KEY).ids())),
        _text(POSITIONS), SYNC, is_json=True,
    ),
    "answer of the gateway": Reader(
        ("sync/peer/answer.py",), lambda data: read_answer(REQUEST, data), [WHOLE], SYNC
    ),
    "answer after its word": Reader(
        ("sync/peer/answer.py",),
        lambda data: read_answer(REQUEST, write_record(RecordType.ACK, ACK) + data), [AFTER], SYNC,
    ),
    "answer of a hub": Reader(
        ("sync/peer/neighbour.py",),
        lambda data: read_neighbour(REQUEST, write_record(RecordType.ACK, ACK) + data),
        [AFTER], SYNC,
    ),
    "whose answer": Reader(
        ("sync/carriers/replies.py",),
        lambda data: replies.check_acknowledged(replies.Reply(200, data, 0), KEY, NONCE),
        [WHOLE], SYNC,
    ),
    "refusal": Reader(("sync/carriers/replies.py",), _refusal, [PROBLEM], SYNC),
    "problem": Reader(
        (_PROTOCOL + "answers.py",),
        _signed("problem", SERVER, lambda body: read_problem(body, KEY, NONCE)),
        _text(PROBLEM), SYNC, is_json=True,
    ),
    "time": Reader(
        (_PROTOCOL + "answers.py",),
        _signed("time", SERVER, lambda body: read_time(body, KEY, NONCE)),
        _text(TIME), SYNC, is_json=True,
    ),
    "enquiry": Reader(
        (_PROTOCOL + "standing.py",), _signed("enquiry", PC, read_enquiry), _text(ENQUIRY), SYNC,
        is_json=True,
    ),
    "standing": Reader(
        (_PROTOCOL + "standing.py",),
        _signed("standing", SERVER, lambda body: read_standing(body, KEY, NONCE)),
        _text(STANDING), SYNC, is_json=True,
    ),
    "card": Reader(
        (_PROTOCOL + "card.py",), _signed("hub", SERVER, read_card), _text(CARD), SYNC, is_json=True
    ),
    "card that proves itself": Reader(
        (_PROTOCOL + "card.py",), lambda body: prove_card(body, KEY, NONCE, bytes(32)),
        [CARD], SYNC, only_the_true_one=True,
    ),
    "application": Reader(
        (_PROTOCOL + "enrolment.py",), _signed("enrol", PC, enrolment.read_application),
        _text(apply_with(CODE, PC, "Quầy 1", 1)), SYNC, is_json=True,
    ),
    "welcome": Reader(
        (_PROTOCOL + "enrolment.py",),
        _signed("welcome", SERVER,
                lambda body: enrolment.read_welcome(body, CODE, PC.public_key)),
        _text(enrolment.write_welcome(WELCOME, SERVER)), SYNC, is_json=True,
    ),
    "typed code": Reader(
        (_PROTOCOL + "enrolment.py",),
        lambda data: enrolment.clean_code(data.decode("utf-8", "replace")), [CODE.encode()], SYNC,
    ),
    "request on a stick": Reader(
        (_PROTOCOL + "stick.py",), stick.read_request, [ASKED], SYNC, only_the_true_one=True
    ),
    "signed request on a stick": Reader(
        (_PROTOCOL + "stick.py",),
        _signed("stick-request", PC, lambda body: stick.read_request(ASKED[:_ASKED_MARK] + body)),
        _text(ASKED[_ASKED_MARK:]), SYNC, is_json=True,
    ),
    "signed answer on a stick": Reader(
        (_PROTOCOL + "stick.py",),
        _signed("stick-answer", SERVER,
                lambda body: stick.read_answer(ANSWER[:_ANSWER_MARK] + body, ASKED)),
        _text(ANSWER[_ANSWER_MARK:]), SYNC, is_json=True,
    ),
    "six digits": Reader(
        (_PROTOCOL + "stick.py",),
        lambda data: stick.clean_digits(data.decode("utf-8", "replace")), [b"123 456"], SYNC,
    ),
    "certificate": Reader(
        (_PROTOCOL + "certificate.py", _PROTOCOL + "canonical.py", "sync/gateway/province.py"),
        _payload(read_certificate), [CERTIFICATE], SYNC, is_json=True,
    ),
    "revocation": Reader(
        (_PROTOCOL + "certificate.py", "sync/gateway/commune.py"), _payload(read_revocation),
        [REVOCATION], SYNC, is_json=True,
    ),
    "granted lane": Reader(("sync/gateway/acts.py",), _granted, [GRANTED], SYNC, is_json=True),
    "box": Reader(
        (_PROTOCOL + "boxes.py",), lambda box: boxes.unseal(SECRET, "phone codes", box), [BOX],
        SYNC, only_the_true_one=True,
    ),
    "sealed for the recovery key": Reader(
        (_PROTOCOL + "age.py",), lambda sealed: age.unseal_with(RECOVERY, sealed), [SEALED], SYNC,
        only_the_true_one=True,
    ),
    "recipient": Reader(
        (_PROTOCOL + "age.py",),
        lambda data: age.is_recipient(data.decode("utf-8", "replace")),
        [RECIPIENT.encode(), age.recipient_of(PC.public_key).encode()], SYNC,
    ),
    "telephone codes": Reader(
        (_PROTOCOL + "phone_codes.py", "sync/gateway/phone_desk.py"), phone_codes.read, [CODES],
        SYNC, is_json=True,
    ),
    "cookie": Reader(("sync/gateway/page/sessions.py",), _cookie, [COOKIE], ()),
    "question into the network": Reader(
        (_PROTOCOL + "hint.py",), read_question, [write_question(bytes(NONCE_OF_HINT))], SYNC
    ),
    "hint of the network": Reader(
        (_PROTOCOL + "hint.py",), lambda data: read_hint(data, bytes(NONCE_OF_HINT)),
        [write_hint(Hint(8475, PC.device), bytes(NONCE_OF_HINT))], SYNC,
    ),
    "typed address": Reader(
        ("sync/carriers/neighbour.py",),
        lambda data: read_address(data.decode("utf-8", "replace")),
        [b"192.168.1.5:8475", b"[fe80::1]:80", b"quay1.local"], SYNC,
    ),
}  # fmt: skip
