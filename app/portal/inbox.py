"""What came online: each message becomes one event in the commune's log, then is acknowledged.

Whether a message was taken in is read off the log itself, so that a restart, a second connector or
a lost acknowledgement takes nothing in twice. Acknowledged is only what the gateway has signed for.
"""

import logging
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import (
    CodeGiven,
    FeePaidOnline,
    MessageUnplaced,
    OnlineFile,
    Payload,
    PaymentMethod,
    ProcedureRef,
    RegisteredOnline,
    StateReported,
    SupplementBrought,
)
from app.domain.person import IdKind, Person
from app.domain.personal_number import check_number
from app.domain.procedure import Channel
from app.domain.states import State
from app.portal.config import Config
from app.portal.line import SystemLine
from app.portal.mapping.language import Inbound, InboundKind, Language, Meaning
from app.portal.refusals import of_answer
from app.store.faults import StoreFault
from app.store.projections.provincial import OwedToProvince
from app.system.clock import instant
from app.usecases.acceptance import procedure_ref
from app.usecases.desk import Desk
from sync.protocol.errors import SyncError

LOG = logging.getLogger(__name__)

UNPLACED = "unplaced"
TELLINGS = 20
"""How often a message about an unknown dossier is told before it is put aside for a person."""
_ONLINE = uuid.UUID("7b0f7f0a-52d4-7c1e-9a55-3f9f9d6f2c11")


