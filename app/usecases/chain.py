"""Cùng lượt, liên thông: what else was brought at the visit, for which agency, and what waits."""

import msgspec

from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import ChainedAfter
from app.domain.history import DossierVersion
from app.domain.officers import agency_of_field
from app.domain.states import State
from app.domain.text import clean
from app.store.act import Act
from app.store.projections.visits import Visits
from app.store.reader import Reader
from app.usecases.desk import Desk
from app.usecases.staff import agencies_here
from app.usecases.step import record

HAS_RESULT = frozenset({State.DONE, State.RETURNED})


class ChainLink(msgspec.Struct, frozen=True, kw_only=True):
    """Another dossier of the same visit; `is_before`: this one waits for its result."""

    dossier_id: str
    code: str
    procedure: str
    agency: str
    state: State
    is_before: bool

    @property
    def is_ready(self) -> bool:
        """Its result is there: what waits for it can go on."""
        return self.state in HAS_RESULT


def links(desk: Desk, dossier: Dossier) -> tuple[ChainLink, ...]:
    """List the other dossiers of the visit, and the one that is waited for wherever it is."""
    reader = desk.store.reader()
    ids = reader.topic(Visits).dossiers(dossier.ticket) if dossier.ticket else []
    if dossier.waits_for and dossier.waits_for not in ids:
        ids = [dossier.waits_for, *ids]
    others = [reader.dossier(one) for one in ids if one != dossier.id and reader.row(one)]
    names = {one.code: one.name for one in agencies_here(reader)} if others else {}
    return tuple(_link(reader, dossier, one, names) for one in others)


def chain_after(desk: Desk, shown: DossierVersion, after: str, reason: str = "") -> Dossier:
    """Chờ kết quả của hồ sơ khác; nothing named ends the wait.

    Raises `RuleViolation('chain_in_a_circle')` where the other one waits for this one.
    """
    with desk.store.act(by=desk.officer) as act:
        now = act.dossier(shown.id)
        number = ""
        if after:
            other = act.dossier(after)
            must_not_circle(act, other, now.id)
            number = other.official_code or other.number
        said = ChainedAfter(after=after, number=number, reason=clean(reason))
        return record(desk, act, shown.id, now.chain_after(said), shown)


def must_not_circle(act: Act, other: Dossier, dossier_id: str) -> None:
    """Raise `RuleViolation` where what is waited for waits for this one, however far on."""
    seen = {other.id}
    one = other
    while one.waits_for and one.waits_for not in seen:
        if one.waits_for == dossier_id:
            raise RuleViolation("chain_in_a_circle", other.number)
        seen.add(one.waits_for)
        one = act.dossier(one.waits_for)


def _link(reader: Reader, dossier: Dossier, other: Dossier, names: dict[str, str]) -> ChainLink:
    procedure = other.procedure
    field = procedure.field if procedure else ""
    code = agency_of_field(agencies_here(reader), field) if names else ""
    return ChainLink(
        dossier_id=other.id,
        code=other.official_code or other.number,
        procedure=(procedure.short_name or procedure.name) if procedure else "",
        agency=names.get(code, ""),
        state=other.state,
        is_before=other.id == dossier.waits_for,
    )
