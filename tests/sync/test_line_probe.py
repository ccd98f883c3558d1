"""A broken line is told by the link that breaks it: real TCP and TLS on the loopback."""

import itertools
import socket
import threading
from datetime import timedelta

import msgspec
import pytest

from sync.carriers.http import Server
from sync.carriers.line_faults import Fault, LineFault, Stopped
from sync.carriers.line_probe import Asker, Limits, LineProbe, proxy_for
from sync.carriers.patience import Patience
from sync.carriers.tls_judge import interceptor
from sync.gateway.ca import Authority
from sync.protocol.answers import Problem, SignedTime, write_problem, write_time
from sync.protocol.signing import Signer
from sync.protocol.standing import Known, Standing, write_standing
from tests.helpers.gateway_line import open_line
from tests.helpers.gateway_portal import Portal, page
from tests.helpers.gateway_world import SI_LO_LAU, START
from tests.helpers.patience import PATIENCE

YEAR = 365 * 24 * 3600 * 1000
SERVER = Signer(bytes([7]) * 32)
HTML = b"<html>Vui long dang nhap mang</html>"
PATIENT = Limits(*[PATIENCE] * 5)
FIRST = (1).to_bytes(16, "big")
NOBODY = Asker()


@pytest.fixture(scope="module")
def authority():
    return Authority.make("Tinh", START)


@pytest.fixture
def somebody(tmp_path, authority):
    """Who answers in the server's place, by default under a good certificate."""

    def answers(reply, leaf=None, *, is_plain=False):
        leaf = None if is_plain else leaf or authority.issue(["127.0.0.1"], START)
        return Portal(tmp_path / "portal", leaf, reply if callable(reply) else lambda _: reply)

    return answers


def _probe(url, authority, now=START, plain_port=0, limits=PATIENT):
    drawn = itertools.count(1)
    server = Server(url, authority.certificate_pem, SERVER.public_key)
    entropy = lambda size: next(drawn).to_bytes(size, "big")  # noqa: E731
    return LineProbe(server, lambda: now, entropy, limits, plain_port)


def _walked(probe, asker=NOBODY):
    """Where a walk along the line ends."""
    try:
        probe.find_name()
        probe.look_for_portal()
        probe.connect()
        probe.shake_hands()
        return probe.ask_standing(asker)
    except LineFault as why:
        return why.fault
    finally:
        probe.close()


def _time(nonce, at=START):
    return write_time(SignedTime(server=SERVER.device, nonce=nonce, time=at), SERVER)


def _problem(code, nonce, retry_after=0):
    told = Problem(server=SERVER.device, nonce=nonce, time=START, code=code)
    return write_problem(msgspec.structs.replace(told, retry_after=retry_after), SERVER)


def test_a_good_line_holds_to_its_end(tmp_path):
    with open_line(tmp_path / "gateway") as line:
        pc = line.world.enrols(1)
        pc.does(2)
        line.round(pc)
        probe = LineProbe(line.server, line.world.clock, line.nonce, PATIENT)
        told = _walked(probe, Asker(pc.signer, "AAAA"))
    assert (told.known, told.commune, told.have) == (Known.KNOWN, SI_LO_LAU, 2)


def test_before_anybody_has_signed_in_the_line_is_walked_too(tmp_path):
    with open_line(tmp_path / "gateway") as line:
        probe = LineProbe(line.server, line.world.clock, line.nonce, PATIENT)
        assert _walked(probe).known is Known.NOBODY


def test_nobody_listens(authority):
    assert _walked(_probe("https://127.0.0.1:9", authority)) is Fault.TCP_REFUSED


def test_a_server_that_takes_the_connection_and_says_nothing(authority):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://127.0.0.1:{silent.getsockname()[1]}"
        probe = _probe(url, authority, limits=PATIENT._replace(shake=0.3))
        assert _walked(probe) is Fault.TLS_BROKEN


