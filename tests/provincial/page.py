"""A small page that shows what the province holds: plain HTML, no script, no build."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape
from typing import Any

from tests.provincial.fields import TABLE
from tests.provincial.labels import CODES, FIELDS, HAPPENED, SERVICES, YES_NO, YES_NO_FIELDS
from tests.provincial.states import NAMES

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif;
  color: #1d2733; background: #f3f5f8; }
header { background: #8c1d18; color: #fff; border-bottom: 4px solid #f2c14e; }
header div { max-width: 1240px; margin: 0 auto; padding: 16px 24px; }
header h1 { margin: 0; font-size: 21px; font-weight: 600; }
header p { margin: 2px 0 0; font-size: 13px; color: #f7dedc; }
header a { color: #fff; }
main { max-width: 1240px; margin: 0 auto; padding: 20px 24px 48px; }
.tiles { display: flex; flex-wrap: wrap; gap: 12px; margin-bottom: 22px; }
.tile { flex: 1 1 150px; background: #fff; border-radius: 8px; padding: 12px 16px;
  box-shadow: 0 1px 2px #0002; }
.tile b { display: block; font-size: 25px; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tile span { color: #5a6675; font-size: 13px; }
.tile.bad b { color: #b3261e; }
section { background: #fff; border-radius: 8px; padding: 14px 18px 12px; margin-bottom: 18px;
  box-shadow: 0 1px 2px #0002; overflow-x: auto; }
h2 { margin: 0 0 10px; font-size: 17px; }
h2.dossier { margin: 30px 0 10px; }
h2 small { color: #5a6675; font-weight: 400; font-size: 13px; margin-left: 6px; }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
th { text-align: left; color: #5a6675; font-weight: 600; font-size: 13px; white-space: nowrap;
  border-bottom: 2px solid #e3e8ee; padding: 6px 14px 6px 0; vertical-align: bottom; }
td { border-bottom: 1px solid #edf0f4; padding: 7px 14px 7px 0; vertical-align: top; }
tr:last-child td { border-bottom: 0; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
.code { font-family: "Cascadia Mono", "DejaVu Sans Mono", monospace; font-size: 13px;
  white-space: nowrap; }
.when { white-space: nowrap; font-variant-numeric: tabular-nums; }
a { color: #1b4f9c; text-decoration: none; } a:hover { text-decoration: underline; }
.state { display: inline-block; border-radius: 10px; padding: 1px 10px; font-size: 13px;
  background: #e8edf3; white-space: nowrap; }
.s2, .s4 { background: #dbe8fb; color: #123f7e; }
.s9, .s10 { background: #d9efdd; color: #14532d; }
.s5, .s6, .s8 { background: #fcedc9; color: #6b4700; }
.s3, .s7 { background: #f8dcda; color: #7d1711; }
.none { color: #5a6675; }
.dossiers th:nth-child(1) { width: 190px; } .dossiers th:nth-child(3) { width: 190px; }
.dossiers th:nth-child(4) { width: 270px; } .dossiers th:nth-child(5) { width: 110px; }
.dossiers th:nth-child(6) { width: 150px; }
hr { border: 0; border-top: 1px solid #e3e8ee; }
@media (max-width: 700px) { table { min-width: 640px; } main { padding: 14px 12px; }
  dl { grid-template-columns: 1fr; } dd { margin-bottom: 6px; } }
dl { display: grid; grid-template-columns: minmax(180px, max-content) 1fr; gap: 4px 20px; margin: 0;
  font-size: 14px; }
dt { color: #5a6675; } dd { margin: 0; overflow-wrap: anywhere; }
"""

_TITLE = "Hệ thống thông tin giải quyết thủ tục hành chính tỉnh"
_NAMES = list(dict.fromkeys(field.name for fields in TABLE.values() for field in fields))
_PLACES = {name: place for place, name in enumerate(_NAMES)}
_MOMENT = re.compile(r"(?:19|20)\d{12}")


def first_page(told: Mapping[str, Any], now: datetime) -> str:
    """All dossiers by unit, then what was refused and what went wrong."""
    return _page(_TITLE, _overview(told, "/ho-so/"), now)


def whole_page(told: Mapping[str, Any], now: datetime) -> str:
    """The same with every dossier below, in one file that needs no server."""
    dossiers = "".join(
        f'<h2 class="dossier" id="{escape(one["code"])}">Hồ sơ {escape(one["code"])}</h2>'
        + _dossier(one)
        for one in told["dossiers"]
    )
    return _page(_TITLE, _overview(told, "#") + dossiers, now)


def dossier_page(one: Mapping[str, Any], now: datetime) -> str:
    """One dossier with all its fields and its progress."""
    return _page(f"Hồ sơ {one['code']}", _dossier(one), now, back=True)


def _overview(told: Mapping[str, Any], link: str) -> str:
    units: dict[str, list[Mapping[str, Any]]] = {}
    for one in told["dossiers"]:
        units.setdefault(one["unit"], []).append(one)
    parts = [_tiles(told)]
    parts += [_unit(unit, held, link) for unit, held in sorted(units.items())]
    if not units:
        parts.append('<section><p class="none">Chưa có hồ sơ nào được gửi lên.</p></section>')
    return "".join([*parts, _refusals(told["refusals"]), _faults(told["happened"])])


def _dossier(one: Mapping[str, Any]) -> str:
    return (
        f"<section><h2>{escape(one['fields'].get('TenTTHC', ''))}</h2><p>{_state(one)}"
        f" &nbsp;Nhận {_when(one['added_at'])}, cập nhật {_when(one['updated_at'])},"
        f" {one['updates']} lượt cập nhật</p></section>"
        f"<section><h2>Tiến độ<small>{len(one['rows'])} dòng</small></h2>{_progress(one)}</section>"
        f"<section><h2>Thông tin hồ sơ</h2>{_fields(one['fields'])}</section>"
    )


