"""The narrow door to what events mean: the application hands it in, the page only shows it.

The gateway interprets nothing. Without an `Insight` the page shows what the gateway knows itself.
"""

from collections.abc import Sequence
from typing import Protocol

from sync.gateway.storage.digests import Connection, Digest, Machine
from sync.protocol.event import Event


class Insight(Protocol):
    """Says what the events of one entity come to; pure functions of them.

    `devices` are the commune's events about its devices: who was allowed to say what.
    """

    @property
    def version(self) -> str:
        """Of the rules that it follows: with another one everything is read anew."""

    @property
    def types(self) -> frozenset[str]:
        """The types of entities that it says something about; nothing else is read for it."""

    def digest(self, events: Sequence[Event], devices: Sequence[Event]) -> Digest | None:
        """What the province wants to know of a dossier; None where they are about another thing."""

    def connection(self, events: Sequence[Event], devices: Sequence[Event]) -> Connection | None:
        """How a connector says its line is; None where they are about another thing."""

    def machine(self, events: Sequence[Event], devices: Sequence[Event]) -> Machine | None:
        """What a PC says of itself, last; None where they are about another thing."""
