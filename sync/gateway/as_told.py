"""What is held of the history that a device tells of an author, be it ours or another branch.

For whom no feed settles it: a revoked PC, and whoever brings what a revoked PC wrote. A branch that
is kept aside for a person is acknowledged like everything else, by its own hash; so it comes once,
piece by piece, and no more. Nobody hears anything but how far its own words have come.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sync.gateway.commune import CommuneLog
from sync.gateway.storage.log import Links
from sync.protocol import chain
from sync.protocol.identity import Author
from sync.protocol.messages import MAX_HEADS, Held, Range
from sync.protocol.rules import Stretch

_MOST = 64
"""How many pieces of one author are looked at; a PC has as many as gaps."""


class _Found(NamedTuple):
    """What is held of one piece: up to `equal` in the log, the rest of it aside."""

    held: Range | None = None
    equal: Range | None = None
    is_another: bool = False


def as_told(
    commune: CommuneLog, held: Held, told: Held | None, branches: Sequence[Stretch]
) -> Held:
    """What to say of an author to whom tells this; `branches` came aside in this very request.

    Where the history is another one than ours, our own end says nothing: told then is what the two
    have in common, and what of the other one is kept.
    """
    looking = _Looking(commune, held.author)
    head = [looking.at(piece) for piece in _head(told)]
    beyond = [looking.at(piece) for piece in (told.beyond[:_MOST] if told else ())]
    is_whole = any(one.held for one in head)
    came = [looking.at(piece) for piece in (() if is_whole else _ends(branches)[-_MOST:])]
    found = [*head, *beyond, *came]
    pieces = {one.held.last: one.held for one in found if one.held}
    is_kept_aside = any(one.is_another and one.held for one in found)
    if is_kept_aside or any(one.is_another for one in beyond):
        return _of_another(commune, held.author, found)
    own = {held.n, *(piece.last for piece in held.beyond)}
    proven = (piece for piece in pieces.values() if piece.last not in own)
    return held._replace(beyond=(*held.beyond, *proven)[:MAX_HEADS])


def _head(told: Held | None) -> Sequence[Range]:
    return [Range(1, told.n, told.chain)] if told and told.n else []


def _ends(branches: Sequence[Stretch]) -> Sequence[Range]:
    """Where the runs end that came: what another piece goes on from is proven by its end."""
    gone_on = {(piece.first - 1, piece.before) for piece in branches}
    ends = (piece for piece in branches if (piece.last, piece.chain) not in gone_on)
    return [Range(end.first, end.last, end.chain) for end in ends]


def _of_another(commune: CommuneLog, author: Author, found: Sequence[_Found]) -> Held:
    """Their common beginning, as far as it is known, and what is kept of the other one.

    A piece of ours beyond a gap may be told together with the other branch, and end later than it:
    that proves nothing of the branch, which keeps its own word.
    """
    begun = [one.equal for one in found if one.equal and one.equal.first == 1]
    start = Range(1, 0, chain.author_genesis(commune.code, author))
    common = max(begun, key=lambda piece: piece.last, default=start)
    beyond = sorted(
        {one.held for one in found if one.held and (one.is_another or one.held.last > common.last)}
    )
    return Held(*author, common.last, common.chain, tuple(beyond[:MAX_HEADS]))


class _Looking:
    """Looks for pieces of one author's history."""

    def __init__(self, commune: CommuneLog, author: Author) -> None:
        self._log, self._author = commune.log, author
        self._genesis = chain.author_genesis(commune.code, author)
        self._stretches = commune.log.stretches(author)
        self._links: Links | None = None

    def at(self, piece: Range) -> _Found:
        """What is held of the history that ends so."""
        ours = self._log.chain_of(self._author, piece.last)
        if ours == piece.chain:
            same = self._equal(piece.last, piece.chain)
            return _Found(same, same)
        first, before = self._branch(piece)
        if first > piece.last:
            return _Found(is_another=ours is not None)
        equal = self._common(first - 1, before)
        held = Range(equal.first if equal else first, piece.last, piece.chain)
        return _Found(held, equal if equal and equal.last else None, is_another=True)

    def _common(self, n: int, end: bytes) -> Range | None:
        """The piece of the log from which a branch grew; empty where it is another from 1 on."""
        if n == 0:
            return Range(1, 0, self._genesis)
        return self._equal(n, end) if self._log.chain_of(self._author, n) == end else None

    def _branch(self, piece: Range) -> tuple[int, bytes]:
        """Where the unbroken piece set aside begins that ends so: first, H(first-1)."""
        if self._links is None:
            self._links = self._log.links(self._author)
        first, before = piece.last + 1, piece.chain
        while (first - 1, before) in self._links:
            first, before = first - 1, self._links[first - 1, before]
        return first, before

    def _equal(self, last: int, end: bytes) -> Range | None:
        """The stretch that holds it; None where another took it away meanwhile."""
        held = (one.first for one in self._stretches if one.first <= last <= one.last)
        return next((Range(first, last, end) for first in held), None)
