"""Whoever knocks at the gateway or at a hub with whatever: an answer, a refusal, or a line let go.

Requests are right ones, changed anywhere: in their head, in their body, and in what a PC that was
broken into signs. Afterwards the door still opens for who is right.
"""

import asyncio
import io
import random
from collections import Counter
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from app.store import hub_store
from app.system.clock import milliseconds
from app.usecases import hub_child
from app.usecases.shipped import dictionaries
from app.usecases.synchronise import one_round
from sync.gateway.server import application
from sync.hub.desk import Desk, Means
from sync.hub.server import _Neighbour
from sync.hub.session import Shelf
from sync.peer.pace import Window
from sync.peer.request import Client, Server
from sync.protocol.enrolment import apply_with
from sync.protocol.messages import read_hello, write_hello
from sync.protocol.records import RecordReader, RecordType, write_end, write_record
from sync.protocol.signing import SIGNATURE_BYTES
from sync.protocol.standing import Enquiry, write_enquiry
from tests.helpers.desk import FACTS, a_desk, a_dossier
from tests.helpers.fuzzing import bounded, inputs, mutated, retold
from tests.helpers.gateway_world import World
from tests.helpers.office import an_open_office
from tests.helpers.province import Province
from tests.helpers.two_pcs import a_second_pc

NONCE = bytes(range(16))
REFUSALS = {400, 401, 403, 404, 405, 408, 409, 410, 411, 413, 426, 499}
pytestmark = pytest.mark.timeout(0 if inputs(0) else 80)


class Words:
    """Bodies without end: right ones changed anywhere, and hellos that say something else."""

    def __init__(self, hello, signer, frames, others):
        self._signer, self._frames = signer, frames
        signed = write_hello(hello, signer)
        self._hellos = retold([signed[SIGNATURE_BYTES:]], 1 << 60, 3)
        self.right = self._body(signed[SIGNATURE_BYTES:])
        self._bodies = mutated([self.right, *others], 1 << 60, 4)
        self._draw = random.Random(5)  # noqa: S311 - the same words again

    def next(self):
        """One body."""
        return self._body(next(self._hellos)) if self._draw.random() < 0.5 else next(self._bodies)

    def _body(self, text):
        rest = b"".join(write_record(RecordType.FRAME, frame) for frame in self._frames)
        hello = self._signer.sign("hello", text) + text
        try:
            head = write_record(RecordType.HELLO, hello)
        except Exception:  # noqa: BLE001 - too large to be written by us
            head = b"\x01" + len(hello).to_bytes(4, "big") + hello
        return head + rest + write_end(len(self._frames) + 1)


@pytest.fixture
def world(tmp_path):
    world = World(tmp_path / "gateway")
    yield world
    world.gateway.close()


async def knocks(door, method, path, body):
    """One request at the gateway's whole application; answers the status."""
    where, _, query = path.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
        "scheme": "https", "path": where, "raw_path": where.encode(), "root_path": "",
        "query_string": query.encode("latin-1"), "client": ("127.0.0.1", 1),
        "headers": [(b"content-length", str(len(body)).encode())], "server": ("127.0.0.1", 443),
    }  # fmt: skip
    said: list[dict[str, Any]] = []
    arriving = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive():
        return next(arriving, {"type": "http.disconnect"})

    async def send(message):
        said.append(message)

    await door(scope, receive, send)
    return said[0]["status"]


def test_the_gateways_door(world):
    pc = world.enrols(1)
    pc.does(3)
    application_body = apply_with("7H3K9M2QXA", pc.signer, "Quầy 1", 1)
    enquiry = write_enquiry(
        Enquiry(protocol=1, nonce=NONCE, device=pc.author.device, epoch="AAAA"), pc.signer
    )
    words = Words(pc.hello(0), pc.signer, pc.frames(), [application_body, enquiry])
    door, seen = application(world.gateway), Counter[int]()
    draw = random.Random(6)  # noqa: S311 - the same doors again
    paths = ("/v1/sync", "/v1/sync", "/v1/sync", "/v1/enrol", "/v1/standing", "/v1/time?nonce=0g")

    async def knock():
        for _ in range(inputs(60, 2)):
            path = draw.choice(paths)
            method = "GET" if path.startswith("/v1/time") else "POST"
            seen[await knocks(door, method, path, words.next())] += 1

    with bounded():
        asyncio.run(knock())
    assert set(seen) <= REFUSALS | {200, 429, 503, 422}, seen
    assert world.round(pc, pc.frames()).ack.have[0].n == 3