def test_a_full_queue_is_a_black_hole(authority):
    """Nobody takes what knocks: the first packets go unanswered, as behind a firewall."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        where = full.getsockname()
        knocks = [socket.socket() for _ in range(4)]
        for one in knocks:
            one.setblocking(False)
            one.connect_ex(where)
        try:
            limits = PATIENT._replace(connect=0.5)
            found = _walked(_probe(f"https://127.0.0.1:{where[1]}", authority, limits=limits))
        finally:
            for one in knocks:
                one.close()
    assert found is Fault.TCP_SILENT


@pytest.mark.parametrize(
    "reply",
    [
        page("302 Found", b"", "Location: http://wifi.example/login"),
        page("302 Found", b"", "Location: /login"),
        page("200 OK", HTML, "Content-Type: text/html"),
        page("511 Network Authentication Required", HTML),
        page("302 Found", b"", "Location: http://[wifi/login"),
    ],
)
def test_a_network_that_asks_for_a_sign_in_is_found_in_the_open(somebody, authority, reply):
    with somebody(reply, is_plain=True) as portal:
        port = int(portal.url.rsplit(":", 1)[1])
        assert _walked(_probe("https://127.0.0.1:9", authority, plain_port=port)) is Fault.PORTAL


@pytest.mark.parametrize(
    "reply",
    [
        page("301 Moved", b"", "Location: https://127.0.0.1/v1/time"),
        page("404 Not Found", HTML),
        page("200 OK", _time(FIRST)),
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 " + b"2" * 5000 + b" OK\r\n\r\n",
        b"HTTP/1.1 404 No\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
        bytes(range(256)) * 4000,
    ],
)
def test_a_server_that_leads_on_to_itself_is_no_portal(somebody, authority, reply):
    with somebody(reply, is_plain=True) as other:
        port = int(other.url.rsplit(":", 1)[1])
        found = _walked(_probe("https://127.0.0.1:9", authority, plain_port=port))
    assert found is Fault.TCP_REFUSED


def test_another_authority_is_foreign(somebody, authority):
    other = Authority.make("Tinh", START).issue(["127.0.0.1"], START)
    with somebody(page("404 Not Found", b""), other) as portal:
        assert _walked(_probe(portal.url, authority)) is Fault.TLS_FOREIGN


def test_a_sign_in_page_under_its_own_certificate_is_a_portal(somebody, authority):
    other = Authority.make("wifi", START).issue(["127.0.0.1"], START)
    with somebody(page("302 Found", b"", "Location: https://wifi/login"), other) as portal:
        assert _walked(_probe(portal.url, authority)) is Fault.TLS_PORTAL


def test_who_opens_the_line_and_passes_it_on_is_found_by_our_servers_own_word(somebody, authority):
    other = Authority.make("ai do", START).issue(["127.0.0.1"], START)
    with somebody(lambda _: page("200 OK", _time(FIRST)), other) as between:
        assert _walked(_probe(between.url, authority)) is Fault.TLS_INTERCEPTED


def test_an_antivirus_is_known_by_its_name(somebody, authority):
    other = Authority.make("Kaspersky Web Anti-Virus Root", START).issue(["127.0.0.1"], START)
    with somebody(page("404 Not Found", b""), other) as between:
        assert _walked(_probe(between.url, authority)) is Fault.TLS_INTERCEPTED
    assert interceptor("Bkav CA") == "bkav"
    assert interceptor("Tỉnh Lai Châu") == ""


def test_a_certificate_for_another_name(somebody, authority):
    with somebody(page("200 OK", b""), authority.issue(["khac.example"], START)) as portal:
        assert _walked(_probe(portal.url, authority)) is Fault.TLS_OTHER_NAME


@pytest.mark.parametrize(
    ("now", "days"),
    [(START - YEAR, "-365"), (START + 30 * YEAR, "+10950")],
    ids=["behind", "ahead"],
)
def test_a_wrong_clock_is_told_from_a_bad_certificate(tmp_path, now, days):
    with open_line(tmp_path / "gateway") as line:
        probe = LineProbe(line.server, lambda: now, line.nonce, PATIENT)
        probe.find_name()
        with pytest.raises(LineFault) as told:
            probe.shake_hands()
        probe.close()
    assert (told.value.fault, told.value.figure) == (Fault.TLS_CLOCK, days)


@pytest.mark.parametrize(
    ("begins", "fault"),
    [(START - 3 * YEAR, Fault.TLS_EXPIRED), (START + 2 * YEAR, Fault.TLS_NOT_YET)],
)
@pytest.mark.parametrize("is_told", [True, False], ids=["time told", "no time"])
def test_a_certificate_out_of_its_time_by_the_servers_own_time(
    somebody, authority, begins, fault, is_told
):
    leaf = authority.issue(["127.0.0.1"], begins, timedelta(days=60))
    reply = page("200 OK", _time(FIRST)) if is_told else page("500 Broken", b"")
    with somebody(reply, leaf) as portal:
        assert _walked(_probe(portal.url, authority)) is fault


def test_somebody_who_speaks_no_tls(somebody, authority):
    with somebody(lambda _: HTML, is_plain=True) as portal:
        assert _walked(_probe(portal.url, authority)) is Fault.TLS_NONE


def _standing(spoken):
    told = Standing(
        server=SERVER.device, nonce=FIRST, time=START, spoken=spoken, known=Known.NOBODY
    )
    return page("200 OK", write_standing(told, SERVER))


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        (page("426 Upgrade Required", _problem("version_refused", FIRST)), Fault.PROGRAM_OLD),
        (_standing((8, 9)), Fault.PROGRAM_OLD),
        (_standing((0,)), Fault.PROGRAM_NEW),
        (page("404 Not Found", b"Not Found"), Fault.PROGRAM_NEW),
        (page("500 Internal Server Error", b"Internal Server Error"), Fault.GATEWAY_FAILS),
        (page("502 Bad Gateway", HTML), Fault.GATEWAY_FAILS),
        (page("503 Busy", HTML), Fault.GATEWAY_BUSY),
        (page("507 Full", _problem("storage", FIRST, 300)), Fault.GATEWAY_BUSY),
        (page("400 Bad Request", _problem("malformed", FIRST)), Fault.GATEWAY_FAILS),
        (page("403 Forbidden", HTML), Fault.ANSWER_UNSIGNED),
        (page("200 OK", HTML), Fault.ANSWER_UNSIGNED),
        (page("200 OK", _standing((1,))), Fault.ANSWER_UNSIGNED),
        (b"SSH-2.0", Fault.ANSWER_UNSIGNED),
    ],
)
def test_what_the_server_answers_is_told_apart(somebody, authority, reply, fault):
    with somebody(reply) as portal:
        assert _walked(_probe(portal.url, authority)) is fault


def test_a_server_that_falls_silent_after_the_handshake(somebody, authority):
    with somebody(page("200 OK", b"")) as portal:
        portal.pause = 5
        probe = _probe(portal.url, authority, limits=PATIENT._replace(answer=0.3))
        assert _walked(probe) is Fault.ANSWER_SILENT


@pytest.mark.parametrize("name", ["mot-cua.invalid", "a" * 70 + ".example"])
def test_a_name_that_nobody_knows(authority, name, monkeypatch):
    def unknown(*_):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    if name.endswith("invalid"):
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: unknown())
    assert _walked(_probe(f"https://{name}", authority)) is Fault.NAME_UNKNOWN


@pytest.mark.parametrize("address", ["0.0.0.0", "127.0.0.1", "169.254.1.1", "240.0.0.1"])  # noqa: S104
def test_a_name_that_leads_nowhere_is_a_lie(authority, address, monkeypatch):
    found = [(None, None, None, "", (address, 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)
    assert _walked(_probe("https://cong.laichau.example", authority)) is Fault.NAME_LIES


def test_who_has_had_enough_waits_no_longer():
    patience, never = Patience(), threading.Event()
    threading.Timer(0.1, patience.stop).start()
    with pytest.raises(Stopped):
        patience.wait_for(never.wait, 30)
    never.set()
    with pytest.raises(Stopped):
        patience.check()


def test_the_offices_proxy_is_asked_first_and_never_for_this_pc(monkeypatch):
    monkeypatch.setenv("https_proxy", "http://10.0.0.1:3128")
    assert proxy_for("cong.laichau.example") == ("10.0.0.1", 3128)
    assert proxy_for("127.0.0.1") is None
    monkeypatch.setenv("no_proxy", "laichau.example")
    assert proxy_for("cong.laichau.example") is None


@pytest.mark.parametrize("answer", ["200 OK", "407 Proxy Authentication Required"])
def test_a_proxy_passes_on_or_says_no(authority, monkeypatch, answer):
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        port = proxy.getsockname()[1]
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{port}")

        def answers():
            talk, _ = proxy.accept()
            with talk:
                talk.recv(4096)
                talk.sendall(f"HTTP/1.1 {answer}\r\n\r\n".encode())

        serving = threading.Thread(target=answers)
        serving.start()
        probe = _probe("https://cong.laichau.example", authority)
        probe.find_name()
        if answer.startswith("200"):
            probe.connect()
            probe.close()
        else:
            with pytest.raises(LineFault) as told:
                probe.connect()
            assert (told.value.fault, told.value.figure) == (Fault.PROXY_REFUSES, "407")
        serving.join()


def test_a_sign_in_page_that_never_ends_is_found_all_the_same(authority):
    """It announces no length and hangs up never, whatever it was asked."""
    with socket.create_server(("127.0.0.1", 0)) as portal:
        ended = threading.Event()

        def answers():
            talk, _ = portal.accept()
            with talk:
                talk.recv(4096)
                talk.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://wifi/\r\n\r\n")
                ended.wait(PATIENCE)

        serving = threading.Thread(target=answers)
        serving.start()
        limits = PATIENT._replace(plain=0.5)
        port = portal.getsockname()[1]
        found = _walked(_probe("https://127.0.0.1:9", authority, plain_port=port, limits=limits))
        ended.set()
        serving.join()
    assert found is Fault.PORTAL


def test_a_slow_handshake_is_no_broken_line(somebody, authority):
    """Each link has its own time: that of the connection is over when the handshake begins."""
    leaf = authority.issue(["127.0.0.1"], START)
    with somebody(_standing((1,)), leaf) as behind, socket.create_server(("127.0.0.1", 0)) as slow:
        port = int(behind.url.rsplit(":", 1)[1])

        def passes_on():
            near, _ = slow.accept()
            with near, socket.create_connection(("127.0.0.1", port)) as far:
                hello = near.recv(4096)
                threading.Event().wait(0.8)
                far.sendall(hello)
                near.sendall(far.recv(8192))
                near.recv(4096)

        serving = threading.Thread(target=passes_on)
        serving.start()
        url = f"https://127.0.0.1:{slow.getsockname()[1]}"
        probe = _probe(url, authority, limits=PATIENT._replace(connect=0.3))
        probe.find_name()
        probe.connect()
        probe.shake_hands()
        probe.close()
        serving.join()


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:9", "http://127.0.0.1:port"])
def test_a_proxy_that_is_not_there_is_not_blamed_on_the_province(authority, monkeypatch, proxy):
    monkeypatch.setenv("https_proxy", proxy)
    assert _walked(_probe("https://cong.laichau.example", authority)) is Fault.PROXY_REFUSES
