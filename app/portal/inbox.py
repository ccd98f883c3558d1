"""What came online: each message becomes one event in the commune's log, then is acknowledged.

Whether a message was taken in is read off the log itself, so that a restart, a second connector or
a lost acknowledgement takes nothing in twice. Acknowledged is only what the gateway has signed for.
"""

import logging
import uuid
from collections.abc import Sequence
from datetime import datetime

from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import (
    CodeGiven,
    FeePaidOnline,
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
from app.store.projections.provincial import OwedToProvince
from app.system.clock import instant
from app.usecases.acceptance import procedure_ref
from app.usecases.desk import Desk

LOG = logging.getLogger(__name__)

_ONLINE = uuid.UUID("7b0f7f0a-52d4-7c1e-9a55-3f9f9d6f2c11")


class Inbox:
    """Takes in what one system hands over."""

    def __init__(self, desk: Desk, config: Config, language: Language, line: SystemLine) -> None:
        self._desk = desk
        self._config = config
        self._system = config.system.name
        self._language = language
        self._line = line
        self.unplaced = 0
        """Messages about dossiers that this commune does not know; they are told again."""

    def take(self) -> list[str]:
        """Write down what is new; answers the messages that may be acknowledged once sent on."""
        service = self._config.inbound.list_service
        if not service:
            return []
        answer = self._line.ask(self._language.list_inbound(service))
        if answer.meaning is not Meaning.DONE:
            LOG.warning("what came online cannot be asked for: %s", answer.meaning)
            return []
        messages = self._language.inbound(answer.result)
        self.unplaced = 0
        return [one.item for one in messages if self._is_taken_in(one)]

    def acknowledge(self, items: Sequence[str]) -> None:
        """Say that these are kept for good."""
        service = self._config.inbound.acknowledge_service
        if items and service:
            self._line.ask(self._language.acknowledge(service, items), writes=True)

    def _is_taken_in(self, message: Inbound) -> bool:
        if message.kind is InboundKind.DOSSIER:
            return self._take_dossier(message)
        dossier_id = self._desk.store.reader().topic(OwedToProvince).dossier_of(message.code)
        if not dossier_id:
            self.unplaced += 1
            return False
        return self._take_word(message, self._desk.store.reader().dossier(dossier_id))

    def _take_dossier(self, message: Inbound) -> bool:
        """A new online dossier; the same one again changes nothing."""
        entity = str(uuid.uuid5(_ONLINE, f"{self._system}/{message.code}"))
        if self._desk.store.reader().topic(OwedToProvince).dossier_of(message.code):
            return True
        files = self._kept(message)
        with self._desk.store.act(by=self._desk.officer, eff=_moment(message)) as act:
            first = act.append(entity, self._registered(message, files), files=_names(files))
            given = CodeGiven(code=message.code, system=self._system)
            act.append(entity, given, seen=(first.seen_as,))
            act.refold(entity)
        self._settle(files)
        return True

    def _take_word(self, message: Inbound, dossier: Dossier) -> bool:
        """A supplement, a state or a payment of a dossier that is here."""
        if any(getattr(entry.said, "item", "") == message.item for entry in dossier.timeline):
            return True
        files = self._kept(message)
        said = self._said(message, files)
        if said is None:
            LOG.warning("a message of kind %s says nothing usable", message.kind)
            return False
        with self._desk.store.act(by=self._desk.officer, eff=_moment(message)) as act:
            act.record(dossier.id, said, seen=dossier.version, files=_names(files))
        self._settle(files)
        return True

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


def _moment(message: Inbound) -> datetime | None:
    """When it happened, if the province says so."""
    return instant(message.at) if message.at else None
