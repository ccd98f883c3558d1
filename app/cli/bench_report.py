"""How long the reports of a period take, against reading the same rows without counting them.

Every invented dossier ends on the day of the measurement, so that its month holds them all: the
worst case that an office of that size can have.
"""

import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

from app.cli.bench_figures import Figure, Figures, middle, milliseconds
from app.cli.bench_office import an_office, opened
from app.domain.reports import Period
from app.store.projections.reports import Reports
from app.usecases import report_papers, report_sheets, reports
from app.usecases.desk import Desk
from app.usecases.reports import ReportKind

_DAYS = 710  # before today: the invented dossiers were received in 700


def measure(dossiers: int, runs: int) -> Figures:
    """Count, read the register, fill the form, and write the register as an Excel file."""
    with an_office(dossiers) as pc, opened(pc) as desk:
        today = desk.now().date()
        period = Period(today - timedelta(_DAYS), today + timedelta(1))
        scan = _times(runs, lambda: _scan(desk, period))
        counted = _times(runs, lambda: reports.report(desk, period))
        day = Period(period.first, period.first)
        quiet = _times(runs, lambda: reports.report(desk, day))
        listed = _times(runs, lambda: reports.register(desk, period))
        found = reports.report(desk, period)
        paper = _times(runs, lambda: report_papers.paper(desk, found, ReportKind.SITUATION))
        saved = _save(desk, found)
        rows = max(1, found.registered)
    return {
        "report": middle(counted, "ms", scan),
        "report_per_dossier": Figure(median(counted) * 1000 / rows, "us"),
        "quiet_day": middle(quiet, "ms"),
        "register": middle(listed, "ms", scan),
        "form": middle(paper, "ms"),
        "register_xlsx": Figure(saved, "ms"),
        "register_xlsx_per_row": Figure(saved * 1000 / rows, "us"),
        "rows": Figure(found.registered, "dossiers"),
        "dossiers": Figure(dossiers, "dossiers"),
    }


def _times(runs: int, work: Callable[[], object]) -> list[float]:
    return [milliseconds(work) for _ in range(max(1, runs))]


def _scan(desk: Desk, period: Period) -> object:
    """Read and decode the rows, and nothing else."""
    return desk.store.reader().topic(Reports).lines((period.start, period.end))


def _save(desk: Desk, found: reports.Report) -> float:
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        path = Path(folder) / "register.xlsx"
        return milliseconds(lambda: report_sheets.save(desk, found, ReportKind.REGISTER, path))
