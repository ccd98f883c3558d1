"""`motcua portal catalogue`: what the province's catalogue says otherwise than ours, in words."""

import argparse
import threading
from pathlib import Path
from typing import Any

import msgspec

from app.cli.answers import say, say_json
from app.domain.money import figures_of_money
from app.domain.procedure import Channel, Limit, Unit
from app.domain.procedure_changes import Aspect, Change, Counts, Value
from app.portal import profile
from app.portal.catalogue import CatalogueReader, Found
from app.portal.config import Config
from app.portal.faults import LineDown
from app.system import durable
from app.ui.labels import label
from app.usecases import catalogue_source

_UNTOLD = "phải hỏi"
"""A limit or a fee that nobody told: it is asked for."""
_NOTHING = "(không có)"
_WHOLE = frozenset({Aspect.NEW, Aspect.ENDED})
_OF_PAPERS = frozenset(
    {
        Aspect.PAPER_ADDED,
        Aspect.PAPER_REMOVED,
        Aspect.PAPER_COUNT,
        Aspect.PAPER_FORM,
        Aspect.PAPER_CASE,
    }
)


def add_options(act: argparse.ArgumentParser) -> None:
    """What only this act has."""
    act.add_argument("--out", type=Path, metavar="FILE.json", help="keep the difference")
    act.add_argument(
        "--source", type=Path, metavar="DIR", help="write what `motcua catalogue build` reads"
    )


def run(config: Config, args: argparse.Namespace) -> int:
    """Ask, compare, tell; what was asked before a line failed is not asked again."""
    with profile.opened(config) as desk:
        reader = CatalogueReader(desk, config, threading.Event().wait)
        try:
            found = reader.refresh()
        except LineDown as why:
            _broken_off(reader, why, as_json=args.json)
            return 1
        version, said = desk.catalogue.version, desk.catalogue.other_words()
    told = _told(version, found)
    if args.source:
        catalogue_source.write(args.source, found.refresh.procedures, said)
    if args.out:
        durable.replace(args.out, msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n")
    if args.json:
        say_json(told)
    else:
        say("\n".join(lines(version, found)))
    return 0


def lines(version: str, found: Found) -> list[str]:
    """The whole difference, a line for each."""
    refresh = found.refresh
    counts = f"{found.listed} thủ tục, hỏi {found.asked}, đã có sẵn {found.kept}"
    said = [f"Danh mục của hệ thống tỉnh: {counts}. So với bản {version}:"]
    said += [in_words(one) for one in refresh.changes] or ["Không có gì khác."]
    if refresh.elsewhere:
        said.append(f"Bỏ qua {refresh.elsewhere} thủ tục không thuộc cấp xã.")
    if refresh.unread:
        said.append("Không đọc được, giữ nguyên như cũ:")
        said += [f"{one.code}: {one.about}: {one.why}" for one in refresh.unread]
    return said


def in_words(change: Change) -> str:
    """One difference: "1.004873: trực tiếp 3 -> 2 ngày làm việc"."""
    return f"{change.code}: {_said(change)}"


def _said(change: Change) -> str:
    aspect, called = change.aspect, label(change.aspect).lower()
    if aspect in _WHOLE:
        return f"{called}: {change.after or change.before}"
    if aspect is Aspect.LIMIT:
        channel = label(Channel(change.subject)).lower()
        return f"{channel} {_limits(change.before, change.after)}"
    if aspect in _OF_PAPERS:
        return f"{called} “{change.subject}”{_of_paper(change)}"
    return f"{called}: {_from_to(change)}"


def _limits(before: Value, after: Value) -> str:
    if isinstance(before, Limit) and isinstance(after, Limit) and before.unit is after.unit:
        return f"{before.value} -> {after.value} {label(after.unit)}"
    return f"{_value(before, _UNTOLD)} -> {_value(after, _UNTOLD)}"


def _of_paper(change: Change) -> str:
    if change.aspect is Aspect.PAPER_ADDED:
        return f" ({_value(change.after)})"
    return "" if change.aspect is Aspect.PAPER_REMOVED else f": {_from_to(change)}"


def _from_to(change: Change) -> str:
    nothing = _UNTOLD if change.aspect is Aspect.FEE else _NOTHING
    return f"{_value(change.before, nothing)} -> {_value(change.after, nothing)}"


def _value(value: Value, nothing: str = _NOTHING) -> str:
    if isinstance(value, Limit):
        number = "" if value.unit is Unit.SAME_DAY else f"{value.value} "
        return number + label(value.unit)
    if isinstance(value, Counts):
        return f"{value.originals} bản chính, {value.copies} bản sao"
    if isinstance(value, int):
        return figures_of_money(value)
    return f"“{value}”" if value else nothing


def _told(version: str, found: Found) -> dict[str, Any]:
    """For programs, and for whoever reviews the difference later."""
    refresh = found.refresh
    changes = [{**msgspec.to_builtins(one), "said": in_words(one)} for one in refresh.changes]
    return {
        "compared_with": version,
        "listed": found.listed,
        "asked": found.asked,
        "kept": found.kept,
        "procedures": len(refresh.procedures),
        "elsewhere": refresh.elsewhere,
        "changes": changes,
        "unread": msgspec.to_builtins(refresh.unread),
    }


def _broken_off(reader: CatalogueReader, why: LineDown, *, as_json: bool) -> None:
    asked, listed = reader.asked + reader.kept, reader.listed
    if as_json:
        say_json({"line": why.line, "asked": asked, "listed": listed})
    else:
        say(f"{label(why.line)}: đã có {asked} trên {listed} thủ tục. Chạy lại để hỏi tiếp.")
