"""Hash chains: one over each author's events, one over the order that the gateway gave.

H(n) = SHA-256(H(n-1) || h(n)) starts from (commune, device, epoch).
L(p) = SHA-256(L(p-1) || h || id) starts from the commune alone, so that a log that was restored
still compares with its old self.
"""

import hashlib
from collections.abc import Iterable

from sync.protocol import canonical
from sync.protocol.identity import Author, EventId


def genesis(commune: str, device: str, epoch: str) -> bytes:
    """H(0) of an author."""
    return _start("chain", commune, device, epoch)


def extend(chain: bytes, h: bytes) -> bytes:
    """H(n) out of H(n-1) and h(n)."""
    return hashlib.sha256(chain + h).digest()


def run(before: bytes, hashes: Iterable[bytes]) -> list[bytes]:
    """H after each of a run of events."""
    chains = []
    for h in hashes:
        before = extend(before, h)
        chains.append(before)
    return chains


def author_genesis(commune: str, author: Author) -> bytes:
    """H(0) of an author."""
    return genesis(commune, author.device, author.epoch)


def log_genesis(commune: str) -> bytes:
    """L(0) of a commune's log."""
    return _start("log", commune)


def log_extend(log: bytes, event: EventId, h: bytes) -> bytes:
    """L(p) out of L(p-1) and the event that stands at p."""
    return hashlib.sha256(log + h + str(event).encode()).digest()


def _start(purpose: str, *names: str) -> bytes:
    return hashlib.sha256(
        b"motcua/" + purpose.encode() + b"/1\n" + canonical.encode(names)
    ).digest()
