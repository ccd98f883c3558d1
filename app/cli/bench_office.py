"""The office that a measurement is made on."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
