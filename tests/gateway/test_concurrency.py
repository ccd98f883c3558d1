"""Eight PCs at once: the order has no gaps, and who reads it never sees a later event too early."""

from concurrent.futures import ThreadPoolExecutor

from sync.gateway.gateway import Gateway
from sync.protocol.identity import EventId
from tests.helpers.gateway_line import Line
from tests.helpers.gateway_world import SI_LO_LAU

WRITERS = 8
EVENTS = 20


def _write(line: Line, pc):
    """Send each event in a round of its own."""
    for n in range(1, EVENTS + 1):
        line.round(pc, [pc.frame(n, n)])


def _follow(line: Line, pc, told: list[EventId], last: int):
    """Read the log while it grows."""
    while (pc.marks[-1].position if pc.marks else 0) < last:
        answer = line.round(pc, [])
        assert answer.positions.start.position == len(told)
        told += answer.positions.ids()
    return told


def test_eight_writers_leave_no_gap_and_a_reader_sees_a_prefix_at_any_moment(line):
    reader = line.world.enrols(100)
    writers = [line.world.enrols(secret) for secret in range(1, WRITERS + 1)]
    for pc in writers:
        pc.does(EVENTS)
    last = line.world.gateway.commune(SI_LO_LAU).log.end().position + WRITERS * EVENTS
    with ThreadPoolExecutor(WRITERS + 1) as office:
        following = office.submit(_follow, line, reader, [], last)
        list(office.map(lambda pc: _write(line, pc), writers))
        told = following.result()
    placed = line.world.gateway.commune(SI_LO_LAU).log.placed(0, last + 1)
    assert [row.position for row in placed] == list(range(1, last + 1))
    assert [row.id for row in placed] == told
    assert len(set(told)) == last


def test_two_processes_on_one_folder_give_no_position_twice(world):
    """The operator's command writes while the server does; here they are two connections."""
    operator = Gateway(world.path, world.clock, world.random.randbytes)
    pcs = [world.enrols(secret) for secret in (1, 2)]
    for pc in pcs:
        pc.does(EVENTS)
    logs = [world.gateway.commune(SI_LO_LAU), operator.commune(SI_LO_LAU)]

    def write(log, pc):
        for n in range(1, EVENTS + 1):
            log.take(pc.frame(n, n), 0)

    with ThreadPoolExecutor(2) as office:
        list(office.map(write, logs, pcs))
    placed = logs[0].log.placed(0, 1000)
    operator.close()
    assert [row.position for row in placed] == list(range(1, len(placed) + 1))
    assert len(placed) == 3 + 2 * EVENTS
