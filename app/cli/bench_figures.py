"""What a measurement answers, and the office that it is made on."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from app.domain.access import Role
from app.store.bulk import record_many
from app.store.crowd import invented
from app.usecases.administration import NewOfficer, found_office, sign_in, sign_out
from app.usecases.desk import Desk
from app.usecases.first_start import need_nothing
from app.usecases.office import OfficeFacts
from app.usecases.this_pc import ThisPc, office_exists, this_pc

COMMUNE = "03562"
OFFICER = "bench"
PASSWORD = "do-toc-do"  # noqa: S105 - of an office that lives for one measurement


@dataclass(frozen=True)
class Figure:
    """One figure, with its reference and the spread of its runs, where there are such."""

    value: float
    unit: str
    reference: float | None = None
    low: float | None = None
    high: float | None = None

    def as_json(self) -> dict[str, float | str]:
        """Return it in the stable shape; a figure without a reference has none."""
        told: dict[str, float | str] = {"value": round(self.value, 2), "unit": self.unit}
        if self.reference:
            told["reference"] = round(self.reference, 2)
            told["ratio"] = round(self.value / self.reference, 3)
        if self.low is not None and self.high is not None:
            told |= {"low": round(self.low, 2), "high": round(self.high, 2)}
        return told

    def __str__(self) -> str:
        told = f"{self.value:.2f} {self.unit}"
        if self.low is not None and self.high is not None:
            told += f", {self.low:.2f} to {self.high:.2f}"
        if self.reference:
            told += f", {self.value / self.reference:.2f} times {self.reference:.2f}"
        return told


Figures = dict[str, Figure]


def middle(runs: Sequence[float], unit: str, reference: Sequence[float] = ()) -> Figure:
    """Return the median of some runs, with their spread, against the median of others."""
    against = median(reference) if reference else None
    return Figure(median(runs), unit, against, min(runs), max(runs))


def percentile(values: Sequence[float], part: float) -> float:
    """Return the value below which that part of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def milliseconds(work: Callable[[], object]) -> float:
    """Do some work and return how long it took."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


@contextmanager
def an_office(dossiers: int = 0, kept: Path | None = None) -> Iterator[ThisPc]:
    """Make an office aside with so many invented dossiers, closed, and take it away again.

    In the folder `kept` it is made once and stays, so that a slow machine need not make it.
    """
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        pc = this_pc((kept or Path(folder)) / "office")
        if not office_exists(pc):
            _fill(pc, dossiers)
        yield pc


def _fill(pc: ThisPc, dossiers: int) -> None:
    found_office(pc, _facts(), NewOfficer(OFFICER, "Đo tốc độ", Role.LEADER), PASSWORD)
    with opened(pc) as desk:
        need_nothing(desk)  # sign-in is to lead to Hôm nay, as on every other day
        if dossiers:
            record_many(desk.store, desk.officer, invented(dossiers))
            desk.store.rest()


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
