"""What a measurement answers; loads nothing of the program."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


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
