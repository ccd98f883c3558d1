"""Bytes of a file come in by one door, whoever carried them; nothing counts before it is whole."""

import itertools
import multiprocessing
import random
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.files.address import address_of
from sync.files.depot import RESERVE, Depot
from sync.files.faults import NoRoom, WrongContent
from sync.protocol.errors import TooLarge
from tests.helpers.gateway_files import a_scan
from tests.helpers.patience import PATIENCE

quick = settings(
    max_examples=20, derandomize=True, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
SCAN = a_scan(3000)
SHA = address_of(SCAN)
SIZE = len(SCAN)


def a_depot(folder):
    return Depot(folder, lambda _path: 1 << 60)


def names(folder):
    return sorted(path.name for path in folder.glob("*/*"))


def test_a_file_half_sent_by_line_is_completed_by_stick(tmp_path):
    line, stick = a_depot(tmp_path), a_depot(tmp_path)
    line.begin(SHA, SIZE)
    line.open(SHA).append(SCAN[:1200])
    assert stick.standing(SHA).offset == 1200
    assert stick.accept(SHA, SIZE, 1200, SCAN[1200:]).is_whole
    assert line.read(SHA, 0, SIZE) == SCAN
    assert names(tmp_path) == [SHA]


def test_what_is_there_is_not_taken_twice_and_a_gap_not_at_all(tmp_path):
    depot = a_depot(tmp_path)
    assert depot.accept(SHA, SIZE, 0, SCAN[:1000])[:2] == (1000, SIZE)
    assert depot.accept(SHA, SIZE, 500, SCAN[500:1500]).offset == 1500
    assert depot.accept(SHA, SIZE, 0, SCAN[:700]).offset == 1500
    assert depot.accept(SHA, SIZE, 1501, SCAN[1501:]).offset == 1500
    assert depot.accept(SHA, SIZE, 0, SCAN).is_whole
    assert depot.accept(SHA, SIZE, 0, b"anything" * 10).is_whole
    assert depot.read(SHA, 0, SIZE) == SCAN


def test_wrong_bytes_of_one_carrier_cost_the_file_its_start_and_no_more(tmp_path):
    depot = a_depot(tmp_path)
    depot.accept(SHA, SIZE, 0, SCAN[:1000])
    with pytest.raises(WrongContent):
        depot.accept(SHA, SIZE, 1000, bytes(SIZE - 1000))
    assert depot.standing(SHA).size == 0
    assert names(tmp_path) == []
    assert depot.accept(SHA, SIZE, 0, SCAN).is_whole


def test_a_shorter_file_under_the_same_address_leaves_nothing_of_the_longer_one(tmp_path):
    """Somebody has said a wrong length: what lies there already must not end up in the file."""
    a_depot(tmp_path).accept(SHA, SIZE + 500, 0, bytes(SIZE + 100))
    depot = a_depot(tmp_path)
    assert depot.accept(SHA, SIZE, 0, SCAN[:100]).offset == 100
    assert depot.accept(SHA, SIZE, 100, SCAN[100:]).is_whole
    assert depot.whole(SHA).read_bytes() == SCAN


def test_more_than_the_files_length_is_refused(tmp_path):
    with pytest.raises(TooLarge):
        a_depot(tmp_path).accept(SHA, SIZE, 1, SCAN)
    assert names(tmp_path) == []


def test_without_room_nothing_is_taken_by_any_carrier(tmp_path):
    left = [RESERVE + SIZE]
    depot = Depot(tmp_path, lambda _path: left[0])
    depot.accept(SHA, SIZE, 0, SCAN[:1000])
    left[0] = RESERVE + SIZE - 1001
    with pytest.raises(NoRoom):
        depot.accept(SHA, SIZE, 1000, SCAN[1000:])
    assert depot.standing(SHA).offset == 1000


def test_what_this_process_flushed_itself_is_not_read_again(tmp_path, monkeypatch):
    depot = a_depot(tmp_path)
    depot.accept(SHA, SIZE, 0, SCAN[:1000])
    monkeypatch.setattr("sync.files.depot.Upload._reads", None)
    assert depot.accept(SHA, SIZE, 1000, SCAN[1000:]).is_whole
    assert depot.read(SHA, 0, SIZE) == SCAN


def test_a_part_that_somebody_has_removed_is_begun_anew(tmp_path):
    depot = a_depot(tmp_path)
    depot.accept(SHA, SIZE, 0, SCAN[:1000])
    (tmp_path / SHA[:2] / f"{SHA}.part").unlink()
    assert depot.accept(SHA, SIZE, 1000, SCAN[1000:]).offset == 0
    assert depot.accept(SHA, SIZE, 0, SCAN).is_whole


def test_nothing_lies_behind_the_end_of_a_file(tmp_path):
    depot = a_depot(tmp_path)
    depot.accept(SHA, SIZE, 0, SCAN)
    assert [depot.read(SHA, at, 10) for at in (SIZE, 1 << 53)] == [b"", b""]
    assert depot.read(SHA, SIZE - 3, 10) == SCAN[-3:]


def test_two_carriers_of_one_process_do_not_share_a_place(tmp_path):
    depot = a_depot(tmp_path)
    depot.begin(SHA, SIZE)
    first, second = depot.open(SHA), depot.open(SHA)
    first.append(SCAN[:1000])
    third = depot.open(SHA)
    depot.open(SHA).append(SCAN[1000:1500])
    assert (second.offset, third.offset) == (0, 1000)
    assert depot.accept(SHA, SIZE, 0, SCAN).is_whole


@quick
@given(
    st.lists(
        st.tuples(st.integers(0, SIZE - 1), st.integers(1, SIZE), st.booleans(), st.booleans()),
        max_size=20,
    )
)
def test_whatever_comes_by_whichever_carrier_only_the_right_bytes_ever_count(pieces):
    """Pieces of the file, or wrong ones, at any place, by two carriers that start anew at will."""
    folder = Path(tempfile.mkdtemp())
    try:
        depot = a_depot(folder)
        for at, length, is_right, starts_anew in [*pieces, (0, SIZE, True, True)]:
            if starts_anew:
                depot = a_depot(folder)
            content = SCAN if is_right else bytes(SIZE)
            before = depot.standing(SHA)
            try:
                held = depot.accept(SHA, SIZE, at, content[at : at + length])
                assert held.offset >= before.offset
            except WrongContent:
                assert not all(piece[2] for piece in pieces)
            whole = depot.whole(SHA)
            assert whole is None or whole.read_bytes() == SCAN
        while not depot.standing(SHA).is_whole:  # wrong bytes may still lie at its start
            try:
                depot.accept(SHA, SIZE, 0, SCAN)
            except WrongContent:
                continue
        assert depot.read(SHA, 0, SIZE) == SCAN
    finally:
        shutil.rmtree(folder)


def _carries(folder, content, seed):
    """A carrier in a process of its own: takes the next bytes, in pieces of its own size."""
    depot, draw = a_depot(Path(folder)), random.Random(seed)  # noqa: S311
    sha, offset = address_of(content), 0
    for _ in itertools.count():
        piece = content[offset : offset + draw.randint(1, 9000)]
        held = depot.accept(sha, len(content), offset, piece)
        if held.is_whole:
            return
        offset = held.offset


def test_carriers_in_processes_of_their_own_do_not_harm_each_other(tmp_path):
    """The gateway serves while a stick is read in by a command: three at once on one file."""
    content = a_scan(200_000, 4)
    spawning: Any = multiprocessing.get_context("spawn" if sys.platform == "win32" else "fork")
    carriers = [
        spawning.Process(target=_carries, args=(str(tmp_path), content, seed)) for seed in range(3)
    ]
    for one in carriers:
        one.start()
    for one in carriers:
        one.join(PATIENCE)
    assert [one.exitcode for one in carriers] == [0, 0, 0]
    assert a_depot(tmp_path).read(address_of(content), 0, len(content)) == content
    assert names(tmp_path) == [address_of(content)]
