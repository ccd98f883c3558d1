"""Two counters of one commune for the trial of the built program; run by the Windows Python.

    python -m tests.windows.two_counters FOLDER [DOSSIERS]

No command founds an office (the first start does, with an officer before it), so the use cases do.
"""

import sys
from functools import partial
from pathlib import Path

from app.domain.access import Role
from app.domain.person import Person
from app.domain.procedure import Limit, Unit
from app.usecases.administration import (
    NewOfficer,
    found_office,
    officers_here,
    sign_in,
    sign_out,
    this_pc,
)
from app.usecases.office import OfficeFacts
from app.usecases.reception import receive
from app.usecases.reception_form import ReceptionForm

COMMUNE = "03562"
PASSWORD = "cho phien Nam Luc mua lu"  # noqa: S105 - an invented officer's
OFFICERS = {"quầy 1": "Lò Thị Mai", "quầy 2": "Vàng A Chứ"}


def found(folder: Path, slot: int, officer: str, dossiers: int) -> None:
    """An office with its first officer, who has received so many dossiers."""
    pc = this_pc(folder)
    facts = OfficeFacts(
        commune_code=COMMUNE,
        commune_name="Xã Sì Lở Lầu",
        province_code="12",
        province_name="Tỉnh Lai Châu",
    )
    found_office(pc, facts, NewOfficer(f"counter{slot}", officer, Role.CLERK), PASSWORD, slot=slot)
    desk = sign_in(pc, officers_here(pc)[0].id, PASSWORD)
    form = partial(ReceptionForm, other_name="Xác nhận cư trú", limit=Limit(1, Unit.WORKING_DAY))
    for n in range(dossiers):
        receive(desk, form(submitter=Person(name=f"Người Dân {n}")))
    sign_out(desk)


def main(folder: Path, dossiers: int) -> None:
    """Both counters, and the file with their password."""
    folder.mkdir(parents=True)
    (folder / "password").write_text(PASSWORD + "\n", "utf-8")
    for slot, (name, officer) in enumerate(OFFICERS.items(), 1):
        found(folder / name, slot, officer, dossiers)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
