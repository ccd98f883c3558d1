"""Bản sao của một máy: which entries of another branch a person has looked at.

An entry of a device is its epoch, its number there and its mark: two copies of one disk write the
same numbers. An event names runs of numbers, each with the marks of its entries in order.
"""

import re
from collections.abc import Iterable, Iterator

_RUN = re.compile(r"([0-9A-Z]{1,8}):([0-9]{1,15}):((?:[0-9a-f]{8})+)", re.ASCII)
_MARK = 8
"""Digits of a mark: enough of an event's hash to tell the branches of one commune apart."""

Place = tuple[str, int, str]
"""Epoch, number and mark."""


def place(epoch: str, n: int, h: bytes) -> Place:
    """The place of an entry whose hash is `h`."""
    return epoch, n, h.hex()[:_MARK]


def runs(places: Iterable[Place]) -> tuple[str, ...]:
    """Write places as runs, in order."""
    return tuple(
        f"{epoch}:{first}:{''.join(marks)}" for epoch, first, marks in _joined(sorted(set(places)))
    )


def places_of(said: Iterable[str]) -> set[Place]:
    """The places that runs name; what is no run names none."""
    return {named for run in said for named in _places(run)}


def _places(run: str) -> Iterator[Place]:
    if (found := _RUN.fullmatch(run)) is None:
        return
    epoch, first, marks = found[1], int(found[2]), found[3]
    for place_in_run, at in enumerate(range(0, len(marks), _MARK)):
        yield epoch, first + place_in_run, marks[at : at + _MARK]


def _joined(places: list[Place]) -> Iterator[tuple[str, int, list[str]]]:
    begun: tuple[str, int, list[str]] | None = None
    for epoch, n, mark in places:
        if begun is not None and begun[0] == epoch and n == begun[1] + len(begun[2]):
            begun[2].append(mark)
            continue
        if begun is not None:
            yield begun
        begun = (epoch, n, [mark])
    if begun is not None:
        yield begun
