"""Asks the building's network where the commune's server is; whoever answers proves nothing yet.

The question goes out as a broadcast from each of this PC's addresses, and the answer comes back to
it alone: the firewall of Windows lets that in for some seconds without any rule.
"""

import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from select import select
from typing import NamedTuple

from sync.carriers.neighbour import Address
from sync.protocol.card import PORT
from sync.protocol.errors import Malformed
from sync.protocol.hint import LENGTH, NONCE, read_hint, write_question

SECONDS = 1.6
MOST = 8
_TWICE = (0.0, 0.6)
_EVERYBODY = "255.255.255.255"


class Heard(NamedTuple):
    """Who says to serve, and where."""

    address: Address
    device: str


def look_around(
    here: Iterable[str],
    entropy: Callable[[int], bytes],
    port: int = PORT,
    everybody: Callable[[str], tuple[str, ...]] | None = None,
    seconds: float = SECONDS,
) -> tuple[Heard, ...]:
    """Ask from each of these own IPv4 addresses; answers at most eight, after `seconds`."""
    nonce, targets = entropy(NONCE), everybody or _around
    with ExitStack() as open_ones:
        asking = [
            (talk, targets(own)) for own in here if (talk := _socket(own, open_ones)) is not None
        ]
        return tuple(dict.fromkeys(_heard(asking, nonce, port, seconds))) if asking else ()


def _heard(
    asking: list[tuple[socket.socket, tuple[str, ...]]], nonce: bytes, port: int, seconds: float
) -> Iterator[Heard]:
    """What is answered until the time is over; a question that was lost is asked once more."""
    began, asked, found = time.monotonic(), 0, 0
    while (passed := time.monotonic() - began) < seconds and found < MOST:
        if asked < len(_TWICE) and passed >= _TWICE[asked]:
            asked += 1
            _ask(asking, write_question(nonce), port)
        for talk in select([one for one, _ in asking], [], [], 0.1)[0]:
            with suppress(OSError, Malformed):
                told, who = talk.recvfrom(LENGTH + 1)
                hint = read_hint(told, nonce)
                found += 1
                yield Heard(Address(who[0], hint.port), hint.device)


def _ask(asking: list[tuple[socket.socket, tuple[str, ...]]], question: bytes, port: int) -> None:
    for talk, targets in asking:
        for target in targets:
            with suppress(OSError):  # a network that takes no broadcast
                talk.sendto(question, (target, port))


def _socket(own: str, open_ones: ExitStack) -> socket.socket | None:
    talk = open_ones.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    try:
        talk.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        talk.bind((own, 0))
    except OSError:
        return None
    return talk


def _around(own: str) -> tuple[str, ...]:
    """Everybody in reach, and everybody in a network of the usual size."""
    return _EVERYBODY, f"{own.rpartition('.')[0]}.255"
