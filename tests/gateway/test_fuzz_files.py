"""Whatever is said about files, it is answered or refused: nothing falls over, nothing is served.

MOTCUA_FUZZ=200000 says how many inputs, as `make fuzz` does.
"""

import asyncio
import contextlib
import itertools
import random
from typing import Any

import pytest

from sync.files import tus
from sync.files.address import address_of, checked_address
from sync.files.calls import (
    CALL_HEADER,
    Held,
    LinksAsked,
    LinksGiven,
    Verb,
    from_line,
    read_asked,
    read_call,
    read_given,
    read_held,
    read_passed_on_held,
    read_words_asked,
    to_line,
    write_asked,
    write_call,
    write_given,
    write_held,
    write_words_asked,
)
from sync.files.depot import Depot
from sync.files.faults import WrongContent
from sync.gateway.server import application
from sync.protocol import canonical
from sync.protocol.errors import Malformed, UntrustedServer
from tests.helpers.fuzzing import bounded, inputs, mutated
from tests.helpers.gateway_files import a_scan, caller_of
from tests.helpers.gateway_world import SI_LO_LAU, World
from tests.helpers.sync_events import a_signer

SCAN, OTHER = a_scan(9000, 1), a_scan(9000, 2)
SHA = address_of(SCAN)
PC, SERVER = a_signer(1), a_signer(9)
HELD = Held(server=SERVER.device, nonce=bytes(16), log_epoch="a", file=bytes(32), offset=1, size=2)
ASKED = LinksAsked(
    server=SERVER.device, device=PC.device, epoch="AAAA", counter=1, nonce=bytes(16),
    files=((bytes(32), "KQ.G15.000123"), (bytes(32), "giay-to-1")), seconds=60,
)  # fmt: skip
GIVEN = LinksGiven(server=SERVER.device, nonce=bytes(16), links=((bytes(32), "/v1/open/x"),))
pytestmark = pytest.mark.timeout(0 if inputs(0) else 300)


@pytest.fixture
def world(tmp_path):
    world = World(tmp_path / "gateway")
    yield world
    world.gateway.close()


@pytest.fixture
def pc(world):
    one = world.enrols(1)
    one.does(files=[SHA])
    world.round(one)
    return one


def reads(read, corpus, count, seed):
    """Every input is read or malformed; answers how many were read."""
    good = 0
    for data in mutated(corpus, count, seed):
        try:
            read(data)
        except (Malformed, UntrustedServer):
            continue
        good += 1
    return good


def words_on(pc, file):
    return write_words_asked(caller_of(pc).words_on([file]), pc.signer)


def read_passed_on(word, key, _nonce):
    return read_passed_on_held(word, key, SERVER.device)


def only_the_true_one_is_believed(read, true, count):
    """A damaged word of the server is nobody's."""
    believed = reads(lambda data: read(data, SERVER.public_key, bytes(16)), [true], count, 7)
    assert believed == sum(data == true for data in mutated([true], count, 7))


def test_whatever_a_header_says_about_a_file_it_is_read_or_malformed(pc):
    calls = [write_call(caller_of(pc).call(verb, SHA, 10, 20), pc.signer).encode() for verb in Verb]
    texts = [from_line(line.decode()) for line in calls]
    metadata = [tus.metadata_of(SHA).encode(), f"filename eA==,{tus.metadata_of(SHA)}".encode()]
    count = inputs(1500, 8)
    with bounded():
        told = [
            reads(lambda data: read_call(data.decode("latin-1")), calls, count, 1),
            reads(lambda data: read_call(to_line(data)), texts, count, 2),
            reads(lambda data: tus.file_in(data.decode("latin-1")), metadata, count, 3),
            reads(lambda data: tus.number(data.decode("latin-1")), [b"0", b"123"], count, 4),
            reads(lambda data: checked_address(data.decode("latin-1")), [SHA.encode()], count, 5),
            reads(read_asked, [write_asked(ASKED, PC)], count, 6),
            reads(read_words_asked, [words_on(pc, SHA)], count, 8),
        ]
        only_the_true_one_is_believed(read_held, write_held(HELD, SERVER), count)
        only_the_true_one_is_believed(read_passed_on, write_held(HELD, SERVER), count)
        only_the_true_one_is_believed(read_given, write_given(GIVEN, SERVER), count)
    assert all(told)  # some of every kind are still good: the mutations are not all of them wild


