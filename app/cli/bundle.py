"""`motcua bundle export|import|inspect PATH`: work that travels by stick."""

import argparse
from pathlib import Path
from typing import TypeAlias

import msgspec

from app.cli.answers import FAILED, Subparsers, say, say_json
from app.cli.unlocking import open_desk
from app.ui import words
from app.ui.labels import label
from app.usecases.bundle_export import export_bundle
from app.usecases.bundle_import import import_bundles
from app.usecases.bundle_records import Exported, Imported, ImportedBundle, Lying, Trouble
from app.usecases.bundle_standing import inspect_stick
from app.usecases.desk import Desk

_Answer: TypeAlias = tuple[object, str, bool]
"""As JSON, as lines, and whether all that was asked is done."""
_NOTHING_LOST = {"", "bundle_other_commune", "bundle_old"}


def add_parser(subparsers: Subparsers) -> None:
    """Describe the command group."""
    parser = subparsers.add_parser("bundle", help="work that travels by stick")
    actions = parser.add_subparsers(dest="action", required=True)
    for name in _ACTIONS:
        action = actions.add_parser(name)
        action.add_argument("path", type=Path, metavar="PATH")
        action.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Do one of them."""
    with open_desk(args) as desk:
        facts, lines, is_whole = _ACTIONS[args.action](desk, args.path)
    say_json(facts) if args.json else say(lines)
    return 0 if is_whole else FAILED


def _export(desk: Desk, path: Path) -> _Answer:
    made = export_bundle(desk, path)
    return msgspec.to_builtins(made), "\n".join(_exported(made)), True


def _import(desk: Desk, path: Path) -> _Answer:
    """Whatever could not be read makes it a failure; what is not for us does not."""
    told = import_bundles(desk, path)
    facts = msgspec.to_builtins(told)
    for one in facts["bundles"]:
        one["code"] = _number(one["code"])
        one["troubles"] = [[each["name"], _number(each["code"])] for each in one["troubles"]]
    return facts, "\n".join(_imported(told)), all(map(_is_whole, told.bundles))


def _is_whole(one: ImportedBundle) -> bool:
    return {one.code, *(trouble.code for trouble in one.troubles)} <= _NOTHING_LOST


def _inspect(desk: Desk, path: Path) -> _Answer:
    lying = inspect_stick(desk, path)
    facts = [msgspec.to_builtins(one) for one in lying]
    for one in facts:
        one["code"] = _number(one["code"])
    return facts, "\n".join(_lying(one) for one in lying), True


def _exported(made: Exported) -> list[str]:
    lines = [f"Đã ghi gói số {made.serial}: {made.acts} việc, {made.files} tệp ({made.folder})."]
    if made.more:
        lines.append("USB không đủ chỗ cho tất cả; phần còn lại ghi lần sau.")
    if made.cleaned:
        lines.append(f"Đã bỏ {made.cleaned} gói cũ mà tỉnh đã nhận đủ.")
    return [*lines, "Đưa USB lên tỉnh, rồi cắm lại USB sau khi tỉnh trả về."]


def _imported(told: Imported) -> list[str]:
    lines = []
    for one in told.bundles:
        said = f"{one.folder} ({one.name or label(one.writer)}): {one.fresh} việc mới"
        parts = [said, f"{one.files} tệp" if one.files else "", _sentence(one.code)]
        lines.append("; ".join([part for part in parts if part] + _troubles(one.troubles)))
    lines += [
        f"Còn thiếu của {one.name or one.device}: việc số {one.first} đến {one.last}."
        for one in told.missing
    ]
    if told.catalogue:
        lines.append(f"Đã cài danh mục thủ tục bản {told.catalogue}.")
    return [*lines, f"Tỉnh xác nhận thêm {told.confirmed} việc; còn chờ {told.waiting} việc."]


def _lying(one: Lying) -> str:
    made = f"{one.made:%d/%m/%Y %H:%M}" if one.made else ""
    who = one.name or label(one.writer)
    state = "tỉnh đã nhận đủ" if one.is_acknowledged else _sentence(one.code)
    parts = [f"{one.folder}: {who}", made, f"{one.acts} việc, {one.files} tệp", state]
    return "; ".join([part for part in parts if part] + _troubles(one.troubles))


def _troubles(troubles: tuple[Trouble, ...]) -> list[str]:
    return [f"{one.name}: {_sentence(one.code)}" for one in troubles]


def _sentence(code: str) -> str:
    known = words.sentence(code)
    return f"{known.code}: {known.what} {known.remedy}".rstrip() if code else ""


def _number(code: str) -> str:
    return words.sentence(code).code if code else ""


_ACTIONS = {"export": _export, "import": _import, "inspect": _inspect}
