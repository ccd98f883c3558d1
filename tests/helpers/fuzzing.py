"""Inputs that nobody would send, by the thousand: mutated copies of right ones, the same each time.

MOTCUA_FUZZ says how many; without it a test takes the small number that it names.
"""

import copy
import json
import os
import random
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

if sys.platform != "win32":
    import resource

_ASKED = int(os.environ.get("MOTCUA_FUZZ", "0"))
_STRANGE = (
    *(b"", b"0", b"-1", b"+1", b"1e9", b"0x10", b"9" * 15, b"9" * 17, b"9" * 5000, b" 1", b"1 "),
    *("٣".encode(), "１２".encode(), "²".encode(), b"\x00", b"\r\n", b"\xff" * 40, b"=" * 9),
    *(b"../../etc/passwd", b"{" * 3000, b"[" * 3000, b'{"a":' * 500, b"\xed\xa0\x80", b","),
)


def inputs(small: int, share: int = 1) -> int:
    """How many to try: the small number of the normal run, or the share of what was asked for."""
    return _ASKED // share or small


def mutated(corpus: Sequence[bytes], count: int, seed: int) -> Iterator[bytes]:
    """So many copies of the corpus' texts, each cut, flipped, doubled, spliced or replaced."""
    draw = random.Random(seed)  # noqa: S311 - the same inputs again
    for _ in range(count):
        data = bytearray(draw.choice(corpus))
        for _ in range(draw.choice((1, 1, 1, 2, 4))):
            _mutate(data, corpus, draw)
        yield bytes(data)


def _mutate(data: bytearray, corpus: Sequence[bytes], draw: random.Random) -> None:
    at = draw.randint(0, len(data))
    match draw.randrange(7):
        case 0 if at < len(data):
            data[at] ^= 1 << draw.randrange(8)
        case 1:
            del data[at : at + draw.randint(1, 30)]
        case 2:
            data[at:at] = draw.randbytes(draw.randint(1, 30))
        case 3:
            data[at:at] = data[at : at + 20] * draw.choice((1, 2, 200))
        case 4:
            data[at:] = draw.choice(corpus)[at:]
        case 5:
            data[at : at + draw.randint(0, 12)] = draw.choice(_STRANGE)
        case _:
            data[:] = draw.choice(_STRANGE)


_ODD: tuple[Any, ...] = (
    *(None, True, 0, 1, -1, 7, 1 << 31, 1 << 53, 1 << 63, -(1 << 63), 1 << 200, 1.5, 1e308),
    *(
        "",
        "0",
        "-1",
        "x" * 3000,
        "a\x00b",
        "đ\u0301",
        "\u202e",
        "2026-02-30",
        "9999-12-31",
        "/../..",
    ),
    *([], {}, [[]], [None], {"": ""}, ["x"] * 500, "AAAA", "ff" * 32, "\ud800", "zz"),
)
_DEEP = 40


def retold(corpus: Sequence[bytes], count: int, seed: int) -> Iterator[bytes]:
    """So many JSON texts that are well formed and say something else; some are not even that."""
    draw = random.Random(seed)  # noqa: S311 - the same inputs again
    wild = mutated(corpus, 1 << 60, seed + 1)
    for _ in range(count):
        if draw.random() < 0.25:
            yield next(wild)
            continue
        told = json.loads(draw.choice(corpus))
        for _ in range(draw.choice((1, 1, 2, 4))):
            told = _otherwise(told, draw)
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        yield _deep(text, draw).encode("utf-8", "surrogatepass")


def _otherwise(told: Any, draw: random.Random) -> Any:
    """The same with one thing in it, anywhere, said otherwise, left out or said besides."""
    if not isinstance(told, dict | list) or not told or draw.random() < 0.1:
        return _odd(draw)
    keys = list(told) if isinstance(told, dict) else range(len(told))
    key: Any = draw.choice(list(keys))
    match draw.randrange(6):
        case 0:
            del told[key]
        case 1 if isinstance(told, dict):
            told[draw.choice(("", "x", "format", "version", key + "a"))] = _odd(draw)
        case 1 | 2 if isinstance(told, list):
            told.extend([told[key]] * draw.choice((1, 3, 30)))
        case _:
            told[key] = _otherwise(told[key], draw)
    return told


def _deep(text: str, draw: random.Random) -> str:
    """Now and then with a field that nobody knows, as deep as no program reads."""
    if draw.random() > 0.02 or not text.startswith("{"):
        return text
    rest = text[1:] if text == "{}" else f",{text[1:]}"
    return f'{{"Aa":{"[" * 3000}{"]" * 3000}{rest}'


def _odd(draw: random.Random) -> Any:
    """A value that nobody expects; now and then one inside of forty others."""
    told = copy.deepcopy(draw.choice(_ODD))
    if draw.random() < 0.05:
        for _ in range(_DEEP):
            told = [told]
    return told


@contextmanager
def bounded(megabytes: int = 64) -> Iterator[None]:
    """What is done inside raises the most memory that this process ever took by no more."""
    before = _most_memory()
    yield
    more = _most_memory() - before
    assert more < megabytes << 10, f"{more >> 10} MB more"


def _most_memory() -> int:
    """In KB; Windows is not asked, so nothing is measured there."""
    if sys.platform == "win32":
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
