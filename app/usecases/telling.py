"""Báo cho dân: whom to tell what, how it went, and the list that a village head takes along."""

from collections.abc import Sequence

import msgspec

from app.domain import papers
from app.domain.errors import RuleViolation
from app.domain.events import CitizenTold, TellOutcome, TellWay, VillageHeadNamed
from app.domain.papers import Printout
from app.domain.papers.telling_list import sentence, telling_list
from app.domain.telling import ToTell, VillageHead, village_heads
from app.domain.text import clean, fold
from app.store.projections.telling import Tellings
from app.system.clock import milliseconds
from app.usecases.desk import Desk
from app.usecases.step import Entity, record, record_office

HAMLET = "hamlet"
LIST_FORM = "telling_list"


class Village(msgspec.Struct, frozen=True, kw_only=True):
    """All that is to be told in one village, and who can be called for it.

    An empty `name` holds those whose village nobody wrote down.
    """

    name: str
    head: VillageHead | None
    items: tuple[ToTell, ...]


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """How one call, visit or message went; it may have been about several messages."""

    way: TellWay
    outcome: TellOutcome
    with_whom: str = ""
    note: str = ""


def to_tell(desk: Desk) -> tuple[Village, ...]:
    """List what is to be told by village, the one with the oldest message first."""
    reader = desk.store.reader()
    heads = {fold(head.village): head for head in village_heads(reader.deeds(HAMLET))}
    groups: dict[str, list[ToTell]] = {}
    for item in reader.topic(Tellings).due():
        groups.setdefault(fold(item.village), []).append(item)
    return tuple(
        Village(name=items[0].village, head=heads.get(name), items=tuple(items))
        for name, items in groups.items()
    )


def tell(desk: Desk, items: Sequence[ToTell], call: Call) -> None:
    """Note how a call went for every message that it was about, all or none."""
    if not items:
        raise RuleViolation("nobody_to_tell")
    with desk.store.act(by=desk.officer) as act:
        for item in items:
            now = act.dossier(item.dossier_id)
            record(desk, act, now.id, now.tell(_said(item, call)), now.version)


def words_to_read(desk: Desk, item: ToTell) -> str:
    """Return the sentence to read aloud to the citizen."""
    return sentence(item, desk.office)


def list_for(desk: Desk, village: Village) -> Printout:
    """Fill the list that the village head takes along."""
    now = desk.now()
    said = telling_list(village.items, village.name, village.head, desk.office, milliseconds(now))
    return papers.fill(desk.templates.on(LIST_FORM, now.date().isoformat()), said)


def name_village_head(desk: Desk, village: str, name: str, phone: str) -> None:
    """Write down who heads a village now; the same record is kept when the head changes."""
    said = VillageHeadNamed(village=clean(village), name=clean(name), phone=clean(phone))
    if not said.village or not said.name:
        raise RuleViolation("village_head_missing")
    with desk.store.act(by=desk.officer) as act:
        heads = village_heads(act.deeds_of_type(HAMLET))
        known = next((one for one in heads if fold(one.village) == fold(said.village)), None)
        entity = known.entity if known else act.new_id()
        record_office(desk, act, Entity(entity, HAMLET), said, act.deeds(entity))


def _said(item: ToTell, call: Call) -> CitizenTold:
    is_phone = call.way in (TellWay.PHONE, TellWay.SMS)
    return CitizenTold(
        subject=item.message.subject,
        of=item.message.of,
        way=call.way,
        outcome=call.outcome,
        with_whom=clean(call.with_whom),
        phone=item.phone if is_phone else "",
        note=clean(call.note),
    )