class Inbox:
    """Takes in what one system hands over."""

    def __init__(self, desk: Desk, config: Config, language: Language, line: SystemLine) -> None:
        self._desk = desk
        self._config = config
        self._system = config.system.name
        self._language = language
        self._line = line
        self._tellings: dict[str, int] = {}
        self.unplaced = 0
        """Messages that could not be taken in the last time; they are told again."""

    def take(self) -> dict[str, str]:
        """Write down what is new; answers whose history each message has become part of.

        Raises `LineDown`, and `Refusal` where the province will not tell.
        """
        service = self._config.inbound.list_service
        if not service:
            return {}
        answer = self._line.ask(self._language.list_inbound(service))
        if answer.meaning is not Meaning.DONE:
            raise of_answer(answer)
        messages = self._language.inbound(answer.result)
        self.unplaced = len(answer.result) - len(messages)
        found = {one.item: self._taken_in(one) for one in messages}
        self._tellings = {item: n for item, n in self._tellings.items() if item in found}
        return {item: entity for item, entity in found.items() if entity}

    def acknowledge(self, taken: Mapping[str, str]) -> int:
        """Say that these are kept for good, as far as the gateway has them; answers how many.

        Raises `LineDown`, and `Refusal` where the province will not hear it.
        """
        service = self._config.inbound.acknowledge_service
        items = [item for item, entity in taken.items() if self._is_safe(item, entity)]
        if items and service:
            answer = self._line.ask(self._language.acknowledge(service, items), writes=True)
            if answer.meaning is not Meaning.DONE:
                raise of_answer(answer)
        return len(items)

    def _is_safe(self, item: str, entity: str) -> bool:
        """Its event has a place in the commune's log, and the gateway holds its files."""
        events = self._desk.store.reader().events(entity)
        own = [event for event in events if event.payload and event.payload.get("item") == item]
        files = [name for event in own for name in event.envelope.f]
        session = self._desk.store.sync_session()
        try:
            has_files = all(session.sent_files.is_sent(name) for name in files)
        finally:
            session.close()
        return has_files and all(event.position is not None for event in own)

    def _taken_in(self, message: Inbound) -> str:
        """Whose history it belongs to; empty for what cannot be taken in now.

        One message that cannot be written down keeps back no other.
        """
        try:
            entity = self._take(message)
        except (RuleViolation, StoreFault, SyncError, ValueError) as why:
            code = getattr(why, "code", type(why).__name__)
            LOG.warning("a message of kind %s cannot be taken in: %s", message.kind, code)
            entity = ""
        if not entity:
            self.unplaced += 1
        return entity

    def _take(self, message: Inbound) -> str:
        known = self._desk.store.reader().topic(OwedToProvince).dossier_of(message.code)
        if message.kind is InboundKind.DOSSIER:
            return known or self._take_dossier(message)
        if known:
            return self._take_word(message, self._desk.store.reader().dossier(known))
        return self._put_aside(message)

    def _take_dossier(self, message: Inbound) -> str:
        """A new online dossier."""
        entity = str(uuid.uuid5(_ONLINE, f"{self._system}/{message.code}"))
        files = self._kept(message)
        with self._desk.store.act(by=self._desk.officer, eff=self._moment(message)) as act:
            first = act.append(entity, self._registered(message, files), files=_names(files))
            given = CodeGiven(code=message.code, system=self._system)
            act.append(entity, given, seen=(first.seen_as,))
            act.refold(entity)
        self._settle(files)
        return entity

    def _take_word(self, message: Inbound, dossier: Dossier) -> str:
        """A supplement, a state or a payment of a dossier that is here."""
        if any(getattr(entry.said, "item", "") == message.item for entry in dossier.timeline):
            return dossier.id
        files = self._kept(message)
        said = self._said(message, files)
        if said is None:
            LOG.warning("a message of kind %s says nothing usable", message.kind)
            return ""
        with self._desk.store.act(by=self._desk.officer, eff=self._moment(message)) as act:
            act.record(dossier.id, said, seen=dossier.version, files=_names(files))
        self._settle(files)
        return dossier.id

    def _put_aside(self, message: Inbound) -> str:
        """About a dossier that is not here: told often enough, it is written down for a person.

        It may only be early; but a list that is full of such messages would hold back all others.
        """
        entity = str(uuid.uuid5(_ONLINE, f"{self._system}/{message.item}"))
        if self._desk.store.reader().deeds_of(entity):
            return entity
        self._tellings[message.item] = self._tellings.get(message.item, 0) + 1
        if self._tellings[message.item] < TELLINGS:
            return ""
        said = MessageUnplaced(
            system=self._system,
            item=message.item,
            number=message.code,
            about=message.kind.value,
            note=message.note,
        )
        with self._desk.store.act(by=self._desk.officer) as act:
            act.record_office(entity, UNPLACED, said)
        return entity

    def _moment(self, message: Inbound) -> datetime | None:
        """When it happened, if the province says so; what has not happened yet happens now."""
        at = instant(message.at) if message.at else None
        return at if at is not None and at <= self._desk.now() else None

    def _kept(self, message: Inbound) -> tuple[OnlineFile, ...]:
        """Its files, with the content of those that came along put on the disk first."""
        return tuple(
            OnlineFile(
                name=one.name,
                component=one.component,
                address=one.address,
                file=self._desk.store.files.keep(one.content) if one.content else "",
            )
            for one in message.files
        )

    def _settle(self, files: Sequence[OnlineFile]) -> None:
        """Their event is committed."""
        for name in _names(files):
            self._desk.store.files.settle(name)

    def _said(self, message: Inbound, files: tuple[OnlineFile, ...]) -> Payload | None:
        if message.kind is InboundKind.SUPPLEMENT:
            return SupplementBrought(
                item=message.item,
                note=message.note,
                files=files,
                system=self._system,
            )
        if message.kind is InboundKind.STATE and message.state in set(State) - {State.NOT_HERE}:
            return StateReported(
                state=message.state,
                reason=message.note,
                by_whom=message.by_whom,
                unit=message.unit,
                system=self._system,
                item=message.item,
            )
        if message.kind is InboundKind.PAYMENT and message.amount:
            return FeePaidOnline(
                amount=message.amount,
                method=PaymentMethod.PORTAL,
                reference=message.reference,
                system=self._system,
                item=message.item,
            )
        return None

    def _registered(self, message: Inbound, files: tuple[OnlineFile, ...]) -> RegisteredOnline:
        submitter = _person(message.submitter or message.owner, message)
        is_other = bool(message.owner) and message.owner != message.submitter
        return RegisteredOnline(
            procedure=self._procedure(message),
            submitter=submitter,
            owner=Person(name=message.owner) if is_other else None,
            channel=Channel.ONLINE,
            request=message.request,
            online_code=message.code,
            system=self._system,
            item=message.item,
            files=files,
        )

    def _procedure(self, message: Inbound) -> ProcedureRef:
        """As our catalogue has it; else as the province names it."""
        try:
            known = self._desk.catalogue.procedure(message.procedure_code)
        except RuleViolation:
            return ProcedureRef(code=message.procedure_code, name=message.procedure_name)
        return procedure_ref(known)


def _person(name: str, message: Inbound) -> Person:
    """Who submitted it; a number of twelve figures is the card's."""
    number = message.id_number or None
    kind: IdKind = "none" if number is None else "other" if check_number(number) else "cccd"
    return Person(
        name=name or "(không ghi tên)",
        id_number=number,
        id_kind=kind,
        phone=message.phone or None,
        email=message.email or None,
        address=message.address or None,
    )


def _names(files: Sequence[OnlineFile]) -> list[str]:
    """The contents that an event names in its `f`."""
    return [one.file for one in files if one.file]
