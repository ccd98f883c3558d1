"""Who is not of this commune gets nothing from its server, and who is no server gets nothing."""

import socket
import ssl
import threading
from contextlib import contextmanager

import msgspec
import pytest

from app.domain.history import Aside
from app.store.faults import StoreFault
from app.usecases import hub
from app.usecases.hub_round import trust_of
from app.usecases.synchronise import one_round
from sync.carriers.neighbour import Address, HubLine, read_address
from sync.carriers.neighbour_faults import (
    HubForged,
    HubIsHere,
    HubOfOtherCommune,
    HubRevoked,
    HubSaysRevoked,
    HubUnknown,
    NotAHub,
)
from sync.gateway.acts import Acts
from sync.hub.tls import make_tls
from sync.peer.neighbour import read_neighbour
from sync.peer.pace import Window
from sync.peer.request import Client, Server
from sync.protocol.card import HubCard, write_card
from sync.protocol.errors import Malformed, NotAuthorised, Unreachable
from sync.protocol.records import RecordType, write_end, write_record
from sync.protocol.signing import Signer
from tests.helpers.desk import FACTS, a_desk, a_dossier
from tests.helpers.hub import a_hub
from tests.helpers.office import THE_OFFICE, a_machine, an_office, an_open_office
from tests.helpers.patience import PATIENCE
from tests.helpers.province import Province
from tests.helpers.two_pcs import a_second_pc


@contextmanager
def two_pcs(folder):
    """Two PCs that have heard of each other, and their province."""
    with an_open_office(folder) as office:
        province = Province(folder / "gateway", office.clock, FACTS.commune_code)
        mine = a_desk(office)
        province.enrols(mine)
        with a_second_pc(folder, mine, province) as second:
            one_round(mine)
            one_round(second.desk)
            yield mine, second.desk, province
        province.closes()


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """For all that leave them as they were."""
    with two_pcs(tmp_path_factory.mktemp("pair")) as pair:
        yield pair


@pytest.fixture
def enrolled(pair):
    return pair[0]


@pytest.fixture
def other(pair):
    return pair[1]


@contextmanager
def an_impostor(folder, answers):
    """Something that listens with a certificate of its own, and answers a card it was handed."""
    tls = make_tls(folder, "IMPOSTOR", a_machine(9).entropy)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def run():
            plain, _ = listener.accept()
            with tls.context.wrap_socket(plain, server_side=True) as talk:
                asked = talk.recv(4096)
                nonce = bytes.fromhex(asked.split(b"nonce=")[1][:32].decode())
                body = answers(nonce, tls.certificate)
                talk.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

        thread = threading.Thread(target=run)
        thread.start()
        yield f"127.0.0.1:{listener.getsockname()[1]}"
        thread.join(PATIENCE)


def a_card(desk, **changes):
    """What a PC's server would say of itself."""
    card = HubCard(
        commune=THE_OFFICE.commune,
        device=desk.store.device.device,
        name="Quầy 1",
        certificate=bytes(32),
        protocol=1,
        nonce=bytes(16),
        time=1,
    )
    return msgspec.structs.replace(card, **changes)


def refuses(desk, address, why):
    with pytest.raises(why):
        hub.try_address(desk, address)


def test_a_card_that_another_key_signed_is_forged(tmp_path, enrolled, other):
    def answers(nonce, shown):
        card = a_card(enrolled, nonce=nonce, certificate=shown)
        return write_card(card, Signer(b"z" * 32))

    with an_impostor(tmp_path, answers) as address:
        refuses(other, address, HubForged)


def test_a_genuine_card_that_somebody_passes_on_is_about_another_connection(
    tmp_path, enrolled, other
):
    with a_hub(enrolled) as running:

        def answers(nonce, _shown):
            with HubLine(read_address(running.address), lambda _size: nonce) as line:
                return line.meet()[0]

        with an_impostor(tmp_path, answers) as address:
            refuses(other, address, HubForged)


def test_an_old_card_is_no_answer_to_a_new_question(tmp_path, enrolled, other):
    def answers(_nonce, shown):
        card = a_card(enrolled, certificate=shown)
        return write_card(card, enrolled.store.device.signer())

    with an_impostor(tmp_path, answers) as address:
        refuses(other, address, HubForged)


