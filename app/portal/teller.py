"""Tells one dossier to a system of the province, once and in order, and writes down what it said.

Before anything leaves, the dossier is noted as in doubt; whoever is in doubt is looked up before
anything is sent again. A refusal becomes an event that a person sees; a line that fails becomes
nothing but another try.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgspec

from app.domain.dossier import Dossier
from app.domain.events import CodeGiven, Payload, Recorded, RecordRefused
from app.domain.history import TimelineEntry
from app.domain.provincial import PROGRESS as PROGRESS_ACTS
from app.domain.provincial import Owed, act_of_entry, is_for_the_province, owed, standing
from app.portal.awaited import Awaited
from app.portal.config import Config
from app.portal.doubts import Doubts
from app.portal.line import SystemLine
from app.portal.mapping.language import (
    Answer,
    Call,
    Content,
    FileLink,
    Held,
    Language,
    Meaning,
    Plain,
)
from app.portal.procedures import ProcedureBook
from app.portal.refusals import IN_DOUBT, NO_NUMBER, in_words, of_problems
from app.usecases.desk import Desk

Links = Callable[[Dossier], tuple[FileLink, ...]]
"""Addresses of a dossier's files that the province may fetch for a while."""


class Told(NamedTuple):
    """What became of one dossier: recorded, refused with a reason, or nothing was owed."""

    recorded: bool = False
    refused: str = ""
    rows: int = 0


class _Refused(Exception):
    """The system, or our own check, says no: a person must look."""

    def __init__(self, reason: str, code: str = "") -> None:
        super().__init__(code)
        self.reason = reason
        self.code = code


