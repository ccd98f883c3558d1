"""What a reception costs on an office of any size, and how long everything takes to be folded anew.

A save is from F8 to being on the disk: rules, event, lists, search index, slip journal, flushes.
"""

from pathlib import Path

from app.cli.bench_acts import a_form
from app.cli.bench_figures import Figure, Figures, milliseconds, percentile
from app.cli.bench_office import an_office, opened
from app.usecases.desk import Desk
from app.usecases.reception import receive

SAVES = 200
_OWN_WRITES = Path("/proc/self/io")


def measure(dossiers: int, _runs: int, office: Path | None = None, saves: int = SAVES) -> Figures:
    """Receive so many more, then rebuild the lists."""
    with an_office(dossiers, office) as pc, opened(pc) as desk:
        forms = [a_form(desk, dossiers + number) for number in range(saves)]
        before = _written()
        took = [milliseconds(lambda form=form: receive(desk, form)) for form in forms]  # type: ignore[misc]
        written = _written() - before
        rebuilt = milliseconds(desk.store.rebuild) / 1000
        size = _size(desk)
    return {
        "receive_p95": Figure(percentile(took, 0.95), "ms", None, min(took), max(took)),
        "receive_median": Figure(percentile(took, 0.5), "ms"),
        "written_per_receive": Figure(written / saves / 1024, "KB"),
        "rebuild": Figure(rebuilt, "s"),
        "database": Figure(size, "MB"),
        "dossiers": Figure(dossiers, "dossiers"),
    }


def _written() -> int:
    """Bytes that this process has handed to the system; 0 where it does not tell."""
    if not _OWN_WRITES.exists():
        return 0
    told = dict(line.split(": ") for line in _OWN_WRITES.read_text("ascii").splitlines())
    return int(told["wchar"])


def _size(desk: Desk) -> float:
    desk.store.rest()
    return desk.profile.database.stat().st_size / (1 << 20)