class Door:
    """The gateway's whole application, asked without a socket."""

    def __init__(self, world, pc, depot):
        self._application = application(world.gateway)
        self._pc = pc
        self._depot = depot
        self._draw = random.Random(9)  # noqa: S311 - the same requests again
        self._values = mutated(
            [b"0", b"9000", b"1.0.0", tus.SLICE_TYPE.encode(), tus.metadata_of(SHA).encode(),
             b"PATCH", b"HEAD", SHA.encode()],
            1 << 60, 10,
        )  # fmt: skip

    async def knocks(self):
        """One request; answers its status and headers."""
        method, path, headers, body = self._asks()
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
            "scheme": "https", "path": path, "raw_path": path.encode(), "root_path": "",
            "query_string": b"", "headers": headers, "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 443),
        }  # fmt: skip
        said: list[dict[str, Any]] = []
        arriving = iter(self._arrives(body))

        async def receive():
            return next(arriving, {"type": "http.disconnect"})

        async def send(message):
            said.append(message)

        await self._application(scope, receive, send)
        return said[0]["status"], dict(said[0]["headers"])

    def _asks(self):
        draw = self._draw
        verb = draw.choice([*Verb])
        there = self._depot.standing(SHA).offset
        offset, length = draw.choice([there, there, 0, 9000, 1 << 52]), draw.choice([0, 10, 9000])
        file = draw.choice([SHA, SHA, SHA, "0" * 64])
        body = draw.choice([SCAN, SCAN, OTHER])[min(offset, 9000) :][:length]
        method = {Verb.BEGIN: b"POST", Verb.ASK: b"HEAD", Verb.GO_ON: b"PATCH", Verb.READ: b"GET"}
        headers = {
            tus.RESUMABLE: tus.VERSION, tus.OFFSET: str(offset), tus.LENGTH: str(length or 9000),
            tus.METADATA: tus.metadata_of(file), "Content-Type": tus.SLICE_TYPE,
            "Content-Length": str(len(body)),
            CALL_HEADER: self._calls(verb, file, offset, 9000 if verb is Verb.BEGIN else len(body)),
        }  # fmt: skip
        raw = {name.lower().encode(): value.encode() for name, value in headers.items()}
        for _ in range(draw.choice((0, 0, 1, 1, 2))):
            raw[draw.choice([*raw, tus.OVERRIDE.lower().encode()])] = next(self._values)
        path = "/v1/files" if verb is Verb.BEGIN else f"/v1/files/{draw.choice([file, file, 'x'])}"
        said = method[verb].decode() if draw.random() < 0.9 else draw.choice(["POST", "PATCH"])
        return said, path, list(raw.items()), body

    def _calls(self, verb, file, offset, length):
        """A call that is truly signed, be what it says ever so strange."""
        call = caller_of(self._pc).call(verb, file, offset, length)
        if self._draw.random() < 0.7:
            return write_call(call, self._pc.signer)
        text = canonical.encode({
            "server": call.server, "device": call.device, "verb": str(call.verb),
            "counter": self._draw.choice([0, call.counter, 1 << 53, -1]),
            "file": self._draw.choice([file, "", 7]), "nonce": "AAAAAAAAAAAAAAAAAAAAAA==",
            "offset": self._draw.choice([offset, "0", -5]), "length": length,
        })  # fmt: skip
        return to_line(self._pc.signer.sign("file-call", text) + text)

    def _arrives(self, body):
        """The body in pieces; often the line dies inside."""
        cut = self._draw.randint(0, len(body)) if self._draw.random() < 0.3 else len(body)
        for at in range(0, cut, 1500):
            yield {
                "type": "http.request",
                "body": body[at : min(cut, at + 1500)],
                "more_body": True,
            }
        if cut == len(body):
            yield {"type": "http.request", "body": b"", "more_body": False}


REFUSALS = {400, 401, 403, 404, 405, 409, 411, 412, 413, 415, 460, 499}


def test_whoever_knocks_with_whatever_is_answered_and_nothing_wrong_is_ever_served(world, pc):
    depot = Depot(world.gateway.folder.files(SI_LO_LAU))
    door = Door(world, pc, depot)
    seen: dict[int, int] = {}

    async def knock():
        for number in itertools.count(1):
            status, headers = await door.knocks()
            seen[status] = seen.get(status, 0) + 1
            assert status in REFUSALS | {200, 201, 204}
            assert status in {404, 405} or headers.get(b"tus-resumable", b"1.0.0") == b"1.0.0"
            whole = depot.whole(SHA)
            if whole is not None:
                assert whole.read_bytes() == SCAN
                if number % 5 == 0:
                    whole.unlink()
            if number >= inputs(400, 4):
                return

    with bounded():
        asyncio.run(knock())
    assert {200, 201, 204, 400, 409, 412, 415} <= set(seen)
    names = {path.name.partition(".")[0] for path in depot.folder.glob("*/*")}
    assert names <= {SHA}
    with contextlib.suppress(WrongContent):  # somebody's wrong bytes may still have lain there
        depot.accept(SHA, len(SCAN), 0, SCAN)
    assert depot.accept(SHA, len(SCAN), 0, SCAN).is_whole
