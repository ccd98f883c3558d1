"""What the carrier says about whatever stood in the way; real TLS on the loopback."""

import ssl
import threading
import warnings

import pytest
from urllib3.exceptions import SystemTimeWarning

from sync.carriers import pinned, session
from sync.carriers.first_word import FirstWord, OtherName, is_called
from sync.carriers.http import enrol
from sync.carriers.traffic import Traffic
from sync.gateway.ca import Authority
from sync.gateway.enrolment import invite
from sync.protocol.answers import Problem, write_problem
from sync.protocol.enrolment import apply_with, read_welcome
from sync.protocol.errors import (
    CaptivePortal,
    CodeRefused,
    CursorLost,
    EpochChanged,
    Malformed,
    NotAuthorised,
    ServerBusy,
    Unreachable,
    UntrustedServer,
    VersionRefused,
)
from sync.protocol.messages import Ack, Mark, write_ack
from sync.protocol.records import RecordType, write_end, write_record
from sync.protocol.signing import Signer
from tests.helpers.carrying import HTML, NONCE, SERVER, a_carrier
from tests.helpers.gateway_portal import Portal, page
from tests.helpers.gateway_world import SI_LO_LAU, START


def _problem(code, retry_after=0, signer=SERVER, nonce=NONCE):
    problem = Problem(
        server=signer.device, nonce=nonce, time=START, code=code, retry_after=retry_after
    )
    return write_problem(problem, signer)


@pytest.mark.parametrize(
    "reply",
    [
        page("200 OK", HTML, "Content-Type: text/html"),
        page("200 OK", b""),
        page("200 OK", b"\x04\x00\x00\x00\x60" + bytes(96)),
        page("302 Found", b"", "Location: https://127.0.0.1:9/login"),
        page("401 Unauthorized", HTML),
        page("403 Forbidden", HTML),
        page("511 Network Authentication Required", HTML),
        page("403 Forbidden", _problem("unknown_device", signer=Signer(bytes([8]) * 32))),
        page("403 Forbidden", _problem("unknown_device", nonce=bytes([9]) * 16)),
    ],
)
def test_what_the_server_did_not_sign_is_a_portals_word(somebody, authority, reply):
    with (
        somebody(reply) as portal,
        a_carrier(portal.url, authority) as carrier,
        pytest.raises(CaptivePortal),
    ):
        carrier.sync(b"body", NONCE)


def test_a_signed_answer_to_an_earlier_request_is_no_acknowledgement(line, somebody):
    pc = line.world.enrols(1)
    body = pc.request([])
    with line.carrier() as carrier:
        old = carrier.sync(body, pc.counter.to_bytes(16, "big"))
    gateway = line.world.gateway
    known = Authority.load(
        gateway.folder.authority_pem(), (gateway.folder.path / "ca.key").read_bytes()
    )
    with (
        somebody(page("200 OK", old), known.issue(["127.0.0.1"], START)) as portal,
        line.carrier(url=portal.url) as carrier,
        pytest.raises(CaptivePortal),
    ):
        carrier.sync(pc.request([]), pc.counter.to_bytes(16, "big"))


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        ("400 Bad Request", "malformed", Malformed),
        ("401 Unauthorized", "bad_signature", NotAuthorised),
        ("403 Forbidden", "unknown_device", NotAuthorised),
        ("403 Forbidden", "code_refused", CodeRefused),
        ("408 Request Timeout", "stalled", Unreachable),
        ("409 Conflict", "epoch", EpochChanged),
        ("410 Gone", "cursor", CursorLost),
        ("426 Upgrade Required", "version_refused", VersionRefused),
    ],
)
def test_what_the_server_refuses_and_signs_is_named(somebody, authority, status, code, error):
    with (
        somebody(page(status, _problem(code))) as portal,
        a_carrier(portal.url, authority) as carrier,
        pytest.raises(error) as refused,
    ):
        carrier.sync(b"body", NONCE)
    assert type(refused.value) is error
    assert code in refused.value.detail


@pytest.mark.parametrize("status", ["413 Too Large", "429 Too Many", "503 Unavailable"])
def test_a_busy_server_says_when_to_come_back(somebody, authority, status):
    reply = page(status, _problem("server_busy", retry_after=90))
    with (
        somebody(reply) as portal,
        a_carrier(portal.url, authority) as carrier,
        pytest.raises(ServerBusy) as busy,
    ):
        carrier.sync(b"body", NONCE)
    assert busy.value.retry_after == 90