class Talk:
    """A connection that has said all that it says."""

    def __init__(self, said):
        self.said, self.heard = io.BytesIO(said), io.BytesIO()

    def makefile(self, _mode, _size=0):
        return self.said

    def settimeout(self, _seconds):
        pass

    def sendall(self, data):
        self.heard.write(data)


@pytest.mark.skipif(not inputs(0), reason="two offices and a province: make fuzz")
def test_a_hubs_door(tmp_path):
    with an_open_office(tmp_path) as office, a_pair(tmp_path, office) as (here, other):
        hub = a_desk_of_a_hub(here)
        try:
            knocked(hub, asked(other, here.store.device))
        finally:
            hub.close()
        assert here.store.verify().is_sound


@contextmanager
def a_pair(folder, office):
    """Two PCs that know each other; the second has something that the first has not."""
    province, here = Province(folder / "gateway", office.clock, FACTS.commune_code), a_desk(office)
    province.enrols(here)
    with a_second_pc(folder, here, province) as second:
        for desk in (here, second.desk, here):
            a_dossier(desk)
            one_round(desk)
        a_dossier(second.desk)
        yield here, second.desk
    province.closes()


def a_desk_of_a_hub(desk):
    """What listens at a counter, without its socket."""
    secret, shelf = desk.store.hand_over_key(), Shelf(dictionaries())

    def session():
        opened = hub_store.open_session(desk.profile, secret, desk.machine, lambda _touched: None)
        return hub_child.HubSession(opened)

    def now():
        return milliseconds(desk.machine.clock.now())

    return Desk(Means(open=session, name="Quầy 1", now=now, shelf=shelf), bytes(32))


def asked(desk, hub):
    """A right request of that PC to that hub, and how its next ones may be changed."""
    session, device = desk.store.sync_session(), desk.store.device
    with session.page() as page:
        page.seal()
        server = Server(hub.device, hub.signer().public_key, gives_order=False)
        client = Client(device.signer(), server, desk.machine.entropy)
        body = client.request(page.journal, device.author, Window()).body
    session.close()
    hello, *rest = RecordReader().feed(body)
    frames = [one.body for one in rest if one.type is RecordType.FRAME]
    return Words(read_hello(hello.body), device.signer(), frames, [body])


def knocked(hub, words):
    """Whole requests, and such as were changed anywhere in their head; 0: it just hung up."""
    server: Any = SimpleNamespace(desk=hub)
    seen = Counter[int]()
    draw = random.Random(6)  # noqa: S311 - the same requests again
    heads = mutated(
        [b"POST /v1/sync HTTP/1.1\r\nHost: a\r\n", b"POST /v1/standing HTTP/1.1\r\nHost: a\r\n",
         b"GET /v1/hub?nonce=" + b"0f" * 16 + b" HTTP/1.1\r\n",
         b"GET /v1/hub/proof HTTP/1.1\r\n", b"GET /v1/hub/changes?since=0 HTTP/1.1\r\n"],
        1 << 60, 8,
    )  # fmt: skip
    with bounded():
        for _ in range(inputs(0, 2)):
            body = words.next()
            head = b"POST /v1/sync HTTP/1.1\r\n" if draw.random() < 0.7 else next(heads)
            length = b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body)
            talk: Any = Talk(head + length + body)
            _Neighbour(talk, ("127.0.0.1", 1), server)
            said = talk.heard.getvalue()
            seen[int(said.split()[1]) if said.startswith(b"HTTP/1") else 0] += 1
    assert set(seen) <= REFUSALS | {0, 200, 501, 505, 414, 431}, seen
    assert seen[200]
