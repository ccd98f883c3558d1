"""Provinces and communes of today, and what became of the old ones on 1 July 2025."""

from collections.abc import Callable, Iterable
from functools import cached_property

import msgspec

from app.domain.address import (
    COMMUNE_KINDS,
    DISTRICT_KINDS,
    Part,
    is_named,
    is_written,
    parts,
    same_kind,
)

_ALIASES = {"Thành phố Huế": ("thuathienhue",), "Thành phố Hồ Chí Minh": ("hcm", "tphcm")}


class Province(msgspec.Struct, frozen=True, array_like=True):
    """One of the 34 provinces and cities."""

    code: str
    name: str


class Commune(msgspec.Struct, frozen=True, array_like=True):
    """One of the 3,321 communes, wards and special zones; `name` begins with its kind."""

    code: str
    name: str
    province: str


class OldDistrict(msgspec.Struct, frozen=True, array_like=True):
    """A district before 1 July 2025, in its province of then."""

    name: str
    province: str
    aliases: tuple[str, ...] = ()


class OldUnit(msgspec.Struct, frozen=True, array_like=True):
    """A ward or commune before 1 July 2025, and today's communes that hold parts of it.

    `district` is a place in the table's list. The commune that took the largest part is first.
    Five island districts had no wards: their `ward` is "".
    """

    ward: str
    district: int
    communes: tuple[str, ...]
    aliases: tuple[str, ...] = ()

    @property
    def is_split(self) -> bool:
        """Several of today's communes hold parts of it."""
        return len(self.communes) > 1


class PlaceTable(msgspec.Struct, frozen=True, kw_only=True):
    """The table as it ships: pure data."""

    version: str
    source: str
    provinces: tuple[Province, ...]
    communes: tuple[Commune, ...]
    districts: tuple[OldDistrict, ...]
    old_units: tuple[OldUnit, ...]


class Found(msgspec.Struct, frozen=True):
    """Today's communes for an address, likeliest first, and the old units that they come from."""

    communes: tuple[Commune, ...]
    old: tuple[OldUnit, ...] = ()

    @property
    def must_ask(self) -> bool:
        """The old ward was split, its name alone does not tell it, or nothing was found."""
        return len(self.communes) != 1


class Places:
    """The table, looked up; it is read when it is first asked for."""

    def __init__(self, load: Callable[[], PlaceTable]) -> None:
        self._load = load

    @cached_property
    def table(self) -> PlaceTable:
        """The whole table."""
        return self._load()

    @property
    def provinces(self) -> tuple[Province, ...]:
        """All provinces."""
        return self.table.provinces

    @property
    def communes(self) -> tuple[Commune, ...]:
        """All communes."""
        return self.table.communes

    def province(self, code: str) -> Province | None:
        """The province with this code."""
        return next((one for one in self.provinces if one.code == code), None)

    def commune(self, code: str) -> Commune | None:
        """The commune with this code."""
        return self._by_code.get(code)

    def communes_of(self, province: str) -> tuple[Commune, ...]:
        """Communes of the province with this code."""
        return tuple(one for one in self.communes if one.province == province)

    def find(self, address: str) -> Found:
        """Today's communes for an address of two levels (new) or three (old), however written.

        Old wards are looked for first, since that is what cards show. Where only the old district
        is known, all that it became is offered.
        """
        written = parts(address)
        if not written:
            return Found(())
        place, inside = self._districts_named(written)
        ward = written[place + 1] if len(written) > place + 1 else None
        units = [unit for unit in self.table.old_units if unit.district in inside]
        if found := [unit for unit in units if _fits(unit, ward)]:
            return self._found(_likeliest(found, ward))
        is_province = place == 0 and bool(self._provinces_named(written))
        if units and not is_province and _must_be_old(written[place], ward):
            return self._found(units)
        return self._new(written)

    def _districts_named(self, written: tuple[Part, ...]) -> tuple[int, set[int]]:
        """Which part names a district, and which districts it may be."""
        for place in (1, 0):  # after the province, or first where the province was left out
            inside = {
                number
                for number, district in enumerate(self.table.districts)
                if place < len(written)
                and is_named(district.name, written[place], district.aliases)
                and all(_is_province(district.province, one) for one in written[:place])
            }
            if inside:
                return place, inside
        return 0, set()

    def _provinces_named(self, written: tuple[Part, ...]) -> set[str]:
        """Codes of today's provinces that the largest part may name."""
        return {one.code for one in self.provinces if _is_province(one.name, written[0])}

    def _new(self, written: tuple[Part, ...]) -> Found:
        """By today's commune and, if it is said, province."""
        provinces = self._provinces_named(written)
        wards = written[1:2] if provinces else written[:1]
        found = [
            one
            for one in self.communes
            if any(is_named(one.name, ward) for ward in wards)
            and (not provinces or one.province in provinces)
        ]
        exact = [one for one in found if is_written(one.name, wards[0])]
        return Found(tuple(exact or found))

    def _found(self, units: Iterable[OldUnit]) -> Found:
        """The communes of these units, each once."""
        units = tuple(units)
        codes = dict.fromkeys(code for unit in units for code in unit.communes)
        return Found(tuple(self._by_code[code] for code in codes), units)

    @cached_property
    def _by_code(self) -> dict[str, Commune]:
        return {one.code: one for one in self.communes}


def _must_be_old(district: Part, ward: Part | None) -> bool:
    """Is it a district that was written, and not the commune of today that has its name?"""
    if district.kind in DISTRICT_KINDS:
        return True
    return ward is not None and district.kind not in COMMUNE_KINDS and not ward.is_hamlet


def _fits(unit: OldUnit, ward: Part | None) -> bool:
    """Is this the unit that was written? Island districts need no ward."""
    if not unit.ward:
        return True
    return ward is not None and is_named(unit.ward, ward, unit.aliases)


def _likeliest(units: list[OldUnit], ward: Part | None) -> list[OldUnit]:
    """Of units that sound alike, those with the same marks, then those of the same kind."""
    if ward is None:
        return units
    exact = [unit for unit in units if is_written(unit.ward, ward)] or units
    return [unit for unit in exact if same_kind(unit.ward, ward)] or exact


def _is_province(name: str, part: Part) -> bool:
    """Is this the province that was written?"""
    return is_named(name, part, _ALIASES.get(name, ()))