def test_a_machine_in_front_of_the_server_may_be_busy_without_a_signature(somebody, authority):
    reply = page("503 Unavailable", HTML, "Retry-After: 7")
    with (
        somebody(reply) as portal,
        a_carrier(portal.url, authority) as carrier,
        pytest.raises(ServerBusy) as busy,
    ):
        carrier.sync(b"body", NONCE)
    assert busy.value.retry_after == 7


def test_a_certificate_of_another_authority_is_not_trusted_and_hears_nothing(somebody, authority):
    other = Authority.make("Tinh", START).issue(["127.0.0.1"], START)
    with (
        somebody(page("200 OK", b""), other) as portal,
        a_carrier(portal.url, authority) as carrier,
        pytest.raises(UntrustedServer),
    ):
        carrier.sync(b"body", NONCE)
    assert portal.requests == []


def test_the_worlds_authorities_are_not_ours(somebody, authority, tmp_path, monkeypatch):
    world = Authority.make("Thế giới", START)
    (tmp_path / "world.pem").write_bytes(world.certificate_pem)
    bundle = str(tmp_path / "world.pem")
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", bundle)
    with (
        somebody(page("200 OK", b""), world.issue(["127.0.0.1"], START)) as portal,
        a_carrier(portal.url, authority) as carrier,
        pytest.raises(UntrustedServer),
    ):
        carrier.sync(b"body", NONCE)


def test_a_certificate_for_another_name_is_not_trusted(somebody, authority):
    with (
        somebody(page("200 OK", b""), authority.issue(["khac.example"], START)) as portal,
        a_carrier(portal.url, authority) as carrier,
        pytest.raises(UntrustedServer),
    ):
        carrier.sync(b"body", NONCE)


def test_a_gateway_of_another_name_does_not_hear_the_one_time_code(somebody):
    gateways = Authority.make("Motcua Lai Châu", START).issue(["localhost", "tinh.example"], START)
    with somebody(page("200 OK", b""), gateways) as found, pytest.raises(OtherName):
        enrol(found.url, b"application")
    assert found.requests == []


