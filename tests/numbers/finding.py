"""What a PC finds by a printed code at the end of a month, beside what the paper ledger says."""

from app.store.records import DossierRow, Filter
from tests.numbers.ledger import Duplicate, Ledger
from tests.numbers.pc import Pc


def not_found(pc: Pc, ledger: Ledger, with_images: bool) -> list[str]:
    """Codes that a PC does not find; raises `Duplicate` where it finds something else.

    After an image a code may also stand on a dossier that was saved and never printed.
    """
    missing = []
    for code, dossiers in ledger.of_dossiers.items():
        found = _bear(pc, code, is_replaced=code in ledger.replaced)
        if dossiers - found - ledger.may_be_lost:
            missing.append(f"{code} on {pc.name}")
        if found - dossiers and not with_images:
            raise Duplicate(f"{code} of {dossiers} leads to {found} on {pc.name}")
    _none_twice(pc)
    return missing


def _bear(pc: Pc, code: str, *, is_replaced: bool) -> set[str]:
    """Dossiers that a search for it shows, and that bear it, or bore it."""
    reader = pc.store.reader()
    rows = reader.search(code, limit=5)
    if is_replaced:
        return {row.id for row in rows if code in reader.dossier(row.id).codes}
    return {row.id for row in rows if code in _codes(row)}


def _none_twice(pc: Pc) -> None:
    """Also what was saved and never printed: the power went between."""
    given: dict[str, str] = {}
    for row in pc.store.reader().dossiers(Filter(), limit=100_000):
        for code in _codes(row):
            if (other := given.setdefault(code, row.id)) != row.id:
                raise Duplicate(f"{code} stands on {other} and {row.id} at {pc.name}")


def _codes(row: DossierRow) -> set[str]:
    return {row.provisional_code, row.official_code} - {""}
