"""Papers that were scanned reach the province: whole, of the right commune, named by an act."""

import errno
import threading

import pytest

from sync.carriers.replies import Reply
from sync.files import tus
from sync.files.address import MOST_BYTES, address_of
from sync.files.calls import CALL_HEADER, Verb, write_call
from sync.files.depot import RESERVE, Depot, Upload
from sync.files.faults import (
    NoRoom,
    NoSuchUpload,
    NotNamed,
    OldCall,
    WrongContent,
)
from sync.files.sending import fetch
from sync.files.slices import Slices
from sync.gateway.file_desk import FileDesk
from sync.gateway.status import status
from sync.protocol.errors import (
    CaptivePortal,
    Malformed,
    NotAuthorised,
    ServerBusy,
    TooLarge,
)
from tests.helpers.gateway_files import a_scan, caller_of, file_line, sends, slice_head
from tests.helpers.gateway_line import eventually, open_line, post_head, send_raw
from tests.helpers.gateway_world import DAO_SAN, SI_LO_LAU

SCAN = a_scan()
SHA = address_of(SCAN)
TUS = {tus.RESUMABLE: tus.VERSION}
SLICE = TUS | {"Content-Type": tus.SLICE_TYPE}


@pytest.fixture
def pc(line):
    """A PC that has recorded a scan and had its round."""
    one = line.world.enrols(1)
    one.does(files=[SHA])
    line.round(one)
    return one


@pytest.fixture
def carrier(line):
    with line.carrier() as one:
        yield one


def lies(line, commune=SI_LO_LAU, sha=SHA):
    """What lies under that address at the gateway, whole."""
    path = line.world.gateway.folder.files(commune) / sha[:2] / sha
    return path.read_bytes() if path.exists() else None


def test_a_file_goes_up_slice_by_slice_and_counts_with_its_last_byte(line, pc, carrier):
    files = file_line(carrier, pc)
    begun = files.begin(SHA, len(SCAN))
    assert (begun.offset, begun.size, begun.whole) == (0, len(SCAN), 0)
    half = files.go_on(SHA, 0, SCAN[:200_000])
    assert (half.offset, half.whole) == (200_000, 0)
    assert lies(line) is None
    assert files.ask(SHA).offset == 200_000
    end = files.go_on(SHA, 200_000, SCAN[200_000:])
    assert end.whole
    assert lies(line) == SCAN
    assert not list(line.world.gateway.folder.files(SI_LO_LAU).glob("*/*.*"))


def test_the_operator_sees_how_many_of_the_files_have_come(line, pc, carrier):
    def told():
        (commune,) = (
            one for one in status(line.world.gateway)["communes"] if one["code"] == SI_LO_LAU
        )
        return commune["files_held"], commune["files_named"]

    files = file_line(carrier, pc)
    assert told() == (0, 1)
    files.begin(SHA, len(SCAN))
    files.go_on(SHA, 0, SCAN[:100])
    assert told() == (0, 1)
    sends(files, SCAN)
    assert told() == (1, 1)


def test_a_file_that_is_there_is_not_sent_again(line, pc, carrier):
    files = file_line(carrier, pc)
    sends(files, SCAN)
    before = carrier.traffic.bytes_up
    assert sends(files, SCAN) == 1
    assert carrier.traffic.bytes_up - before < 2000


def test_a_file_half_sent_by_one_pc_is_completed_by_another(line, pc, carrier):
    file_line(carrier, pc).begin(SHA, len(SCAN))
    file_line(carrier, pc).go_on(SHA, 0, SCAN[:150_000])
    other = line.world.enrols(2)
    line.round(other)
    assert sends(file_line(carrier, other), SCAN, 1 << 20) == 1
    assert lies(line) == SCAN


def test_another_pc_of_the_commune_can_have_it(line, pc, carrier):
    sends(file_line(carrier, pc), SCAN)
    other = line.world.enrols(2)
    line.round(other)
    got = fetch(file_line(carrier, other), SHA, lambda: 0.0, Slices(50_000))
    assert got == SCAN


def test_a_file_that_no_act_names_is_refused(line, pc, carrier):
    other = a_scan(seed=2)
    with pytest.raises(NotNamed):
        file_line(carrier, pc).begin(address_of(other), len(other))


def test_another_communes_file_is_neither_taken_nor_told_nor_handed_out(line, pc, carrier):
    sends(file_line(carrier, pc), SCAN)
    stranger = line.world.enrols(9, DAO_SAN)
    line.round(stranger)
    files = file_line(carrier, stranger)
    with pytest.raises(NotNamed):
        files.begin(SHA, len(SCAN))
    assert files.ask(SHA).size == 0
    with pytest.raises(NoSuchUpload):
        files.read(SHA, 0, 100)


