"""What the commune's server asks of whoever keeps the journal; the store's session gives it."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from sync.journal import Journal
from sync.peer.request import Server
from sync.protocol.frame import NO_DICTIONARIES, Dictionaries, newest_of
from sync.protocol.identity import Author
from sync.protocol.signing import Signer


class Page(Protocol):
    """One write transaction."""

    @property
    def journal(self) -> Journal:
        """The journal inside it."""

    def touch(self, entities: Iterable[str]) -> None:
        """These have a new history."""

    def acknowledged(self) -> None:
        """Somebody signed for something."""

    def need_epoch(self, reason: str) -> None:
        """Somebody knows another past of ours."""


class Who(NamedTuple):
    """Who this server is now, and whose word on the order it believes (None before enrolment)."""

    commune: str
    author: Author
    signer: Signer
    gateway: Server | None


class Session(Protocol):
    """Works on one thread."""

    def who(self) -> Who:
        """Who we are, read anew: an act may have begun another epoch."""

    def reading(self) -> AbstractContextManager[Journal]:
        """Several questions as of one moment."""

    def page(self) -> AbstractContextManager[Page]:
        """Both or neither: what was taken, and what follows from it."""

    def state(self) -> tuple[int, ...]:
        """Differs whenever somebody wrote to the journal, in whatever process."""

    def names_file(self, file: str) -> bool:
        """Whether an act names a file with this content."""

    def words_on(self, files: Iterable[str]) -> tuple[bytes, ...]:
        """What is held here of the gateway's words on these files, as it signed them."""

    def file_came(self, file: str) -> None:
        """It is whole here: whoever sends to the province hears of it."""

    def close(self) -> None:
        """Let go of it."""


class Shelf(NamedTuple):
    """The dictionaries that frames may be packed in."""

    dictionaries: Dictionaries = NO_DICTIONARIES

    def shared(self, known_to: int) -> int:
        """The newest that both sides know."""
        return newest_of(self.dictionaries, known_to)
