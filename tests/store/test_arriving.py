"""Files that neighbours bring: a slice costs what it brings, and not too many come at a time."""

import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.store.arriving import AT_ONCE, Arriving
from sync.files.address import address_of
from sync.files.faults import Busy, NoSuchUpload
from tests.helpers.office import a_machine
from tests.usecases.test_files_to_the_province import a_pdf

SLICE = 64 << 10


@pytest.fixture
def arriving(office):
    secret = office.key.secret
    return Arriving(office.profile.arriving, office.store.files, secret, a_machine(5).entropy)


def bytes_read():
    """By this process from files, as the system counts them."""
    lines = Path("/proc/self/io").read_text("ascii").split("\n")
    return next(int(line.split()[1]) for line in lines if line.startswith("rchar"))


def comes(arriving, file, content, size=SLICE):
    """A file slice by slice, as the server takes it; answers what each of them read."""
    arriving.begin(file, len(content))
    costs = []
    for at in range(0, len(content), size):
        before = bytes_read()
        assert not arriving.standing(file).is_whole
        with arriving.going_on(file) as part:
            part.append(content[at : at + size])
        arriving.standing(file)
        costs.append(bytes_read() - before)
    return costs


@pytest.mark.skipif(sys.platform == "win32", reason="nobody counts there")
def test_a_slice_reads_nothing_of_what_came_before_it(arriving):
    content = a_pdf(40 * SLICE)
    *costs, last = comes(arriving, address_of(content), content)
    assert max(costs) < SLICE // 4
    assert last < 2.2 * len(content)  # held against its address, and read back once


@pytest.mark.skipif(sys.platform == "win32", reason="nobody counts there")
def test_a_slice_that_is_fetched_reads_little_more_than_itself(arriving, office):
    content = a_pdf(40 * SLICE + 77)
    file = office.store.files.keep(content)
    arriving.standing(file)
    for offset in (0, 1, SLICE - 1, SLICE, 7 * SLICE + 5, len(content) - 10, len(content)):
        before = bytes_read()
        assert arriving.read(file, offset, SLICE) == content[offset : offset + SLICE]
        assert bytes_read() - before < 3 * SLICE


def test_what_was_damaged_since_is_no_file_any_more(arriving, office):
    content = a_pdf(3 * SLICE)
    file = office.store.files.keep(content)
    assert arriving.standing(file).is_whole
    path = office.store.files.found(file)
    sealed = path.read_bytes()
    path.write_bytes(sealed[:100] + bytes([sealed[100] ^ 1]) + sealed[101:] + b"x")
    assert not arriving.standing(file).is_whole
    with pytest.raises(NoSuchUpload):
        arriving.read(file, 0, 10)


def test_too_many_files_at_once_are_asked_to_come_later(arriving):
    contents = [a_pdf(1000, seed) for seed in range(AT_ONCE + 1)]
    files = [address_of(content) for content in contents]
    for file in files:
        arriving.begin(file, 1000)
    with ExitStack() as stack:
        for file in files[:-1]:
            stack.enter_context(arriving.going_on(file))
        with pytest.raises(Busy), arriving.going_on(files[-1]):
            pytest.fail("one too many")
        with pytest.raises(Busy):
            arriving.begin(files[-1], 1000)
    with arriving.going_on(files[-1]) as part:
        part.append(contents[-1])
    assert arriving.standing(files[-1]).is_whole


def test_nobody_begins_a_file_anew_under_who_is_at_it(arriving):
    content = a_pdf(1000)
    file = address_of(content)
    arriving.begin(file, 1000)
    with arriving.going_on(file) as part:
        for size in (1000, 999):
            with pytest.raises(Busy):
                arriving.begin(file, size)
        part.append(content)
    assert arriving.standing(file).is_whole
