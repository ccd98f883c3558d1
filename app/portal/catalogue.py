"""The province's catalogue, asked whole: the list, then each procedure, politely and resumably.

Every answer is kept on the connector's disk as it came, so that a line that fails costs nothing
that was asked already. Where the list tells versions, only what has another one is asked again.
"""

import logging
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from app.domain.procedure import Procedure
from app.domain.procedure_changes import Refresh, Told, Unread, refreshed
from app.portal.config import Config
from app.portal.faults import LineDown, NoCatalogue
from app.portal.line import SystemLine
from app.portal.mapping import language_of
from app.portal.mapping.language import Answer, Call, Language, Listed, Meaning
from app.portal.procedures import ProcedureBook
from app.store.preferences import Preferences
from app.system.clock import milliseconds
from app.usecases.desk import Desk

LOG = logging.getLogger(__name__)

_TRIES = 3
_A_DAY = 24 * 3600 * 1000
"""A reading that was broken off is resumed within a day; after that it is begun anew."""

Pause = Callable[[float], object]


class _Fate(StrEnum):
    """What asking for one procedure came to."""

    TOLD = "told"
    UNKNOWN = "unknown"
    REFUSED = "refused"


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    """An answer as it came."""

    reading: int
    version: str = ""
    fate: _Fate = _Fate.TOLD
    message: str = ""
    result: tuple[dict[str, Any], ...] = ()


class _Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One going-through of the catalogue; `begun` is an instant in UTC milliseconds."""

    number: int
    begun: int
    is_done: bool = False


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a reading, and how much of it had to be asked."""

    refresh: Refresh
    listed: int
    asked: int
    kept: int


class CatalogueReader:
    """Asks one system for its procedures. For one thread."""

    def __init__(self, desk: Desk, config: Config, pause: Pause) -> None:
        self._desk = desk
        self._config = config
        self._pause = pause
        self._kept: Preferences = desk.store.preferences
        self._name = f"portal.catalogue.{config.system.name}"
        self._language: Language = language_of(config.system)
        self._line = SystemLine(config.system, self._language)
        self.listed = 0
        self.asked = 0
        self.kept = 0

    def refresh(self) -> Found:
        """Compare with the catalogue that is installed; after `LineDown` it may be resumed.

        What the connector knows of procedures is forgotten, so that dossiers repeat the new facts.
        Raises `LineDown`, `NoCatalogue`.
        """
        installed = self._desk.catalogue.records()
        with self._line:
            told = self.read(installed)
        system = self._config.system.name
        ProcedureBook(self._kept, system, self._language).forget()
        scope = self._desk.office.province_name
        return Found(
            refresh=refreshed(installed, told, scope),
            listed=self.listed,
            asked=self.asked,
            kept=self.kept,
        )

    def read(self, installed: Sequence[Procedure]) -> list[Told]:
        """All that is listed, and of the installed ones of this province also what is not."""
        reading = self._begun()
        listed = {one.code: one for one in self._list()}
        self.listed = len(listed)
        here = self._desk.office.province_name
        ours = [one.code for one in installed if one.is_shown_in(here)]
        codes = dict.fromkeys([*listed, *ours])
        told = [self._told(listed.get(code, Listed(code)), reading) for code in codes]
        self._keep_reading(msgspec.structs.replace(reading, is_done=True))
        return told

    def _list(self) -> tuple[Listed, ...]:
        call = self._language.list_procedures()
        if call is None:
            raise NoCatalogue(self._config.system.generation)
        answer = self._ask(call)
        if answer.meaning is not Meaning.DONE:
            LOG.warning("the list of procedures is not told: %s", answer.message)
            raise NoCatalogue(answer.message)
        return self._language.listed(answer.result)

    def _told(self, one: Listed, reading: _Reading) -> Told:
        """What is said of one; kept answers count as long as they are the newest."""
        found = self._answer_kept(one.code)
        is_same_version = found is not None and one.version != "" and found.version == one.version
        if found is not None and (is_same_version or found.reading == reading.number):
            self.kept += 1
        else:
            found = self._asked_anew(one, reading)
            self.asked += 1
        return self._read(one.code, found)

    def _asked_anew(self, one: Listed, reading: _Reading) -> _Kept:
        call = self._language.procedure(one.code)
        if call is None:
            raise NoCatalogue(self._config.system.generation)
        self._pause(self._config.pace.between_procedures)
        answer = self._ask(call)
        fates = {Meaning.DONE: _Fate.TOLD, Meaning.UNKNOWN: _Fate.UNKNOWN}
        kept = _Kept(
            reading=reading.number,
            version=one.version,
            fate=fates.get(answer.meaning, _Fate.REFUSED),
            message=answer.message,
            result=tuple(dict(part) for part in answer.result),
        )
        self._kept.put(f"{self._name}.{one.code}", msgspec.json.encode(kept))
        return kept

    def _read(self, code: str, kept: _Kept) -> Told:
        """An answer in our records; one that says nothing usable leaves everything as it is."""
        if kept.fate is _Fate.UNKNOWN:
            return Told(code=code, is_ended=True)
        if kept.fate is _Fate.REFUSED:
            return _nothing(code, f"hệ thống tỉnh từ chối: {kept.message}")
        told = self._language.told_procedure(kept.result)
        if told is None or told.code != code:
            other = f"về thủ tục “{told.code}”" if told else "trống"
            return _nothing(code, f"hệ thống tỉnh trả lời {other}")
        return told

    def _ask(self, call: Call) -> Answer:
        """With a few more tries, each after a longer pause; raises `LineDown`."""
        for wait in range(1, _TRIES):
            try:
                return self._line.ask(call)
            except LineDown as why:
                LOG.info("the catalogue is asked again: %s", why.line)
                self._pause(max(why.retry_after, self._config.pace.between_procedures * 4**wait))
        return self._line.ask(call)

    def _begun(self) -> _Reading:
        """The reading that was broken off, or a new one."""
        now = milliseconds(self._desk.now())
        found = self._kept.get(self._name)
        last = msgspec.json.decode(found, type=_Reading) if found else None
        if last is not None and not last.is_done and 0 <= now - last.begun < _A_DAY:
            return last
        begun = _Reading(number=last.number + 1 if last else 1, begun=now)
        self._keep_reading(begun)
        return begun

    def _keep_reading(self, reading: _Reading) -> None:
        self._kept.put(self._name, msgspec.json.encode(reading))

    def _answer_kept(self, code: str) -> _Kept | None:
        found = self._kept.get(f"{self._name}.{code}")
        return msgspec.json.decode(found, type=_Kept) if found else None


def _nothing(code: str, why: str) -> Told:
    return Told(code=code, unread=(Unread(code, "thủ tục", why),))
