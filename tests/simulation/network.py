"""The line: loses, cuts, doubles, delays, reorders, and sometimes lies."""

import random
from collections.abc import Callable
from typing import NamedTuple

from sync.protocol.errors import Unreachable
from tests.simulation.province import Province

PORTAL = "<html>Xin mời đăng nhập Wi-Fi</html>".encode()


Hears = Callable[[bytes, int], bytes | None]
"""Takes as many bytes of a body as arrive; answers if all of them did."""


class Moods(NamedTuple):
    """How often each thing happens, of one exchange."""

    lost: float
    cut: float
    doubled: float
    delayed: float
    answer_lost: float
    answer_cut: float
    portal: float

    @classmethod
    def of(cls, chance: random.Random) -> "Moods":
        """The moods of one seed: some lines are good at one thing and bad at another."""
        return cls(*(chance.choice((0.0, 0.02, 0.1, 0.3)) for _ in cls._fields))

    @classmethod
    def of_a_house(cls, chance: random.Random) -> "Moods":
        """A cable in the house is better, and has no portal."""
        moods = cls(*(chance.choice((0.0, 0.0, 0.02, 0.1)) for _ in cls._fields))
        return moods._replace(portal=0.0)


GOOD = Moods(0, 0, 0, 0, 0, 0, 0)


class Network:
    """Carries bodies to the gateway and answers back."""

    def __init__(self, province: Province, chance: random.Random, moods: Moods) -> None:
        self._province, self._chance, self.moods = province, chance, moods
        self._underway: list[tuple[bytes, Hears]] = []
        self._answers: list[bytes] = []

    def carries(self, body: bytes, hears: Hears | None = None) -> bytes:
        """One exchange, with the province or whoever `hears`; raises `Unreachable`.

        What hangs somewhere and arrives late, arrives at whom it was for.
        """
        hears = hears or self._province.hears
        if self._happens(self.moods.lost):
            raise Unreachable("lost")
        if self._happens(self.moods.portal):
            return self._lies()
        if self._happens(self.moods.delayed):
            self._underway.append((body, hears))
            raise Unreachable("delayed")
        arrives = self._somewhere(body) if self._happens(self.moods.cut) else len(body)
        answer = hears(body, arrives)
        if self._happens(self.moods.doubled):
            answer = hears(body, len(body))
        return self._back(answer)

    def delivers_late(self) -> None:
        """A request that hung somewhere arrives after all; nobody waits for its answer."""
        if self._underway:
            body, hears = self._underway.pop(self._chance.randrange(len(self._underway)))
            hears(body, len(body))

    def _back(self, answer: bytes | None) -> bytes:
        if answer is None or self._happens(self.moods.answer_lost):
            raise Unreachable("no answer")
        self._answers.append(answer)
        if self._happens(self.moods.answer_cut):
            return answer[: self._somewhere(answer)]
        return answer

    def _lies(self) -> bytes:
        """A portal's page, or an old answer from a cache."""
        old = self._chance.choice(self._answers) if self._answers else PORTAL
        return self._chance.choice((PORTAL, old))

    def _somewhere(self, body: bytes) -> int:
        return self._chance.randrange(len(body))

    def _happens(self, how_often: float) -> bool:
        return self._chance.random() < how_often
