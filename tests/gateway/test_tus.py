"""What tus 1.0 asks of a server beside taking bytes: versions, types, codes, other methods."""

import pytest

from sync.carriers.replies import Reply
from sync.files import tus
from sync.files.address import address_of
from sync.files.calls import CALL_HEADER, Verb, write_call
from sync.protocol.errors import CaptivePortal
from tests.gateway.test_files import SCAN, SHA, SLICE, TUS, lies
from tests.helpers.gateway_files import a_scan, caller_of, file_line, sends
from tests.helpers.gateway_line import send_raw

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


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


@pytest.fixture
def speaks(line, pc):
    """Says something to the gateway, signed for what it wants; answers status and headers."""

    def speak(method, verb, headers, body=b"", *, length=0, sha=SHA):
        call = write_call(caller_of(pc).call(verb, sha, 0, length), pc.signer)
        path = "/v1/files" if verb is Verb.BEGIN else f"/v1/files/{sha}"
        lines = {"Host": "localhost", "Content-Length": str(len(body)), CALL_HEADER: call} | headers
        head = "".join(f"{key}: {value}\r\n" for key, value in lines.items())
        with send_raw(line, f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body) as talk:
            told = b""
            while b"\r\n\r\n" not in told and (piece := talk.recv(4096)):
                told += piece
        first, *rest = told.partition(b"\r\n\r\n")[0].decode().split("\r\n")
        return int(first.split()[1]), {
            key.lower(): value for key, _, value in (one.partition(": ") for one in rest)
        }

    return speak


def begun(carrier, pc):
    files = file_line(carrier, pc)
    files.begin(SHA, len(SCAN))
    return files


def test_a_new_upload_has_its_place(speaks):
    headers = TUS | {tus.LENGTH: str(len(SCAN)), tus.METADATA: tus.metadata_of(SHA)}
    status, told = speaks("POST", Verb.BEGIN, headers, length=len(SCAN))
    assert status == 201
    assert told["location"] == f"/v1/files/{SHA}"
    assert told["tus-resumable"] == "1.0.0"


def test_how_much_is_held_is_said_in_plain_headers_and_is_never_kept_by_a_proxy(
    speaks,
    carrier,
    pc,
):
    begun(carrier, pc).go_on(SHA, 0, SCAN[:1000])
    status, told = speaks("HEAD", Verb.ASK, TUS)
    assert status == 200
    assert (told["upload-offset"], told["upload-length"]) == ("1000", str(len(SCAN)))
    assert told["cache-control"] == "no-store"


def test_what_was_never_begun_has_no_offset(speaks):
    status, told = speaks("HEAD", Verb.ASK, TUS)
    assert status == 404
    assert "upload-offset" not in told
    assert told["tus-resumable"] == "1.0.0"


@pytest.mark.parametrize("version", [{}, {tus.RESUMABLE: "0.2.2"}])
def test_another_tus_is_told_which_one_is_spoken(speaks, carrier, pc, version):
    begun(carrier, pc)
    headers = {**SLICE, tus.OFFSET: "0"}
    headers.pop(tus.RESUMABLE)
    status, told = speaks("PATCH", Verb.GO_ON, headers | version, SCAN[:10], length=10)
    assert (status, told["tus-version"]) == (412, "1.0.0")
    assert file_line(carrier, pc).ask(SHA).offset == 0


def test_a_slice_of_another_type_is_none(speaks, carrier, pc):
    begun(carrier, pc)
    headers = {**SLICE, tus.OFFSET: "0", "Content-Type": "application/octet-stream"}
    assert speaks("PATCH", Verb.GO_ON, headers, SCAN[:10], length=10)[0] == 415
    assert file_line(carrier, pc).ask(SHA).offset == 0


def test_a_slice_of_a_file_that_is_whole_is_answered_with_its_end(speaks, carrier, pc):
    sends(begun(carrier, pc), SCAN)
    status, told = speaks("PATCH", Verb.GO_ON, {**SLICE, tus.OFFSET: "0"}, SCAN[:10], length=10)
    assert (status, told["upload-offset"]) == (409, str(len(SCAN)))
    held = file_line(carrier, pc).go_on(SHA, 0, SCAN[:10])
    assert held.whole


def test_a_slice_of_what_was_never_begun_finds_nothing(speaks):
    status, _ = speaks("PATCH", Verb.GO_ON, {**SLICE, tus.OFFSET: "0"}, SCAN[:10], length=10)
    assert status == 404


def test_a_method_named_aside_is_the_one_that_is_meant(speaks, carrier, pc):
    begun(carrier, pc)
    aside = {**SLICE, tus.OFFSET: "0", tus.OVERRIDE: "PATCH"}
    status, told = speaks("POST", Verb.GO_ON, aside, SCAN[:10], length=10)
    assert (status, told["upload-offset"]) == (204, "10")
    assert speaks("POST", Verb.ASK, TUS | {tus.OVERRIDE: "HEAD"})[0] == 200
    assert speaks("POST", Verb.ASK, TUS | {tus.OVERRIDE: "DELETE"})[0] == 405
    assert speaks("POST", Verb.ASK, TUS)[0] == 405


def test_behind_a_proxy_that_knows_no_patch_a_file_goes_up_all_the_same(
    line, carrier, pc, monkeypatch
):
    right, said = carrier.ask, []

    def proxied(method, path, body, headers=None):
        said.append(method)
        if method == "PATCH":
            return Reply(405, b"<html>Method Not Allowed", 0)
        return right(method, path, body, headers)

    monkeypatch.setattr(carrier, "ask", proxied)
    sends(file_line(carrier, pc), SCAN, 100_000)
    assert lies(line) == SCAN
    assert said == ["POST", "PATCH", "POST", "POST", "POST"]


def test_a_proxy_that_refuses_both_is_no_server(carrier, pc, monkeypatch):
    files = begun(carrier, pc)
    monkeypatch.setattr(carrier, "ask", lambda *_asked: Reply(501, b"", 0))
    with pytest.raises(CaptivePortal):
        files.go_on(SHA, 0, SCAN)


def test_what_no_dossier_names_is_not_begun(speaks):
    other = a_scan(seed=5)
    sha = address_of(other)
    headers = TUS | {tus.LENGTH: str(len(other)), tus.METADATA: tus.metadata_of(sha)}
    status, told = speaks("POST", Verb.BEGIN, headers, length=len(other), sha=sha)
    assert (status, told["tus-resumable"]) == (403, "1.0.0")