def test_the_server_of_another_commune_is_not_ours(tmp_path, enrolled, other):
    def answers(nonce, shown):
        card = a_card(enrolled, nonce=nonce, certificate=shown, commune="03430")
        return write_card(card, enrolled.store.device.signer())

    with an_impostor(tmp_path, answers) as address:
        refuses(other, address, HubOfOtherCommune)


def test_a_page_of_a_router_is_no_server(tmp_path, other):
    with an_impostor(tmp_path, lambda _nonce, _shown: b"<html>Router</html>") as address:
        refuses(other, address, NotAHub)


def test_a_machine_that_speaks_no_tls_is_no_server(other):
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def run():
            with listener.accept()[0] as talk:
                talk.sendall(b"220 printer\r\n")

        thread = threading.Thread(target=run)
        thread.start()
        refuses(other, f"127.0.0.1:{listener.getsockname()[1]}", NotAHub)
        thread.join(PATIENCE)


def test_the_own_address_is_said_to_be_it(enrolled):
    one_round(enrolled)
    with a_hub(enrolled) as running:
        refuses(enrolled, running.address, HubIsHere)


def revokes(province, desk):
    gateway = province.running.gateway
    Acts(gateway, "Cán bộ tỉnh").revoke(desk.store.device.device, "mất máy")


def asides(desk, dossier):
    found = desk.store.reader().dossier(dossier.id)
    return found and {one.reason for one in found.set_aside}


def test_a_pc_that_was_revoked_gives_what_it_wrote_and_gets_nothing(tmp_path):
    with two_pcs(tmp_path) as (enrolled, other, province), a_hub(enrolled) as running:
        hub.join(other, running.address)
        early = a_dossier(other)
        one_round(other)
        late = a_dossier(other)
        revokes(province, other)
        one_round(enrolled)
        secret = a_dossier(enrolled)
        before = len(other.store.reader().audit())
        refuses(other, running.address, HubSaysRevoked)
        for _ in range(2):
            with pytest.raises(HubSaysRevoked):
                hub.one_round(other)
        assert len(other.store.reader().audit()) == before
        with pytest.raises(StoreFault):
            other.store.reader().dossier(secret.id)
        assert asides(enrolled, early) == set()
        assert asides(enrolled, late) == {Aside.REVOKED}


def test_a_pc_that_was_revoked_hears_of_nobody_but_itself(tmp_path):
    with two_pcs(tmp_path) as (enrolled, other, province), a_hub(enrolled) as running:
        hub.join(other, running.address)
        before = other.store.reader().certificate(enrolled.store.device.device)
        a_dossier(other)
        hub.one_round(other)
        revokes(province, other)
        a_dossier(enrolled)
        one_round(enrolled)
        answer = asks(other, running.address, before.key)
        assert {held.device for held in answer.ack.have} == {other.store.device.device}
        assert (answer.frames, answer.signed) == ((), ())
        with (session := enrolled.store.sync_session()).reading() as journal:
            assert answer.ack.head.position < journal.order.cursor().position
        session.close()


def asks(desk, address, key):
    """One request as its program would make it."""
    session = desk.store.sync_session()
    with HubLine(read_address(address), desk.machine.entropy) as line:
        card, device = line.greet(trust_of(session)), desk.store.device
        with session.page() as page:
            server = Server(card.device, key, gives_order=False)
            client = Client(device.signer(), server, desk.machine.entropy)
            request = client.request(page.journal, device.author, Window())
        answer = read_neighbour(request, line.sync(request.body, request.nonce))
    session.close()
    return answer


def test_a_server_that_was_revoked_is_gone_to_no_more(tmp_path):
    with two_pcs(tmp_path) as (enrolled, other, province), a_hub(enrolled) as running:
        revokes(province, enrolled)
        one_round(other)
        refuses(other, running.address, HubRevoked)


