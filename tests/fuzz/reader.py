"""One reader as the fuzzer sees it."""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.helpers.fuzzing import mutated, retold

_HOME = Path("/dev/shm")  # noqa: S108 - memory where there is some: each input is a file
FOLDER = Path(tempfile.mkdtemp(prefix="motcua-fuzz-", dir=_HOME if _HOME.is_dir() else None))
"""For readers of files; gone with the process."""
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)


class Reader(NamedTuple):
    """What reads, where its code stands, right inputs, and how it may say no.

    `is_json` texts are also told otherwise. Of what is slow only a `share` is tried.
    """

    modules: tuple[str, ...]
    read: Callable[[bytes], object]
    corpus: Sequence[bytes]
    refuses: tuple[type[Exception], ...]
    is_json: bool = False
    share: int = 1
    only_the_true_one: bool = False
    """Nothing but what is in the corpus may be believed."""

    def inputs(self, count: int, seed: int) -> Iterator[bytes]:
        """So many of them; the first ones are right."""
        yield from self.corpus
        make = retold if self.is_json else mutated
        yield from make(self.corpus, max(1, count // self.share), seed)


def in_words(read: Callable[[str], object]) -> Callable[[bytes], object]:
    """For what reads text."""
    return lambda data: read(data.decode("utf-8", "replace"))


def of_file(name: str, read: Callable[[Path], object]) -> Callable[[bytes], object]:
    """For what reads a file of that name."""

    def reads(data: bytes) -> object:
        (FOLDER / name).write_bytes(data)
        return read(FOLDER / name)

    return reads


def written(name: str, do: Callable[[Path], object]) -> bytes:
    """What is written into a file of that name."""
    do(FOLDER / name)
    return (FOLDER / name).read_bytes()
