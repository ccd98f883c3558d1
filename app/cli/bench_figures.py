"""What a measurement answers, and the office that it is made on."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.domain.access import Role
from app.store.bulk import record_many
from app.store.crowd import invented
from app.usecases.administration import (
    NewOfficer,
    ThisPc,
    found_office,
    sign_in,
    sign_out,
    this_pc,
)
from app.usecases.desk import Desk
from app.usecases.office import OfficeFacts

COMMUNE = "03562"
OFFICER = "bench"
PASSWORD = "do-toc-do"  # noqa: S105 - of an office that lives for one measurement


@dataclass(frozen=True)
class Figure:
    """One figure, with what it is compared to where there is such a thing."""

    value: float
    unit: str
    reference: float | None = None

    def as_json(self) -> dict[str, float | str]:
        """Return it in the stable shape; a figure without a reference has none."""
        told: dict[str, float | str] = {"value": round(self.value, 2), "unit": self.unit}
        if self.reference:
            told["reference"] = round(self.reference, 2)
            told["ratio"] = round(self.value / self.reference, 3)
        return told

    def __str__(self) -> str:
        against = f" (against {self.reference:.2f})" if self.reference else ""
        return f"{self.value:.2f} {self.unit}{against}"


Figures = dict[str, Figure]


def percentile(values: list[float], part: float) -> float:
    """Return the value below which that part of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


@contextmanager
def an_office(dossiers: int = 0) -> Iterator[ThisPc]:
    """Make an office aside with so many invented dossiers, closed, and take it away again."""
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        pc = this_pc(Path(folder) / "office")
        found_office(pc, _facts(), NewOfficer(OFFICER, "Đo tốc độ", Role.LEADER), PASSWORD)
        if dossiers:
            with opened(pc) as desk:
                record_many(desk.store, desk.officer, invented(dossiers))
                desk.store.rest()
        yield pc


@contextmanager
def opened(pc: ThisPc) -> Iterator[Desk]:
    """Sign in to that office for a while."""
    desk = sign_in(pc, OFFICER, PASSWORD)
    try:
        yield desk
    finally:
        sign_out(desk)


def _facts() -> OfficeFacts:
    return OfficeFacts(
        commune_code=COMMUNE,
        commune_name="Xã Sì Lở Lầu",
        province_code="12",
        province_name="Tỉnh Lai Châu",
    )