def test_wrong_bytes_are_thrown_away_and_the_right_ones_taken_then(line, pc, carrier):
    files = file_line(carrier, pc)
    files.begin(SHA, len(SCAN))
    with pytest.raises(WrongContent):
        files.go_on(SHA, 0, bytes(len(SCAN)))
    assert lies(line) is None
    assert files.ask(SHA).size == 0
    sends(files, SCAN)
    assert lies(line) == SCAN


def test_a_slice_for_another_place_is_answered_with_the_right_place(line, pc, carrier):
    files = file_line(carrier, pc)
    files.begin(SHA, len(SCAN))
    files.go_on(SHA, 0, SCAN[:100])
    assert files.go_on(SHA, 300, SCAN[300:400]).offset == 100


def test_a_file_larger_than_an_office_can_keep_is_refused(line, pc, carrier):
    files = file_line(carrier, pc)
    for size in (0, MOST_BYTES + 1):
        with pytest.raises((TooLarge, ServerBusy)):
            files.begin(SHA, size)


def test_more_than_was_announced_is_refused(line, pc, carrier):
    files = file_line(carrier, pc)
    files.begin(SHA, 100)
    with pytest.raises((Malformed, ServerBusy)):
        files.go_on(SHA, 0, SCAN[:200])
    assert lies(line) is None


def test_another_size_under_the_same_address_begins_anew(line, pc, carrier):
    files = file_line(carrier, pc)
    files.begin(SHA, 100)
    files.go_on(SHA, 0, b"x" * 50)
    sends(files, SCAN)
    assert lies(line) == SCAN


def test_a_full_disk_takes_no_files_but_takes_facts(tmp_path, monkeypatch):
    left = [RESERVE + len(SCAN) - 1]
    right = FileDesk.__init__
    monkeypatch.setattr(
        FileDesk, "__init__", lambda desk, gateway: right(desk, gateway, lambda _path: left[0])
    )
    with open_line(tmp_path / "gateway") as line:
        pc = line.world.enrols(1)
        pc.does(files=[SHA])
        line.round(pc)
        with line.carrier() as carrier:
            with pytest.raises(NoRoom):
                file_line(carrier, pc).begin(SHA, len(SCAN))
            pc.does()
            assert line.round(pc).ack.have[0].n == 2
            left[0] += 1
            sends(file_line(carrier, pc), SCAN)
        assert lies(line) == SCAN


def test_a_call_from_before_the_last_round_is_worth_nothing(line, pc, carrier):
    with pytest.raises(OldCall):
        file_line(carrier, pc, counter=pc.counter - 1).ask(SHA)


def test_a_revoked_pc_brings_and_gets_nothing(line, pc, carrier):
    line.world.gateway.revoke(pc.author.device, "mất máy")
    with pytest.raises(NotAuthorised):
        file_line(carrier, pc).begin(SHA, len(SCAN))


def test_a_stranger_and_a_forger_are_refused(line, pc, carrier):
    stranger = line.world.enrols(3)
    with pytest.raises(NotAuthorised):
        file_line(carrier, pc, server="0000000000").ask(SHA)
    call = caller_of(pc).call(Verb.ASK, SHA)
    forged = TUS | {CALL_HEADER: write_call(call, stranger.signer)}
    assert carrier.ask("HEAD", f"/v1/files/{SHA}", None, forged).status == 401
    assert carrier.ask("HEAD", f"/v1/files/{SHA}", None, TUS | {CALL_HEADER: "!"}).status == 400
    assert carrier.ask("HEAD", f"/v1/files/{SHA}", None, TUS).status == 400


def test_a_call_for_one_thing_is_no_call_for_another(line, pc, carrier):
    asked = TUS | {CALL_HEADER: write_call(caller_of(pc).call(Verb.ASK, SHA), pc.signer)}
    assert carrier.ask("GET", f"/v1/files/{SHA}", None, asked).status == 400
    other = "0" * 64
    assert carrier.ask("HEAD", f"/v1/files/{other}", None, asked).status == 400


def test_an_answer_without_the_gateways_signature_is_nobodys(line, pc, carrier, monkeypatch):
    files = file_line(carrier, pc, server_key=bytes(32))
    with pytest.raises(CaptivePortal):
        files.begin(SHA, len(SCAN))


def test_a_body_that_breaks_off_keeps_what_has_arrived(line, pc, carrier):
    files = file_line(carrier, pc)
    files.begin(SHA, len(SCAN))
    call = caller_of(pc).call(Verb.GO_ON, SHA, 0, len(SCAN))
    head = post_head(len(SCAN), f"/v1/files/{SHA}").replace(b"POST", b"PATCH")
    more = slice_head(write_call(call, pc.signer))
    with send_raw(line, head[:-4] + more + SCAN[:170_001]):
        pass
    assert eventually(lambda: files.ask(SHA).offset == 170_001)
    sends(files, SCAN)
    assert lies(line) == SCAN


