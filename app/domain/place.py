"""Provinces and communes of today, and what became of the old ones on 1 July 2025."""

from collections.abc import Iterable, Mapping

import msgspec


class Province(msgspec.Struct, frozen=True, array_like=True):
    """One of the 34 provinces and cities."""

    code: str
    name: str


class Commune(msgspec.Struct, frozen=True, array_like=True):
    """One of the 3,321 communes, wards and special zones; `name` begins with its kind."""

    code: str
    name: str
    province: str


class OldUnit(msgspec.Struct, frozen=True, array_like=True):
    """A ward or commune before 1 July 2025, and today's communes that hold parts of it."""

    ward: str
    district: str
    province: str
    communes: tuple[str, ...]


class Found(msgspec.Struct, frozen=True):
    """Today's communes for an old address; more than one means that somebody must be asked."""

    old: OldUnit | None
    communes: tuple[Commune, ...]

    @property
    def must_ask(self) -> bool:
        """The old ward was split, or its name alone does not tell which one it was."""
        return len(self.communes) != 1


class Places(msgspec.Struct, frozen=True):
    """The table of places."""

    version: str
    provinces: tuple[Province, ...]
    communes: tuple[Commune, ...]
    old_units: tuple[OldUnit, ...]

    def commune(self, code: str) -> Commune | None:
        """The commune with this code."""
        raise NotImplementedError

    def communes_of(self, province: str) -> tuple[Commune, ...]:
        """Communes of the province with this code, in the order of their codes."""
        raise NotImplementedError

    def find(self, address: str) -> Found:
        """Today's communes for an address of two levels (new) or three (old), however written."""
        raise NotImplementedError
