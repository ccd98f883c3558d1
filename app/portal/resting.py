"""Dossiers whose telling failed while others got through: each waits longer after each failure."""

_MOST = 128
"""Passes: about an hour where nothing else happens."""


class Resting:
    """Counted in passes, in memory alone: after a restart everything may be tried once more."""

    def __init__(self) -> None:
        self._now = 0
        self._failures: dict[str, int] = {}
        self._until: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._failures)

    def next_pass(self) -> None:
        """One more pass begins."""
        self._now += 1

    def has(self, dossier: str) -> bool:
        """It is not its turn yet."""
        return self._until.get(dossier, 0) > self._now

    def put(self, dossier: str) -> None:
        """It failed: until the next pass, then twice as long after each further failure."""
        failures = self._failures[dossier] = self._failures.get(dossier, 0) + 1
        self._until[dossier] = self._now + min(_MOST, 2 ** (failures - 1))

    def let_go(self, dossier: str) -> None:
        """It got through."""
        self._failures.pop(dossier, None)
        self._until.pop(dossier, None)
