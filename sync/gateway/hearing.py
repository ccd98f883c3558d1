"""What one device says it holds and brings, and what it hears of it: on a line or by a stick."""

from collections.abc import Iterable

from sync.gateway.as_told import as_told
from sync.gateway.commune import CommuneLog, Taken
from sync.gateway.storage.registry import Device, Registry
from sync.protocol.identity import Author
from sync.protocol.messages import MAX_HEADS, Held, Note, Range
from sync.protocol.rules import Stretch


class Hearing:
    """One device: where it says it stands, what came of it, and what is held of all that."""

    def __init__(self, commune: CommuneLog, registry: Registry) -> None:
        self._commune, self._registry = commune, registry
        self._heads: dict[Author, Held] = {}
        self._authors: dict[Author, None] = {}
        self._branches: dict[Author, list[Stretch]] = {}
        self._notes: list[Note] = []

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was not simply taken."""
        return tuple(self._notes)

    def stands(self, own: Author, heads: Iterable[Held]) -> None:
        """It says what it holds; a later word on an author counts."""
        told = {head.author: head for head in heads}
        self._heads |= told
        self.names([own, *told])

    def names(self, authors: Iterable[Author]) -> None:
        """It is told of these, or asks about them."""
        self._authors |= dict.fromkeys(authors)

    def brought(self, taken: Taken) -> None:
        """A frame of it was taken."""
        self.names([taken.author])
        if taken.branch:
            self._branches.setdefault(taken.author, []).append(taken.branch)
        if taken.note:
            self.say(taken.note)

    def say(self, note: Note) -> None:
        """Something was wrong; nobody needs to hear of more than a message bears."""
        if len(self._notes) < MAX_HEADS:
            self._notes.append(note)

    def have(self, device: Device, *, is_all: bool = True) -> tuple[Held, ...]:
        """What is held of everybody it speaks of; `device` is what is known of itself.

        `is_all` says that no pages of the feed follow.
        """
        held = self._commune.have(list(self._authors)[: 2 * MAX_HEADS])
        return tuple(self._proven(one, device, is_all=is_all) for one in held)

    def _proven(self, held: Held, device: Device, *, is_all: bool) -> Held:
        """What we hold of an author, and where that proves nothing yet: of what is told of it.

        As long as the feed does not bring `is_all` that lies between, our later hash is of no use,
        and the client would say its own part again with every page. Where it or the author is
        revoked no feed ever follows, so there another branch is spoken of, too.
        """
        told, author = self._heads.get(held.author), self._registry.device(held.device)
        if device.revoked or (author and author.revoked):
            return as_told(self._commune, held, told, self._branches.get(held.author, ()))
        if is_all or told is None or not 0 < told.n < held.n:
            return held
        if self._commune.log.chain_of(held.author, told.n) != told.chain:
            return held
        return held._replace(beyond=(Range(1, told.n, told.chain), *held.beyond)[:MAX_HEADS])