def _tiles(told: Mapping[str, Any]) -> str:
    audit = told["audit"]
    tiles = [
        ("Hồ sơ đã ghi nhận", audit["dossiers"], False),
        ("Lượt cập nhật", audit["updates"], False),
        ("Dòng tiến độ", audit["progress_rows"], False),
        ("Dòng tiến độ gửi trùng", audit["rows_twice"], True),
        ("Dòng tiến độ sai thứ tự", audit["rows_out_of_order"], True),
        ("Lượt chưa ghi nhận", len(told["refusals"]), True),
    ]
    return '<div class="tiles">' + "".join(map(_tile, tiles)) + "</div>"


def _tile(tile: tuple[str, int, bool]) -> str:
    name, count, bad = tile
    tone = " bad" if bad and count else ""
    return f'<div class="tile{tone}"><b>{_number(count)}</b><span>{name}</span></div>'


def _unit(unit: str, held: list[Mapping[str, Any]], link: str) -> str:
    name = held[-1]["fields"].get("DonViXuLy", "")
    rows = [
        (
            f'<a class="code" href="{link}{escape(one["code"])}">{escape(one["code"])}</a>',
            escape(one["fields"].get("TenTTHC", "")),
            escape(one["fields"].get("ChuHoSo", "")),
            _state(one),
            str(len(one["rows"])),
            _when(one["updated_at"]),
        )
        for one in held
    ]
    heads = ("Mã hồ sơ", "Thủ tục", "Chủ hồ sơ", "Trạng thái", "#Dòng tiến độ", "Cập nhật")
    return (
        f"<section><h2>{escape(name or unit)}<small>{escape(unit)} – {_number(len(held))} hồ sơ"
        f'</small></h2><div class="dossiers">{_table(heads, rows)}</div></section>'
    )


def _refusals(refusals: list[Mapping[str, Any]]) -> str:
    rows = [
        (
            _when(one["at"]),
            escape(SERVICES.get(one["service"], one["service"])),
            f'<span class="code">{escape(one["code"])}</span>',
            escape(one["message"]),
        )
        for one in reversed(refusals[-200:])
    ]
    heads = ("Lúc", "Việc", "Mã hồ sơ", "Lý do")
    return f"<section><h2>Chưa ghi nhận</h2>{_table(heads, rows)}</section>"


def _faults(happened: Mapping[str, int]) -> str:
    rows = [
        (escape(HAPPENED.get(kind, kind)), _number(times))
        for kind, times in sorted(happened.items(), key=lambda one: -one[1])
    ]
    return f"<section><h2>Đường truyền</h2>{_table(('Việc đã xảy ra', '#Số lần'), rows)}</section>"


def _progress(one: Mapping[str, Any]) -> str:
    rows = [
        (
            _when(row["ThoiDiemXuLy"]),
            escape(row["NguoiXuLy"]),
            escape(row.get("ChucDanh", "")),
            escape(row.get("NoiDungXuLy", "")),
            _state({"state": row["TrangThai"]}),
        )
        for row in one["rows"]
    ]
    heads = ("Thời điểm", "Người xử lý", "Chức danh", "Nội dung", "Trạng thái")
    return _table(heads, rows)


def _fields(said: Mapping[str, Any]) -> str:
    """In the order of the interface's description, in the words of the officers."""
    lines = (
        f"<dt>{escape(FIELDS.get(name, name))}</dt><dd>{_value(name, said[name])}</dd>"
        for name in sorted(said, key=_place)
    )
    return f"<dl>{''.join(lines)}</dl>"


def _value(name: str, said: object) -> str:
    if isinstance(said, list):
        return "<hr>".join(map(_fields, said)) or '<span class="none">không có</span>'
    text = "" if said is None else str(said)
    if name == "TrangThaiHoSo":
        return _state({"state": text})
    if _MOMENT.fullmatch(text):
        return _when(text)
    words = YES_NO if name in YES_NO_FIELDS else CODES.get(name, {})
    return escape(words.get(text, text)) or '<span class="none">để trống</span>'


def _place(name: str) -> int:
    return _PLACES.get(name, len(_PLACES))


def _table(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    heads = tuple(heads)
    tones = [' class="n"' if head.startswith("#") else "" for head in heads]
    top = "".join(
        f"<th{tone}>{head.removeprefix('#')}</th>" for head, tone in zip(heads, tones, strict=True)
    )
    lines = "".join(
        "<tr>"
        + "".join(f"<td{tone}>{cell}</td>" for cell, tone in zip(row, tones, strict=True))
        + "</tr>"
        for row in rows
    )
    if not lines:
        return '<p class="none">Không có.</p>'
    return f"<table><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table>"


def _state(one: Mapping[str, Any]) -> str:
    state = one["state"]
    return f'<span class="state s{escape(state)}">{escape(NAMES[state])}</span>'


def _when(text: str) -> str:
    if text.isdigit():
        moment = f"{text[6:8]}/{text[4:6]}/{text[:4]} {text[8:10]}:{text[10:12]}"
    else:
        moment = f"{datetime.fromisoformat(text):%d/%m/%Y %H:%M}"
    return f'<span class="when">{moment}</span>'


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _page(title: str, body: str, now: datetime, *, back: bool = False) -> str:
    link = '<a href="/">‹ Tất cả hồ sơ</a> · ' if back else ""
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><header>"
        f"<div><h1>{escape(title)}</h1><p>{link}Hệ thống thử nghiệm, dữ liệu không có thật · "
        f"{now:%H:%M ngày %d/%m/%Y}</p></div></header><main>{body}</main></body></html>"
    )