def test_a_pc_that_the_province_does_not_know_gets_nothing(tmp_path, enrolled, other):
    office = an_office(tmp_path / "stranger", a_machine(11, enrolled.machine.clock), THE_OFFICE)
    stranger = a_desk(office)
    session = stranger.store.sync_session()
    with a_hub(enrolled) as running:
        refuses(stranger, running.address, HubUnknown)
        trust = trust_of(session)._replace(
            key_of=lambda _device: enrolled.store.device.signer().public_key
        )
        with HubLine(read_address(running.address), stranger.machine.entropy) as line:
            card = line.greet(trust)
            server = Server(card.device, b"", gives_order=False)
            device = stranger.store.device
            with session.page() as page:
                client = Client(device.signer(), server, stranger.machine.entropy)
                request = client.request(page.journal, device.author, Window())
            with pytest.raises(NotAuthorised):
                line.sync(request.body, request.nonce)
    session.close()
    office.closes()


def test_a_request_that_somebody_kept_is_told_nothing(enrolled, other):
    a_dossier(enrolled)
    sealing = enrolled.store.sync_session()
    sealing.seal()
    sealing.close()
    with a_hub(enrolled) as running:
        hub.join(other, running.address)
        session = other.store.sync_session()
        with HubLine(read_address(running.address), other.machine.entropy) as line:
            card, device = line.greet(trust_of(session)), other.store.device
            server = Server(card.device, enrolled.store.device.signer().public_key, False)
            with session.page() as page:
                client = Client(device.signer(), server, other.machine.entropy)
                request = client.request(page.journal, device.author, Window())
            first = line.sync(request.body, request.nonce)
            again = line.sync(request.body, request.nonce)
        session.close()
    assert len(again) < len(first)


def raw(address: str, head: bytes) -> ssl.SSLSocket:
    """Talk HTTP by hand."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    where = read_address(address)
    talk = context.wrap_socket(socket.create_connection(where, 10), server_hostname=where.host)
    talk.sendall(head)
    return talk


def test_a_body_too_large_is_refused_before_it_comes(enrolled):
    with a_hub(enrolled) as running:
        head = b"POST /v1/sync HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n"
        with raw(running.address, head) as talk:
            assert b" 413 " in talk.recv(64)


def test_a_body_that_comes_byte_by_byte_is_let_go(enrolled, monkeypatch):
    monkeypatch.setattr("sync.hub.server.STALL_SECONDS", 0.3)
    monkeypatch.setattr("sync.hub.server._SLOWEST", 1 << 20)
    with a_hub(enrolled) as running:
        head = b"POST /v1/sync HTTP/1.1\r\nContent-Length: 1000\r\n\r\n"
        with raw(running.address, head) as talk:
            waits = threading.Event()
            talk.settimeout(0.05)
            said = b""
            for _ in range(100):
                try:
                    talk.sendall(b"\x01")
                    said += talk.recv(64)
                except TimeoutError:
                    waits.wait(0.05)
                except OSError:
                    break
                if said:
                    break
            assert b" 408 " in said


def test_one_pc_cannot_take_all_connections(enrolled, other):
    with a_hub(enrolled) as running:
        where = read_address(running.address)
        held = [socket.create_connection(where, 10) for _ in range(8)]
        with pytest.raises((Unreachable, NotAHub)):
            hub.try_address(other, running.address)
        for each in held:
            each.close()


def test_what_is_no_record_leaves_no_trace(enrolled, other):
    before = len(enrolled.store.reader().audit())
    rubbish = write_record(RecordType.FRAME, b"MCF1" + bytes(200)) + write_end(1)
    with a_hub(enrolled) as running:
        head = b"POST /v1/sync HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(rubbish)
        with raw(running.address, head + rubbish) as talk:
            assert b" 400 " in talk.recv(64)
    assert len(enrolled.store.reader().audit()) == before


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("192.168.1.5", Address("192.168.1.5", 8475)),
        (" https://192.168.1.5:9000/ ", Address("192.168.1.5", 9000)),
        ("quay-1", Address("quay-1", 8475)),
        ("[fe80::1]:9000", Address("fe80::1", 9000)),
    ],
)
def test_an_address_is_understood_as_people_type_it(typed, meant):
    assert read_address(typed) == meant


@pytest.mark.parametrize("typed", ["", ":", "a b", "x/y", "1.2.3.4:0", "1.2.3.4:99999", "h:8x"])
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(Malformed):
        read_address(typed)


def test_nothing_of_the_servers_key_lies_on_the_disk(enrolled):
    with a_hub(enrolled):
        assert not list(enrolled.profile.path.glob("*.pem"))
