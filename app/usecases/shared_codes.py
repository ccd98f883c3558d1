"""Cấp mã mới: a dossier whose code stands on another one's slip too gets a code of its own."""

from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import CodeReplaced
from app.domain.history import DossierVersion
from app.store.act import Act
from app.store.projections.codes import Bearer, Codes, Twin
from app.usecases.desk import Desk
from app.usecases.step import record

__all__ = ["Bearer", "Twin", "code_to_replace", "replace_code", "shared_codes", "twins"]


def shared_codes(desk: Desk) -> list[Bearer]:
    """List who bears a code that is not his alone; of each code the one that keeps it first."""
    return desk.store.reader().topic(Codes).shared()


def twins(desk: Desk, dossier_id: str) -> tuple[Twin, ...]:
    """List the other dossiers on whose slips a code of this one stands or stood."""
    return tuple(desk.store.reader().topic(Codes).twins(dossier_id))


def code_to_replace(desk: Desk, dossier_id: str) -> str:
    """Return the code on its slip that another dossier keeps; empty for none."""
    return desk.store.reader().topic(Codes).to_replace(dossier_id)


def replace_code(desk: Desk, shown: DossierVersion) -> Dossier:
    """Give it a new code; the old one goes on finding it. Raises `RuleViolation`.

    A dossier that has an official code of its own needs no other one.
    """
    with desk.store.act(by=desk.officer) as act:
        now, codes = act.dossier(shown.id), act.topic(Codes)
        mine = codes.to_replace(now.id)
        shared = [one for one in codes.shared() if one.code == mine]
        if not shared:
            raise RuleViolation("code_not_shared")
        number, official = _new(act, now, shared[0].code)
        said = CodeReplaced(
            number=number,
            instead_of=shared[0].code,
            official=official,
            kept_by=shared[0].dossier_id,
        )
        return record(desk, act, shown.id, now.replace_code(said), shown)


def _new(act: Act, now: Dossier, shared: str) -> tuple[str, bool]:
    """Return the code that goes on the new slip, and whether it is an official one."""
    if now.official_code and now.official_code != shared:
        return now.official_code, True
    given = act.next_number()
    return given.code, given.hold is None
