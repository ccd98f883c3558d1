"""How to judge a frame against what is held: one pure rule for the PC and the gateway."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

import msgspec

from sync.protocol import chain
from sync.protocol.frame import Frame
from sync.protocol.identity import Author


class Outcome(StrEnum):
    """What becomes of a frame."""

    APPENDED = "appended"
    DUPLICATE = "duplicate"
    GAP = "gap"
    FORK = "fork"
    REFUSED = "refused"


MAY_GO_ON_ASIDE = frozenset({Outcome.REFUSED, Outcome.GAP})
"""What a frame seems to be that goes on where a branch ends which does not count."""


class Refusal(StrEnum):
    """Why a frame is not authentic here (nothing authentic is ever refused)."""

    UNKNOWN_DEVICE = "unknown_device"
    NEEDS_PREVIOUS = "needs_previous"
    BAD_SEAL = "bad_seal"


class Stretch(NamedTuple):
    """An unbroken piece of one author's chain: `before` = H(first-1), `chain` = H(last)."""

    first: int
    last: int
    before: bytes
    chain: bytes


class Holding(msgspec.Struct, frozen=True):
    """What is held around a frame: the author's stretches in order, and the hashes near it.

    `hashes` (h) and `chains` (H) tell each held n from `n0 - 1` to the frame's last.
    """

    stretches: tuple[Stretch, ...] = ()
    hashes: Mapping[int, bytes] = {}
    chains: Mapping[int, bytes] = {}


class Verdict(msgspec.Struct, frozen=True):
    """What to do with a frame.

    `fresh` are the ranges of n to store (overlap is trimmed), `chains` H after each line,
    `before` H(n0-1), `stretches` what is held of the author afterwards. On a FORK nothing is fresh:
    the branch that has an order stays, the other one is kept aside from `clash` on.
    """

    outcome: Outcome
    reason: str = ""
    before: bytes = b""
    chains: tuple[bytes, ...] = ()
    fresh: tuple[tuple[int, int], ...] = ()
    stretches: tuple[Stretch, ...] = ()
    clash: int = 0


def judge(commune: str, frame: Frame, public_key: bytes | None, holding: Holding) -> Verdict:
    """Judge one frame; changes nothing and may be repeated.

    Same id and same hash is a duplicate, same id and another hash (or another history before it) a
    fork; a frame that begins beyond what is held is kept with its gap if it says H(n0-1).
    """
    before = frame.before or _known_before(commune, frame, holding)
    doubt = _doubt(commune, frame, public_key, before)
    if before is None or doubt:
        return Verdict(Outcome.REFUSED, doubt)
    chains = tuple(frame.chains(before))
    clash = _clash(commune, frame, before, chains, holding)
    if clash:
        return Verdict(Outcome.FORK, "other_branch", before, chains, (), holding.stretches, clash)
    return _taken(frame, before, chains, holding)


def in_the_way(commune: str, frame: Frame, verdict: Verdict, holding: Holding) -> Stretch | None:
    """The piece beyond a gap that keeps out a frame which follows on what is held from 1 on.

    What can be placed goes before what waits for something that may be lost with a disk: else a
    single event of a branch that nobody holds any more would end its author's epoch.
    """
    held = continuous(commune, frame.author, holding.stretches)
    follows = frame.n0 <= held.last + 1 and _known_before(commune, frame, holding) == verdict.before
    if not follows or verdict.clash <= held.last:
        return None
    return next(one for one in holding.stretches if one.last >= verdict.clash)


def of_a_branch(
    commune: str, frame: Frame, public_key: bytes | None, holding: Holding, ends: Iterable[bytes]
) -> Verdict | None:
    """The verdict on a frame that goes on where a branch ends that is kept aside; else None.

    `ends` are H(n0-1) of such branches. A sender leaves H(n0-1) out where it knows that we hold
    what came before, and so we do: aside.
    """
    for end in ends:
        if frame.before in {None, end}:
            told = msgspec.structs.replace(frame, before=end)
            verdict = judge(commune, told, public_key, holding)
            if verdict.outcome is not Outcome.REFUSED:
                changed = {"outcome": Outcome.FORK, "reason": "other_branch", "clash": frame.n0}
                return msgspec.structs.replace(verdict, **changed)
    return None