@pytest.mark.parametrize(
    ("host", "is_its_name"),
    [
        ("tinh.example", True),
        ("TINH.example.", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("cong.xa.example", True),
        ("127.0.0.2", False),
        ("xa.example", False),
        ("", False),
    ],
)
def test_the_name_of_a_gateway_is_compared_as_certificates_write_it(host, is_its_name):
    names = ["tinh.example", "127.0.0.1", "::1", "*.xa.example"]
    for by, called in (("Motcua Lai Châu", is_its_name), ("Cổng Wi-Fi", True)):
        leaf = Authority.make(by, START).issue(names, START)
        assert is_called(ssl.PEM_cert_to_DER_cert(leaf.certificate.decode()), host) is called
    assert is_called(b"noise", host)


def test_nobody_there_is_unreachable(authority):
    with (
        a_carrier("https://127.0.0.1:9", authority) as carrier,
        pytest.raises(Unreachable),
    ):
        carrier.sync(b"body", NONCE)


def test_a_portal_that_speaks_no_tls_is_unreachable(tmp_path, authority):
    with (
        Portal(tmp_path, None, lambda _: HTML) as portal,
        a_carrier(portal.url, authority) as carrier,
        pytest.raises(Unreachable),
    ):
        carrier.sync(b"body", NONCE)


def test_a_line_that_dies_before_the_first_word_says_nothing(somebody, authority):
    cut = page("200 OK", _acknowledged())[:-100]
    with (
        somebody(cut) as portal,
        a_carrier(portal.url, authority) as carrier,
        pytest.raises(Unreachable),
    ):
        carrier.sync(b"body", NONCE)


@pytest.fixture
def impatient(monkeypatch):
    """A stall time-out of a third of a second."""
    for module in (session, pinned):
        monkeypatch.setattr(module, "STALL_SECONDS", 0.3)


def _acknowledged():
    ack = Ack(
        protocol=1,
        server=SERVER.device,
        log_epoch="e",
        time=START,
        nonce=NONCE,
        counter=1,
        have=(),
        head=Mark(0, bytes(32)),
    )
    record = write_record(RecordType.ACK, write_ack(ack, SERVER))
    return record + write_end(1)


def test_a_server_that_says_nothing_is_given_up(somebody, authority, impatient):
    with somebody(page("200 OK", _acknowledged())) as portal:
        portal.pause = 5
        with a_carrier(portal.url, authority) as carrier, pytest.raises(Unreachable):
            carrier.sync(b"body", NONCE)


@pytest.mark.parametrize("is_encrypted", [True, False])
def test_who_waits_for_a_silent_server_can_be_told_to_stop(somebody, authority, is_encrypted):
    came, may_go = threading.Event(), threading.Event()

    def says_nothing(_request: bytes) -> bytes:
        came.set()
        may_go.wait()
        return b" "

    def hang_up() -> None:
        came.wait()
        carrier.hang_up()

    portal = somebody(says_nothing)
    if not is_encrypted:  # the server is silent from the first word on
        portal._context = None
    with portal, a_carrier(portal.url, authority) as carrier:
        hanging_up = threading.Thread(target=hang_up)
        hanging_up.start()
        with pytest.raises(Unreachable):
            carrier.sync(b"body", NONCE)
        may_go.set()
        hanging_up.join()


def test_who_has_hung_up_does_not_begin_again(somebody, authority):
    with somebody(page("200 OK", _acknowledged())) as portal:
        with a_carrier(portal.url, authority) as carrier:
            carrier.hang_up()
            with pytest.raises(Unreachable):
                carrier.sync(b"body", NONCE)
        assert portal.requests == []


def test_a_slow_line_is_never_given_up_while_bytes_come(somebody, authority, impatient):
    reply = page("200 OK", _acknowledged())
    with somebody(reply) as portal:
        portal.piece, portal.pause = len(reply) // 10, 0.1
        with a_carrier(portal.url, authority) as carrier:
            assert carrier.sync(b"body", NONCE) == _acknowledged()


def test_what_came_before_the_line_died_is_used(somebody, authority):
    whole = _acknowledged()
    cut = page("200 OK", whole + bytes(90))[:-80]
    with somebody(cut) as portal, a_carrier(portal.url, authority) as carrier:
        assert carrier.sync(b"body", NONCE).startswith(whole)


def test_a_proxy_of_the_system_is_never_asked_on_the_loopback(line, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere")
    pc = line.world.enrols(1)
    assert line.round(pc).ack.have


def test_bytes_and_round_trips_are_counted(line):
    pc = line.world.enrols(1)
    pc.does(20)
    body = pc.request(pc.frames())
    with line.carrier() as carrier:
        answer = carrier.sync(body, pc.counter.to_bytes(16, "big"))
        cost = carrier.traffic
    assert len(body) < cost.bytes_up < len(body) + 300
    assert len(answer) < cost.bytes_down < len(answer) + 300
    assert cost.round_trips == 1


def test_a_pc_enrols_over_the_line_without_knowing_the_authority(line):
    code = invite(line.world.gateway, SI_LO_LAU, "office").code
    signer = Signer(bytes([3]) * 32)
    body = enrol(line.embedded.url, apply_with(code, signer, "Máy 3", 1))
    welcome = read_welcome(body, code, signer.public_key)
    assert welcome.authority == line.server.authority


def test_a_wrong_code_is_refused_over_the_line(line):
    signer = Signer(bytes([3]) * 32)
    with pytest.raises(CodeRefused):
        enrol(line.embedded.url, apply_with("0000000000", signer, "Máy 3", 1))


def test_a_pc_that_knows_the_authority_enrols_nowhere_else(line, authority):
    with pytest.raises(UntrustedServer):
        enrol(line.embedded.url, b"application", authority.certificate_pem)


def test_a_portal_in_the_way_of_an_enrolment_is_named(somebody):
    with somebody(page("403 Forbidden", HTML)) as portal, pytest.raises(CaptivePortal):
        enrol(portal.url, b"application")


def test_a_clock_that_is_years_behind_is_told_in_words_and_not_by_the_library():
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        session.Session("https://127.0.0.1:9", FirstWord.unproven(), Traffic()).close()
        warnings.warn("the year 2009", SystemTimeWarning, stacklevel=1)
    assert said == []