class Teller:
    """Works on the connector's own store, for one system and one thread."""

    def __init__(  # noqa: PLR0913, PLR0917 - the six things that a teller brings together
        self,
        desk: Desk,
        config: Config,
        language: Language,
        line: SystemLine,
        doubts: Doubts,
        links: Links,
    ) -> None:
        self._desk = desk
        self._config = config
        self._system = config.system.name
        self._language = language
        self._line = line
        self._doubts = doubts
        self._links = links
        self.awaited = Awaited(desk.store.preferences, self._system)
        self._procedures = ProcedureBook(desk.store.preferences, self._system, language)

    def tell(self, dossier_id: str) -> Told:
        """Tell what is owed of it; raises `LineDown`, and then it stays owed and in doubt."""
        dossier = self._desk.store.reader().dossier(dossier_id)
        lacks = owed(dossier, self._system, ordered=True)
        if not lacks or lacks.refused:
            return Told()
        try:
            dossier = self._numbered(dossier)
            rows = self._send(dossier, lacks)
        except _Refused as no:
            self._say(
                dossier_id,
                RecordRefused(
                    reason=no.reason, code=no.code, up_to=lacks.up_to, system=self._system
                ),
            )
            self._doubts.end(dossier_id)
            self.awaited.note(dossier_id, is_awaited=False)
            return Told(refused=no.reason)
        self._say(
            dossier_id,
            Recorded(
                up_to=lacks.up_to,
                code=dossier.official_code or "",
                system=self._system,
                state=int(dossier.state),
            ),
        )
        self._doubts.end(dossier_id)
        return Told(recorded=True, rows=rows)

    def tell_files(self, dossier_id: str) -> bool:
        """Of a dossier that is recorded: tell the links that were missing, once all are there.

        Raises `LineDown`; answers whether they went.
        """
        dossier = self._desk.store.reader().dossier(dossier_id)
        content = self._content(dossier)
        if len(content.links) < len(dossier.scans):
            return False
        answer = self._record(content, known=True)
        self.awaited.note(dossier_id, is_awaited=answer.meaning is not Meaning.DONE)
        return answer.meaning is Meaning.DONE

    def _numbered(self, dossier: Dossier) -> Dossier:
        """The dossier with its official number; the province's counter gives one if it is to.

        A number whose answer is lost is a gap; one that came is in the journal before it is used.
        """
        if dossier.official_code:
            return dossier
        number = self._config.number
        if number.source == "slip":
            raise _Refused(in_words(NO_NUMBER), NO_NUMBER)
        answer = self._line.ask(self._language.next_number(number.service, number.unit))
        code = self._language.number_of(answer.result)
        if answer.meaning is not Meaning.DONE or not code:
            raise _of(answer)
        return self._say(dossier.id, CodeGiven(code=code, system=self._system))

    def _send(self, dossier: Dossier, lacks: Owed) -> int:
        """Everything that it lacks; answers how many rows went."""
        content = self._content(dossier)
        if dossier.was_accepted and (found := self._language.problems(content)):
            raise _Refused(of_problems(found), "MAPPING")
        is_doubtful = dossier.id in self._doubts or self._was_told_by_another(dossier)
        self._doubts.begin(dossier.id, lacks.up_to)
        self.awaited.note(dossier.id, is_awaited=len(content.links) < len(dossier.scans))
        now = standing(dossier, self._system)
        held = self._look_up(content.code) if is_doubtful else None
        known = held is not None if is_doubtful else now.is_recorded or now.came_from_there
        if not known and dossier.was_accepted:
            known, is_doubtful, held = self._add(content, held, is_doubtful=is_doubtful)
            if not known:
                return self._tell_rows(content, self._rows_since(dossier, 0, held))
        since = 0 if is_doubtful else now.reach
        rows = self._rows_since(dossier, since, held if is_doubtful else None)
        if is_doubtful and held is not None and held.rows is None and rows:
            raise _Refused(in_words(IN_DOUBT), IN_DOUBT)
        sent = self._tell_rows(content, rows)
        if dossier.was_accepted:
            answer = self._record(content, known=True)
            if answer.meaning is not Meaning.DONE:
                raise _of(answer)
        return sent

    def _record(self, content: Content, *, known: bool) -> Answer:
        """Record it; refused for its procedure, it is offered once more if that has changed."""
        answer = self._ask(self._language.record(content, known=known))
        if answer.meaning is not Meaning.PROCEDURE_REFUSED:
            return answer
        if not self._procedures.learns_otherwise(content.procedure.code, self._line):
            return answer
        facts = self._procedures.facts_of(content.dossier, self._line)
        again = msgspec.structs.replace(content, procedure=facts)
        if self._language.problems(again):
            return answer
        return self._ask(self._language.record(again, known=known))

    def _add(
        self, content: Content, held: Held | None, *, is_doubtful: bool
    ) -> tuple[bool, bool, Held | None]:
        """Add it; whether it was there already, and then what is held of it."""
        answer = self._record(content, known=False)
        if answer.meaning is Meaning.EXISTS:
            return True, True, self._look_up(content.code)
        if answer.meaning is not Meaning.DONE:
            raise _of(answer)
        return False, is_doubtful, held

    def _tell_rows(self, content: Content, entries: Sequence[TimelineEntry]) -> int:
        """Progress rows, in order, so many at a time."""
        size = self._language.most_rows
        for start in range(0, len(entries), size):
            rows = [self._language.row(content, one) for one in entries[start : start + size]]
            self._must(self._language.progress(rows))
        return len(entries)

    def _rows_since(
        self, dossier: Dossier, since: int, held: Held | None
    ) -> tuple[TimelineEntry, ...]:
        """The rows behind a place of the history, without those that are held already."""
        entries = tuple(
            entry
            for entry in dossier.timeline[since:]
            if entry.position is not None
            and is_for_the_province(entry)
            and act_of_entry(entry) in PROGRESS_ACTS
        )
        if held is None or not held.rows:
            return entries
        return self._not_held(self._content(dossier), entries, held.rows)

    def _not_held(
        self, content: Content, entries: Sequence[TimelineEntry], rows: Sequence[Plain]
    ) -> tuple[TimelineEntry, ...]:
        """Each row that is held counts for one of ours that says the same."""
        there = Counter(_identity(row) for row in rows)
        lacking = []
        for entry in entries:
            said = _identity(self._language.row(content, entry))
            if there[said]:
                there[said] -= 1
            else:
                lacking.append(entry)
        return tuple(lacking)

    def _content(self, dossier: Dossier) -> Content:
        return Content(
            dossier=dossier,
            code=dossier.official_code or "",
            agency=self._config.system.agency,
            procedure=self._procedures.facts_of(dossier, self._line),
            links=self._links(dossier),
        )

    def _look_up(self, code: str) -> Held | None:
        """What is held of it; where nobody can be asked it may be there, with whatever rows."""
        call = self._language.look_up(code)
        if call is None:
            return Held()
        answer = self._line.ask(call)
        if answer.meaning is Meaning.UNKNOWN:
            return None
        if answer.meaning is not Meaning.DONE:
            raise _of(answer)
        return self._language.held(answer.result)

    def _ask(self, call: Call) -> Answer:
        return self._line.ask(call, writes=True)

    def _must(self, call: Call) -> None:
        answer = self._ask(call)
        if answer.meaning is not Meaning.DONE:
            raise _of(answer)

    def _was_told_by_another(self, dossier: Dossier) -> bool:
        """Somebody else's word stands last: what they sent and did not say, we cannot know."""
        own = "{}:{}:".format(*self._desk.store.device.author)
        said = [
            entry
            for entry in dossier.timeline
            if isinstance(entry.said, Recorded | RecordRefused)
            and entry.said.system == self._system
        ]
        return bool(said) and not said[-1].id.startswith(own)

    def _say(self, dossier_id: str, said: Payload) -> Dossier:
        """Write it into our journal, on the history as we know it."""
        with self._desk.store.act(by=self._desk.officer) as act:
            return act.record(dossier_id, said, seen=act.dossier(dossier_id).version)


def _identity(row: Plain) -> tuple[Any, ...]:
    """What makes two rows the same: no generation gives them a number."""
    return tuple(
        sorted((name, str(value)) for name, value in row.items() if value not in ("", None))
    )


def _of(answer: Answer) -> _Refused:
    return _Refused(answer.message or in_words(answer.meaning), answer.code)
