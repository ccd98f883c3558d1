"""Chuyển nhiều hồ sơ một lần, theo một danh sách bàn giao (NĐ 118/2025, Điều 18)."""

from collections.abc import Sequence

import msgspec

from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import Recipient
from app.domain.history import DossierVersion
from app.domain.states import Act
from app.store.projections.papers import Papers
from app.usecases.desk import Desk
from app.usecases.step import record


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """A dossier that the officer chose in a list, as it stood when she was asked to whom."""

    shown: DossierVersion
    code: str
    owner: str
    can_go: bool
    """It may be forwarded now; the others stay."""


class HandedOver(msgspec.Struct, frozen=True, kw_only=True):
    """What went, under which number, and what stayed because its state does not allow it."""

    number: str
    gone: tuple[Dossier, ...]
    stayed: tuple[str, ...] = ()
    """Codes."""


def choose(desk: Desk, dossier_ids: Sequence[str]) -> tuple[Chosen, ...]:
    """Read what was chosen, so that what follows is based on it."""
    reader = desk.store.reader()
    return tuple(_chosen(reader.dossier(dossier_id)) for dossier_id in dossier_ids)


def forward_all(desk: Desk, chosen: Sequence[Chosen], to: Recipient, note: str = "") -> HandedOver:
    """Hand all over to one recipient under one number, in one transaction.

    The paper names them together, so a power cut keeps all or none. What may no longer be forwarded
    stays and is named; when nothing may, `RuleViolation("nothing_to_forward")`.
    """
    number = next_list_number(desk)
    gone: list[Dossier] = []
    stayed: list[str] = []
    with desk.store.act(by=desk.officer) as act:
        for one in chosen:
            now = act.dossier(one.shown.id)
            if Act.FORWARD not in now.allowed():
                stayed.append(one.code)
                continue
            said = now.forward(to, list_number=number, note=note)
            gone.append(record(desk, act, now.id, said, one.shown))
        if not gone:
            raise RuleViolation("nothing_to_forward")
    return HandedOver(number=number, gone=tuple(gone), stayed=tuple(stayed))


def next_list_number(desk: Desk) -> str:
    """Return the next number of this PC's lists today: BG-K7Q2-261127-01."""
    begins = f"BG-{desk.store.device.epoch}-{desk.now():%y%m%d}-"
    taken = desk.store.reader().topic(Papers).lists_like(begins)
    serials = [int(tail) for tail in (one.removeprefix(begins) for one in taken) if tail.isdigit()]
    return f"{begins}{max(serials, default=0) + 1:02d}"


def _chosen(dossier: Dossier) -> Chosen:
    owner = dossier.owned_by
    return Chosen(
        shown=dossier.version,
        code=dossier.official_code or dossier.number,
        owner=owner.name if owner else "",
        can_go=Act.FORWARD in dossier.allowed(),
    )
