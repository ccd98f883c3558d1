"""Whether the firewall of this PC lets neighbours in to our program; asked without any rights.

Windows keeps a line of text for each rule, for example
`v2.31|Action=Block|Active=TRUE|Dir=In|Protocol=6|Profile=Public|App=C:/.../motcua-cli.exe|Name=...|`.
Everybody may read them, only an administrator may change them. A rule that blocks goes before one
that allows; who dismisses Windows' question gets one that blocks.
"""

import os
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from app.system import firewall_windows

_TCP = {"", "6"}


class Inward(StrEnum):
    """What becomes of a neighbour that knocks."""

    OPEN = "open"
    """There is a rule that lets it in, or no firewall that stands in between."""
    PRIVATE_ONLY = "private_only"
    """Let in, where Windows holds the network for a private one."""
    BLOCKED = "blocked"
    NO_RULE = "no_rule"
    """Nobody has said yes, so it is refused."""
    UNKNOWN = "unknown"
    """Nothing can be read here; only a neighbour that comes proves it."""


class Firewall(NamedTuple):
    """How it stands, and by which name the program is in the firewall's list."""

    inward: Inward = Inward.UNKNOWN
    program: str = ""


def _nothing() -> tuple[bool | None, list[str]]:
    """Elsewhere nothing is known of it."""
    return None, []


_READ = firewall_windows.read if sys.platform == "win32" else _nothing


def firewall(program: Path) -> Firewall:
    """Look how it stands with a program of this PC."""
    is_on, lines = _READ()
    return Firewall(inward(program, lines, is_on=is_on), program.name)


def inward(program: Path, lines: Iterable[str], *, is_on: bool | None) -> Inward:
    """What the rules come to; `is_on` is None where it cannot be read."""
    if is_on is None:
        return Inward.UNKNOWN
    if not is_on:
        return Inward.OPEN
    rules = [rule for rule in map(_rule, lines) if _is_about(rule, program)]
    private, public = _on(rules, "Private"), _on(rules, "Public")
    if private is Inward.OPEN and public is not Inward.OPEN:
        return Inward.PRIVATE_ONLY
    return private


def _on(rules: list["_Rule"], kind: str) -> Inward:
    """What the rules come to in one kind of network."""
    actions = {rule.said.get("Action") for rule in rules if kind in (rule.kinds or {kind})}
    if "Block" in actions:
        return Inward.BLOCKED
    return Inward.OPEN if "Allow" in actions else Inward.NO_RULE


class _Rule(NamedTuple):
    """One line; without `kinds` it holds in every kind of network."""

    said: dict[str, str]
    kinds: set[str]


def _rule(line: str) -> _Rule:
    parts = [part.partition("=")[::2] for part in line.split("|") if "=" in part]
    return _Rule(dict(parts), {value for name, value in parts if name == "Profile"})


def _is_about(rule: _Rule, program: Path) -> bool:
    said = rule.said
    path = os.path.normcase(os.path.expandvars(said.get("App", ""))).casefold()
    return (
        said.get("Active") == "TRUE"
        and said.get("Dir") == "In"
        and said.get("Protocol", "") in _TCP
        and path == os.path.normcase(str(program)).casefold()
    )