def first_aside(frame: Frame, verdict: Verdict, holding: Holding) -> int:
    """The first line of a fork that is kept aside: the clash, or one that is not held before it."""
    lacking = (n for n in range(frame.n0, frame.last + 1) if n not in holding.hashes)
    return min(verdict.clash, frame.last, *lacking)


def continuous(commune: str, author: Author, stretches: tuple[Stretch, ...]) -> Stretch:
    """The stretch from 1 on; empty (last 0) when event 1 is not held."""
    start = chain.author_genesis(commune, author)
    if stretches and stretches[0].first == 1:
        return stretches[0]
    return Stretch(1, 0, start, start)


def _doubt(commune: str, frame: Frame, public_key: bytes | None, before: bytes | None) -> str:
    """Why the frame is not proven to be its author's; empty when it is."""
    if public_key is None:
        return Refusal.UNKNOWN_DEVICE
    if before is None:
        return Refusal.NEEDS_PREVIOUS
    if not frame.seal(commune, before).is_genuine(public_key):
        return Refusal.BAD_SEAL if frame.before else Refusal.NEEDS_PREVIOUS
    return ""


def _known_before(commune: str, frame: Frame, holding: Holding) -> bytes | None:
    """H(n0-1) as far as we know it ourselves."""
    if frame.n0 == 1:
        return chain.author_genesis(commune, frame.author)
    return holding.chains.get(frame.n0 - 1) or _before_of(frame.n0, holding)


def _before_of(n: int, holding: Holding) -> bytes | None:
    """H(n-1) if a stretch begins at n."""
    return next((stretch.before for stretch in holding.stretches if stretch.first == n), None)


def _clash(
    commune: str, frame: Frame, before: bytes, chains: tuple[bytes, ...], holding: Holding
) -> int:
    """The first n at which the frame and what is held tell different histories; 0 if they agree."""
    ours = _known_before(commune, frame, holding)
    if ours not in {None, before}:
        return frame.n0
    for n, line, end in zip(range(frame.n0, frame.last + 1), frame.lines, chains, strict=True):
        if holding.hashes.get(n, line.h) != line.h or holding.chains.get(n, end) != end:
            return n
    following = _before_of(frame.last + 1, holding)
    return frame.last + 1 if following not in {None, chains[-1]} else 0


def _taken(frame: Frame, before: bytes, chains: tuple[bytes, ...], holding: Holding) -> Verdict:
    fresh = _missing(frame.n0, frame.last, holding.stretches)
    stretches = _joined(Stretch(frame.n0, frame.last, before, chains[-1]), holding.stretches)
    if not fresh:
        outcome = Outcome.DUPLICATE
    elif _reaches_back(frame.n0, stretches):
        outcome = Outcome.APPENDED
    else:
        outcome = Outcome.GAP
    return Verdict(outcome, "", before, chains, fresh, stretches)


def _missing(first: int, last: int, held: tuple[Stretch, ...]) -> tuple[tuple[int, int], ...]:
    """The ranges between first and last that are not held."""
    ranges = []
    for stretch in held:
        if first <= min(stretch.first - 1, last):
            ranges.append((first, min(stretch.first - 1, last)))
        first = max(first, stretch.last + 1)
    if first <= last:
        ranges.append((first, last))
    return tuple(ranges)


def _joined(new: Stretch, held: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """What is held together with a new piece; pieces that touch become one."""
    apart = [stretch for stretch in held if not _touch(stretch, new)]
    touching = [new, *(stretch for stretch in held if _touch(stretch, new))]
    start = min(touching, key=lambda stretch: stretch.first)
    end = max(touching, key=lambda stretch: stretch.last)
    return tuple(sorted([*apart, Stretch(start.first, end.last, start.before, end.chain)]))


def _touch(one: Stretch, other: Stretch) -> bool:
    return one.first <= other.last + 1 and other.first <= one.last + 1


def _reaches_back(n: int, stretches: tuple[Stretch, ...]) -> bool:
    """Tell whether n lies in a stretch without a gap before it."""
    return stretches[0].first == 1 and n <= stretches[0].last