def test_the_server_says_which_tus_it_speaks(line, carrier):
    assert carrier.ask("OPTIONS", "/v1/files", None).status == 204


def test_headers_that_say_something_else_than_the_call_are_refused(line, pc, carrier):
    file_line(carrier, pc).begin(SHA, len(SCAN))
    call = {CALL_HEADER: write_call(caller_of(pc).call(Verb.GO_ON, SHA, 0, 10), pc.signer)}
    for offset, data in (("5", SCAN[:10]), ("0", SCAN[:9]), ("", SCAN[:10])):
        headers = {**SLICE, **call, "Upload-Offset": offset}
        assert carrier.ask("PATCH", f"/v1/files/{SHA}", data, headers).status == 400
    call = {CALL_HEADER: write_call(caller_of(pc).call(Verb.BEGIN, SHA, 0, 10), pc.signer)}
    headers = {**TUS, **call, "Upload-Length": "11", "Upload-Metadata": tus.metadata_of(SHA)}
    assert carrier.ask("POST", "/v1/files", b"", headers).status == 400
    assert file_line(carrier, pc).ask(SHA).offset == 0


def test_a_portal_that_says_done_has_done_nothing(line, pc, carrier, monkeypatch):
    monkeypatch.setattr(carrier, "ask", lambda *_asked: Reply(204, b"", 0))
    with pytest.raises(CaptivePortal):
        file_line(carrier, pc).go_on(SHA, 0, SCAN)


def test_more_uploads_of_one_pc_at_once_than_two_have_to_wait(line, pc, carrier):
    contents = [a_scan(seed=seed) for seed in (1, 2, 3)]
    pc.does(files=[address_of(content) for content in contents])
    line.round(pc)
    files = file_line(carrier, pc)
    with _underway(line, pc, files, contents[0]), _underway(line, pc, files, contents[1]):
        files.begin(address_of(contents[2]), len(contents[2]))
        with pytest.raises(ServerBusy):
            files.go_on(address_of(contents[2]), 0, contents[2])
    assert eventually(lambda: _goes_on(files, contents[2]))


def _underway(line, pc, files, content):
    """A connection on which the first 70,000 bytes of a file have come, and no more."""
    sha = address_of(content)
    files.begin(sha, len(content))
    call = write_call(caller_of(pc).call(Verb.GO_ON, sha, 0, len(content)), pc.signer)
    head = post_head(len(content), f"/v1/files/{sha}").replace(b"POST", b"PATCH")
    connection = send_raw(line, head[:-4] + slice_head(call) + content[:70_000])
    depot = Depot(line.world.gateway.folder.files(SI_LO_LAU))
    assert eventually(lambda: depot.standing(sha).offset > 0)
    return connection


def test_a_line_that_dies_again_and_again_without_a_word_holds_nobody_up(line, pc, carrier):
    """A dead line is silent: the gateway would hold its places for a minute, and there are two."""
    files, dead = file_line(carrier, pc), []
    for _ in range(4):
        begun = files.begin(SHA, len(SCAN))
        call = write_call(caller_of(pc).call(Verb.GO_ON, SHA, begun.offset, 30_000), pc.signer)
        head = post_head(30_000, f"/v1/files/{SHA}").replace(b"POST", b"PATCH")
        said = head[:-4] + slice_head(call, begun.offset)
        dead.append(send_raw(line, said + SCAN[begun.offset : begun.offset + 20_000]))
        goal = begun.offset + 20_000
        assert eventually(lambda goal=goal: files.ask(SHA).offset == goal)  # type: ignore[misc]
    assert files.ask(SHA).offset == 80_000
    before = carrier.traffic.bytes_up
    sends(files, SCAN)
    assert carrier.traffic.bytes_up - before < len(SCAN) - 80_000 + 8000
    assert lies(line) == SCAN
    for one in dead:
        one.close()
    assert eventually(lambda: line.connections() <= 1)


def _goes_on(files, content):
    """Once the gateway has noticed that the others are gone."""
    try:
        return sends(files, content) > 0
    except ServerBusy:
        return False


def test_a_disk_that_fills_up_inside_a_slice_keeps_what_was_sure(line, pc, carrier, monkeypatch):
    files = file_line(carrier, pc)
    right, written, is_full = Upload.write, [], threading.Event()

    def fills(self, data):
        if is_full.is_set():
            raise OSError(errno.ENOSPC, "no space left")
        right(self, data)
        written.append(len(data))

    monkeypatch.setattr(Upload, "write", fills)
    with _underway(line, pc, files, SCAN) as connection:
        assert eventually(lambda: sum(written) == 70_000)
        is_full.set()
        connection.sendall(SCAN[70_000:])
        assert b" 503 " in connection.recv(4096)
    is_full.clear()
    assert files.ask(SHA).offset == 70_000
    sends(files, SCAN)
    assert lies(line) == SCAN
