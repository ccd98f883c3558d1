"""Make `resources/units/places.json.zst` from the package `vietnamadminunits`.

The package holds the 34 provinces and 3,321 communes since 1 July 2025, the 10,040 wards and
communes before, and which of them went where; 471 were split, and then the commune that it names
as the default comes first. Its notice lies beside the data.
"""

import importlib.metadata
import json
import shutil
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import zstandard

from app.domain.place import Commune, OldDistrict, OldUnit, PlaceTable, Province

PACKAGE = "vietnamadminunits"
KINDS = ("phuong", "thitran", "xa", "thanhpho", "thixa", "huyen", "quan", "tp", "tx", "tt")
FOLDER = Path(__file__).resolve().parents[2] / "resources" / "units"


def main() -> None:
    """Write the table and the notice of its source."""
    table = made()
    packed = zstandard.ZstdCompressor(level=19).compress(msgspec.json.encode(table))
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "places.json.zst").write_bytes(packed)
    shutil.copyfile(notice(), FOLDER / "vietnamadminunits-LICENSE.txt")
    sys.stdout.write(
        f"{len(table.provinces)} provinces, {len(table.communes)} communes, "
        f"{len(table.old_units)} old units, "
        f"{sum(unit.is_split for unit in table.old_units)} split, "
        f"{len(packed)} bytes\n"
    )


def made() -> PlaceTable:
    """The table, from the package's own data."""
    data = files(PACKAGE) / "data"
    with sqlite3.connect(f"file:{data / 'dataset.db'}?mode=ro", uri=True) as database:
        database.row_factory = sqlite3.Row
        new = database.execute("SELECT * FROM admin_units ORDER BY wardCode").fetchall()
        old = database.execute(
            "SELECT * FROM admin_units_legacy ORDER BY provinceCode, districtCode, wardCode"
        ).fetchall()
    database.close()
    targets = _targets(json.loads((data / "converter_2025.json").read_text("utf-8")), new)
    districts = {(row["province"], row["district"]): row["districtAlias"] for row in old}
    places = {key: place for place, key in enumerate(districts)}
    version = importlib.metadata.version(PACKAGE)
    return PlaceTable(
        version=f"2025-07-01/{version}",
        source=f"{PACKAGE} {version}, MIT",
        provinces=tuple(
            Province(*pair) for pair in sorted({(r["provinceCode"], r["province"]) for r in new})
        ),
        communes=tuple(Commune(r["wardCode"], r["ward"], r["provinceCode"]) for r in new),
        districts=tuple(
            OldDistrict(district, province, _bare(alias))
            for (province, district), alias in districts.items()
        ),
        old_units=tuple(
            OldUnit(
                row["ward"] or "",
                places[row["province"], row["district"]],
                tuple(targets[_key(row)]),
                _bare(row["wardAlias"]),
            )
            for row in old
        ),
    )


def notice() -> Path:
    """The licence text that the package ships."""
    found = importlib.metadata.files(PACKAGE) or []
    return Path(str(next(one for one in found if "LICENSE" in one.name).locate()))


def _targets(converter: dict[str, Any], new: Iterable[sqlite3.Row]) -> dict[str, list[str]]:
    """Old key to the codes of today's communes, the default first."""
    codes = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in new}
    found: dict[str, list[str]] = defaultdict(list)
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                found[old].append(codes[province, ward])
    for province, old, parts in _divided(converter):
        ordered = sorted(parts, key=lambda one: not one["isDefaultNewWard"])
        found[old].extend(codes[province, one["newWardKey"]] for one in ordered)
    return found


def _divided(converter: dict[str, Any]) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Each split ward with its parts."""
    for province, olds in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in olds.items():
            yield province, old, parts


def _key(row: sqlite3.Row) -> str:
    """The package's own key of an old ward."""
    return f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"


def _bare(aliases: str | None) -> tuple[str, ...]:
    """Earlier names (before mergers up to 2024), folded; those that only add the kind left out."""
    every = dict.fromkeys(json.loads(aliases)) if aliases else {}
    with_kind = {f"{kind}{name}" for kind in KINDS for name in every}
    return tuple(name for name in every if name not in with_kind)


if __name__ == "__main__":
    main()
