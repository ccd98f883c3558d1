"""The official Vietnamese term of everything that is counted off: states, acts, roles, levels.

A test goes through every enumeration of the domain and finds the one that was forgotten.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from app.ui.i18n import tr

TERMS: dict[type[Enum], Mapping[Any, str]] = {}


def label(value: Enum) -> str:
    """Answer the official term of a value; raises `KeyError` for one that has none."""
    return tr(TERMS[type(value)][value])


def choices(kind: type[Enum]) -> list[tuple[str, Enum]]:
    """List all values of an enumeration with their terms, in their own order, for a choice."""
    return [(label(value), value) for value in kind]
