"""Several processes write at once: who has seen a position has seen everything below it.

The reader asks again and again for what follows the last position it saw. If a lower position could
appear later, it would have gone on past a gap, and this is what it looks for.
"""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from sync.gateway.storage.log import Log, Placed
from sync.protocol import chain
from tests.helpers.gateway_world import SI_LO_LAU

WRITERS = 3
EVENTS = 40


class FilledLater(AssertionError):
    """The reader has gone past a place that was empty then."""


@contextmanager
def _writer(world, secret, mutant="") -> Iterator[Any]:
    command = [sys.executable, "-m", "tests.helpers.writing_child", str(world.path), SI_LO_LAU]
    with subprocess.Popen(  # noqa: S603 - our own program
        [*command, str(secret), str(EVENTS), mutant],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def _seen_while_others_write(world, mutant="") -> list[Placed]:
    """Let the writers loose and read along; answer every row in the order it was seen."""
    log = world.gateway.commune(SI_LO_LAU).log
    for secret in range(1, WRITERS + 1):
        world.enrols(secret)
    seen: list[Placed] = log.placed(0, 1000)
    with ExitStack() as stack:
        writers = [
            stack.enter_context(_writer(world, secret, mutant)) for secret in range(1, WRITERS + 1)
        ]
        for writer in writers:
            assert writer.stdout.readline() == "ready\n", writer.stderr.read()
        for writer in writers:
            writer.stdin.write("go\n")
            writer.stdin.flush()
        while any(writer.poll() is None for writer in writers):
            seen += _next(log, seen)
        seen += _next(log, seen)
        failed = [writer.stderr.read() for writer in writers if writer.returncode]
    assert not failed, failed[0]
    return seen


def _next(log: Log, seen: Sequence[Placed]) -> list[Placed]:
    rows = log.placed(seen[-1].position, 1000)
    expected = range(seen[-1].position + 1, seen[-1].position + 1 + len(rows))
    if [row.position for row in rows] != list(expected):
        raise FilledLater(f"after {seen[-1].position} came {[row.position for row in rows]}")
    return rows


def test_a_reader_never_goes_past_a_place_that_is_filled_later(world):
    seen = _seen_while_others_write(world)
    log = world.gateway.commune(SI_LO_LAU).log
    assert seen == log.placed(0, 1000)
    assert [row.position for row in seen] == list(range(1, len(seen) + 1))
    written = [row.id for row in seen if row.id.author != seen[0].id.author]
    assert len(set(written)) == len(written) == WRITERS * EVENTS
    link = chain.log_genesis(SI_LO_LAU)
    for row in seen:
        (line,) = log.lines(row.id.author, row.id.n, row.id.n)
        link = chain.log_extend(link, row.id, line.h)
    assert log.end().chain == link


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("mutant", "noticed"), [("a sequence", FilledLater), ("no lock", AssertionError)]
)
def test_an_order_without_the_counter_held_is_noticed(world, cluster, mutant, noticed):
    """What the lock is for: with a plain sequence, or a counter nobody holds, the test fails."""
    cluster.does("DROP SEQUENCE IF EXISTS motcua.careless", "motcua")
    cluster.does("CREATE SEQUENCE motcua.careless START 5", "motcua")
    cluster.does("GRANT USAGE ON SEQUENCE motcua.careless TO motcua_gateway", "motcua")
    try:
        with pytest.raises(noticed):
            _seen_while_others_write(world, mutant)
    finally:
        cluster.does("DROP SEQUENCE motcua.careless", "motcua")
