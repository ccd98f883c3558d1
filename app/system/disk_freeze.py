"""Programs that throw away, at each start, what was written since the last one.

On such a PC an office would be gone the next morning. The list is data, and not verified.
"""

import os
import sys
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from app.system import hardware_windows
from app.system.paths import resources

_BOOT = Path("/proc/cmdline")


class Product(msgspec.Struct, frozen=True):
    """One program and what it leaves on a PC."""

    name: str
    services: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    boot_words: tuple[str, ...] = ()


class Traces(NamedTuple):
    """What this machine shows: how to ask for a service and a file, what runs, how it started."""

    has_service: Callable[[str], bool]
    has_file: Callable[[str], bool]
    processes: frozenset[str]
    boot_words: frozenset[str]


class _Listed(msgspec.Struct, frozen=True):
    products: tuple[Product, ...]


def found() -> tuple[str, ...]:
    """The names of the listed programs that this machine shows."""
    traces = _windows() if sys.platform == "win32" else _linux()
    return found_in(traces, listed())


def found_in(traces: Traces, products: Iterable[Product]) -> tuple[str, ...]:
    """The names of those products of which at least one trace is there."""
    return tuple(one.name for one in products if _shows(one, traces))


@lru_cache(maxsize=1)
def listed() -> tuple[Product, ...]:
    """The list that ships."""
    text = (resources() / "hardware" / "disk_freeze.json").read_bytes()
    return msgspec.json.decode(text, type=_Listed).products


def is_there(pattern: str, windows: Path, programs: Iterable[Path]) -> bool:
    """Whether a file of the list is there, in any of the folders of programs."""
    head, _, rest = pattern.partition("/")
    folders = {"%W%": (windows,), "%P%": tuple(programs)}.get(head, ())
    return any(next(folder.glob(rest), None) for folder in folders if folder.is_dir())


def _shows(product: Product, traces: Traces) -> bool:
    return (
        any(traces.has_service(name) for name in product.services)
        or any(traces.has_file(pattern) for pattern in product.files)
        or any(name.lower() in traces.processes for name in product.processes)
        or any(word in traces.boot_words for word in product.boot_words)
    )


def _windows() -> Traces:
    windows = Path(os.environ.get("SYSTEMROOT", "C:\\Windows"))
    names = ("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432")
    programs = {Path(os.environ[name]) for name in names if name in os.environ}
    return Traces(
        has_service=hardware_windows.has_service,
        has_file=lambda pattern: is_there(pattern, windows, programs),
        processes=hardware_windows.processes(),
        boot_words=frozenset(),
    )


def _linux() -> Traces:
    words = _BOOT.read_text("utf-8").split() if _BOOT.exists() else []
    return Traces(lambda _name: False, lambda _pattern: False, frozenset(), frozenset(words))
