"""A file on its way, without a socket: whatever is cut off, killed or doubled, it arrives whole."""

import contextlib
import itertools
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.files import tus
from sync.files.address import Kind, address_of, checked_address, kind_of
from sync.files.calls import (
    Caller,
    Held,
    LinksAsked,
    Verb,
    check_call,
    from_line,
    read_asked,
    read_call,
    read_given,
    read_held,
    to_line,
    write_asked,
    write_call,
    write_held,
)
from sync.files.depot import Depot
from sync.files.faults import FileFault, NoSuchUpload, OffsetMoved, WrongContent
from sync.files.opening import Opening
from sync.files.sending import Fetching, Sending, fetch
from sync.files.slices import LEAST, MOST, Slices
from sync.protocol.errors import Malformed, TooLarge, Unreachable, UntrustedServer
from tests.helpers.gateway_files import a_scan
from tests.helpers.sync_events import a_signer

quick = settings(
    max_examples=40, derandomize=True, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
SCAN = a_scan(3000)
SHA = address_of(SCAN)
SERVER = a_signer(9)


def ticks():
    return itertools.count().__next__


class BadLine:
    """A server's folder behind a line that fails as it is told, one fate a question."""

    def __init__(self, folder, fates=()):
        self.folder = folder
        self.depot = Depot(folder, lambda _path: 1 << 60)
        self.fates = list(fates)

    def begin(self, file, size):
        return self._answer(lambda: self.depot.begin(file, size), file)

    def go_on(self, file, offset, data):
        fate = self.fates[0] if self.fates else "well"

        def take():
            upload = self.depot.open(file)
            if upload.offset == offset:
                upload.append(data[: len(data) // 2] if fate == "half" else data)

        return self._answer(take, file)

    def ask(self, file):
        return self._answer(lambda: None, file)

    def read(self, file, offset, length):
        self._answer(lambda: None, file)
        return self.depot.read(file, offset, length)

    def _answer(self, do, file):
        fate = self.fates.pop(0) if self.fates else "well"
        if fate == "lost":
            raise Unreachable
        do()
        if fate == "killed":
            self.depot = Depot(self.folder, lambda _path: 1 << 60)
        if fate in {"half", "killed", "unheard"}:
            raise Unreachable
        standing = self.depot.standing(file)
        return Held(
            server=SERVER.device, nonce=bytes(16), log_epoch="a", file=bytes.fromhex(file),
            offset=standing.offset, size=standing.size, whole=int(standing.is_whole),
        )  # fmt: skip


@quick
@given(
    st.lists(st.sampled_from(["well", "lost", "half", "unheard", "killed"]), max_size=30),
    st.lists(st.integers(0, 1), max_size=60),
    st.integers(300, 1500),
)
def test_a_file_arrives_whole_whatever_happens_and_is_never_served_before(fates, turns, size):
    folder = Path(tempfile.mkdtemp())
    try:
        line = BadLine(folder, fates)
        senders = [Sending(SHA, SCAN, ticks()) for _ in range(2)]
        for turn in itertools.chain(turns, itertools.cycle((0, 1))):
            with contextlib.suppress(Unreachable, FileFault):
                held, _ = senders[turn].step(line, Slices(size))
                if held.whole:
                    break
            whole = line.depot.whole(SHA)
            assert whole is None or whole.read_bytes() == SCAN
        assert line.depot.read(SHA, 0, len(SCAN)) == SCAN
        assert [path.name for path in folder.glob("*/*")] == [SHA]
    finally:
        shutil.rmtree(folder)


@quick
@given(st.lists(st.sampled_from(["well", "lost", "unheard", "killed"]), max_size=20))
def test_a_file_that_comes_down_goes_on_after_each_cut(fates):
    folder = Path(tempfile.mkdtemp())
    try:
        line = BadLine(folder)
        line.begin(SHA, len(SCAN))
        line.go_on(SHA, 0, SCAN)
        line.fates = list(fates)
        fetching, content = Fetching(SHA, ticks()), b""
        while not content:
            with contextlib.suppress(Unreachable):
                content, _ = fetching.step(line, Slices(700))
        assert content == SCAN
        assert not line.fates or len(line.fates) < len(fates)
    finally:
        shutil.rmtree(folder)


def test_two_senders_of_one_file_do_not_harm_each_other(tmp_path):
    line = BadLine(tmp_path)
    first, second = Sending(SHA, SCAN, ticks()), Sending(SHA, SCAN, ticks())
    first.step(line, Slices(1000))
    second.step(line, Slices(1500))
    assert second.gone == 2500
    first.step(line, Slices(700))
    assert first.gone == 2500
    held, _ = first.step(line, Slices(5000))
    assert held.whole
    with pytest.raises(FileFault):
        second.step(line, Slices(5000))
    assert second.step(line, Slices(5000))[0].whole


def test_a_request_that_was_overtaken_writes_nothing(tmp_path):
    depot = Depot(tmp_path)
    depot.begin(SHA, len(SCAN))
    slow, quick_one = depot.open(SHA), depot.open(SHA)
    quick_one.append(SCAN[:2000])
    with pytest.raises(OffsetMoved):
        slow.append(SCAN[:1000])
    assert depot.standing(SHA).offset == 2000
    quick_one.append(SCAN[2000:])
    with pytest.raises(OffsetMoved):
        slow.append(SCAN[:1000])
    assert depot.read(SHA, 0, 5000) == SCAN


def test_what_the_server_does_not_hold_or_holds_wrongly_is_not_believed(tmp_path):
    line = BadLine(tmp_path)
    with pytest.raises(NoSuchUpload):
        fetch(line, SHA, ticks(), Slices())
    line.begin(SHA, len(SCAN))
    line.go_on(SHA, 0, SCAN)
    path = tmp_path / SHA[:2] / SHA
    path.write_bytes(bytes(len(SCAN)))
    with pytest.raises(WrongContent):
        fetch(line, SHA, ticks(), Slices())
    path.write_bytes(b"")
    with pytest.raises(WrongContent):
        fetch(line, SHA, ticks(), Slices())


def test_a_slice_is_what_the_line_carries_in_fifteen_seconds():
    first = Slices()
    assert first.after(32_768, 4).size == 122_880
    assert first.after(32_768, 0).size == 4 * first.size
    assert first.after(8_192, 30).size == LEAST
    assert Slices(MOST).after(MOST, 0.1).size == MOST
    assert Slices(100_000).after_failure().size == 50_000
    assert Slices(LEAST).after_failure().size == LEAST


def test_a_call_is_its_signers_and_for_nothing_else():
    pc = a_signer()
    caller = Caller(pc, "AAAA", SERVER.device, SERVER.public_key, 7, lambda size: b"n" * size)
    line = write_call(caller.call(Verb.GO_ON, SHA, 10, 20), pc)
    call, body = read_call(line)
    assert (call.verb, call.file.hex(), call.offset, call.length) == (Verb.GO_ON, SHA, 10, 20)
    assert (call.device, call.counter, call.nonce) == (pc.device, 7, b"n" * 16)
    check_call(body, pc.public_key)
    with pytest.raises(UntrustedServer):
        check_call(body, SERVER.public_key)
    with pytest.raises(UntrustedServer):
        read_given(body, pc.public_key, call.nonce)


def test_an_answer_to_another_call_proves_nothing():
    held = Held(
        server=SERVER.device, nonce=b"a" * 16, log_epoch="x", file=bytes(32), offset=1, size=2
    )
    body = write_held(held, SERVER)
    assert read_held(body, SERVER.public_key, b"a" * 16) == held
    with pytest.raises(UntrustedServer):
        read_held(body, SERVER.public_key, b"b" * 16)


@quick
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode()))
def test_whatever_a_header_says_it_is_read_or_malformed(data):
    text = data.decode("latin-1")
    for read in (read_call, from_line, tus.file_in, tus.number, checked_address):
        with contextlib.suppress(Malformed):
            read(text)
    with contextlib.suppress(Malformed):
        read_call(to_line(data))
    with contextlib.suppress(Malformed):
        read_asked(data)


@pytest.mark.parametrize(
    "stem", ["", "../x", "Giàng A Páo", "a b", "a/b", ".hidden", "x" * 41, "a\n", "a;b", 'a"']
)
def test_the_name_in_a_link_is_a_plain_word(stem):
    asked = LinksAsked(
        server=SERVER.device, device=SERVER.device, epoch="AAAA", counter=1, nonce=bytes(16),
        files=((bytes(32), stem),), seconds=60,
    )  # fmt: skip
    with pytest.raises(Malformed):
        read_asked(write_asked(asked, SERVER))


def test_a_name_of_a_paper_is_read():
    asked = LinksAsked(
        server=SERVER.device, device=SERVER.device, epoch="AAAA", counter=1, nonce=bytes(16),
        files=((bytes(32), "KQ.G15.000123"), (bytes(32), "giay-to-1")), seconds=60,
    )  # fmt: skip
    assert read_asked(write_asked(asked, SERVER)) == asked


def test_metadata_names_the_file_among_others():
    assert tus.file_in(f"filename eA==,{tus.metadata_of(SHA)}") == SHA
    for wrong in ("", "sha256", "sha256 !!", "sha256 eA==", "sha1 eA=="):
        with pytest.raises(Malformed):
            tus.file_in(wrong)


def test_a_files_kind_is_told_by_its_first_bytes():
    assert kind_of(SCAN) is Kind.PDF
    assert kind_of(b"\x89PNG\r\n\x1a\n...").ending == ".png"
    assert kind_of(b"\xff\xd8\xff\xe0").is_shown
    assert not kind_of(b"<html>").is_shown


def test_a_call_and_a_link_are_written_the_same_way_for_ever():
    pc = a_signer()
    caller = Caller(pc, "AAAA", SERVER.device, SERVER.public_key, 7, lambda size: b"n" * size)
    line = write_call(caller.call(Verb.GO_ON, "ab" * 32, 10, 20), pc)
    digest = address_of(line.encode())
    assert digest == "4042d4b2c857ef8445aaaa976c9e5ca77f7c09e78658bf5ceeac3d2419aced63"
    opening = Opening("03433", "ab" * 32, "giay-to-1.pdf", 1_790_000_000)
    path, _, seal = opening.path(b"k" * 32).rpartition("=")
    assert path == f"/v1/open/03433/{'ab' * 32}/giay-to-1.pdf?until=1790000000&sig"
    assert seal == "1b1e8db38b658e52c6b8a5a5438802fe6876e4e54413085a493a37d28e1e0ddd"
    assert opening.is_sealed_by(b"k" * 32, seal)
    assert not opening.is_sealed_by(b"j" * 32, seal)
    assert not opening.is_sealed_by(b"k" * 32, "ă")


def test_a_size_that_cannot_be_is_refused(tmp_path):
    for size in (0, -1, (64 << 20) + 1):
        with pytest.raises(TooLarge):
            Depot(tmp_path).begin(SHA, size)
