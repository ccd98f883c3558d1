"""Tells one dossier to a system of the province, once and in order, and writes down what it said.

Before anything leaves, the dossier is noted as in doubt; whoever is in doubt is looked up before
anything is sent again. A refusal becomes an event that a person sees; a line that fails becomes
nothing but another try.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from app.domain.dossier import Dossier
from app.domain.events import Payload, Recorded, RecordRefused
from app.domain.history import TimelineEntry
from app.domain.provincial import (
    NO_NUMBER,
    PROGRESS,
    Owed,
    act_of_entry,
    is_for_the_province,
    owed,
    standing,
)
from app.portal.config import Config
from app.portal.doubts import Doubt, Doubts
from app.portal.line import SystemLine
from app.portal.mapping.language import Answer, Call, Content, FileLink, Held, Language, Meaning
from app.portal.numbers import Numbers
from app.portal.procedures import ProcedureBook
from app.portal.refusals import (
    IN_DOUBT,
    MAPPING,
    Refusal,
    in_words,
    of_answer,
    of_problems,
)
from app.usecases.desk import Desk

Links = Callable[[Dossier], tuple[FileLink, ...]]
"""Addresses of a dossier's files that the province may fetch for a while."""


class Told(NamedTuple):
    """What became of one dossier: recorded, refused with a reason, or nothing could be told yet."""

    recorded: bool = False
    refused: str = ""
    rows: int = 0
    files_follow: bool = False


class _Known(NamedTuple):
    """What the system has of a dossier: itself, and which rows if that had to be asked."""

    is_there: bool
    held: Held | None = None
    was_asked: bool = False


class Teller:
    """Works on the connector's own store, for one system and one thread."""

    def __init__(
        self, desk: Desk, config: Config, language: Language, line: SystemLine, links: Links
    ) -> None:
        self._desk = desk
        self._config = config
        self._system = config.system.name
        self._language = language
        self._line = line
        self._links = links
        self.doubts = Doubts(desk.store.preferences, self._system)
        self._numbers = Numbers(desk, config, language, line)
        self._procedures = ProcedureBook(desk.store.preferences, self._system, language)

    def number(self, dossier_id: str) -> bool:
        """Give it a number where the province's counter does; answers whether one was given.

        Raises `LineDown`; what the province refuses becomes an event.
        """
        dossier = self._desk.store.reader().dossier(dossier_id)
        if dossier.read_only or not self._numbers.lacks_one(dossier):
            return False
        if not (self._numbers.come_from_province and self._numbers.can_be_asked):
            return False
        try:
            self._numbers.give(dossier)
        except Refusal as no:
            self._refuse(dossier, owed(dossier, self._system, ordered=True), no)
            return False
        return True

    def tell(self, dossier_id: str) -> Told:
        """Tell what is owed of it; raises `LineDown`, and then it stays owed and in doubt."""
        dossier = self._desk.store.reader().dossier(dossier_id)
        lacks = owed(dossier, self._system, ordered=True)
        if not lacks or lacks.refused or dossier.read_only or not self._may_be_told(dossier):
            return Told()
        try:
            rows, files_follow = self._send(dossier, lacks)
        except Refusal as no:
            self._refuse(dossier, lacks, no)
            return Told(refused=no.reason)
        said = Recorded(
            up_to=lacks.up_to,
            code=dossier.official_code or "",
            system=self._system,
            state=int(dossier.state),
        )
        self._say(dossier_id, said)
        self.doubts.end(dossier_id)
        return Told(recorded=True, rows=rows, files_follow=files_follow)

    def tell_files(self, dossier_id: str) -> bool:
        """Of a dossier that is recorded: tell the links that were missing, once all are there.

        Raises `LineDown`; answers whether the matter is over, also by a refusal that a person sees.
        """
        dossier = self._desk.store.reader().dossier(dossier_id)
        content = self._content(dossier)
        if len(content.links) < len(dossier.scans):
            return False
        answer = self._record(content, known=True)
        if answer.meaning is not Meaning.DONE:
            no, up_to = of_answer(answer), standing(dossier, self._system)
            last = dossier.timeline[max(0, up_to.reach - 1)].id
            self._say(dossier_id, self._refused(no, last))
        return True

    def _may_be_told(self, dossier: Dossier) -> bool:
        """Only under a number that nobody will change; without any a person must see to it."""
        if dossier.official_code:
            return self._numbers.is_settled(dossier)
        if self._numbers.come_from_province:
            return False
        no = Refusal(in_words(NO_NUMBER), NO_NUMBER)
        self._refuse(dossier, owed(dossier, self._system, ordered=True), no)
        return False

    def _send(self, dossier: Dossier, lacks: Owed) -> tuple[int, bool]:
        """Everything that it lacks; answers how many rows went and whether files follow."""
        content = self._content(dossier)
        if dossier.was_accepted and (found := self._language.problems(content)):
            raise Refusal(of_problems(found), MAPPING)
        noted = self._noted(dossier)
        self.doubts.begin(dossier.id, lacks.up_to, noted)
        known = self._known(dossier, content, noted)
        if not known.is_there and dossier.was_accepted:
            known = self._add(dossier, content, known, noted)
        sent = self._tell_rows(content, self._lacking((dossier, content), lacks, known, noted))
        if dossier.was_accepted and known.is_there:
            answer = self._record(content, known=True)
            if answer.meaning is not Meaning.DONE:
                raise of_answer(answer)
        return sent, len(content.links) < len(dossier.scans)

    def _noted(self, dossier: Dossier) -> Doubt | None:
        """What is noted of it, unless the journal says already how that ended."""
        noted = self.doubts.of(dossier.id)
        reach = standing(dossier, self._system).reach
        return None if noted is None or _place(dossier, noted.up_to) <= reach else noted

    def _known(self, dossier: Dossier, content: Content, noted: Doubt | None) -> _Known:
        """Look it up where something may have arrived unheard; else by the journal."""
        was_sent = noted is not None and noted.sent and not noted.looked
        if was_sent or self._was_told_by_another(dossier):
            held = self._look_up(content.code)
            return _Known(held is not None, held, was_asked=True)
        now = standing(dossier, self._system)
        added = noted is not None and noted.added
        return _Known(now.is_recorded or now.came_from_there or added)

    def _add(
        self, dossier: Dossier, content: Content, known: _Known, noted: Doubt | None
    ) -> _Known:
        """Add it; where it was there already, ask what of it is."""
        answer = self._record(content, known=False)
        if answer.meaning is Meaning.DONE:
            self.doubts.acknowledged(dossier.id)
            return _Known(is_there=False, held=known.held)
        if answer.meaning is not Meaning.EXISTS:
            raise of_answer(answer)
        if noted is not None and noted.looked:
            return _Known(is_there=True)
        held = self._look_up(content.code)
        if held is None:
            raise self._in_doubt(dossier)
        return _Known(is_there=True, held=held, was_asked=True)

    def _lacking(
        self, told: tuple[Dossier, Content], lacks: Owed, known: _Known, noted: Doubt | None
    ) -> tuple[TimelineEntry, ...]:
        """The progress rows that it has not: by what it says itself, else by what we know."""
        dossier, content = told
        entries = _rows_of(dossier)
        surely = _place(dossier, noted.rows_to) if noted else 0
        behind = {entry.id for entry in dossier.timeline[surely:]}
        rest = tuple(entry for entry in lacks.rows if entry.id in behind)
        if not known.is_there:
            return entries
        if not known.was_asked:
            return rest
        held = known.held.rows if known.held and self._rows_are_told else None
        if held is None:
            if rest:
                raise self._in_doubt(dossier)
            return rest
        there = Counter(self._language.row_identity(row) for row in held)
        lacking = []
        for entry in entries:
            said = self._language.row_identity(self._language.row(content, entry))
            if there[said]:
                there[said] -= 1
            else:
                lacking.append(entry)
        if len(lacking) == len(entries) and len(rest) < len(entries):
            raise self._in_doubt(dossier)  # it has rows of ours, and we recognise none of them
        return tuple(lacking)

    @property
    def _rows_are_told(self) -> bool:
        return self._config.progress.look_up_tells_rows

    def _tell_rows(self, content: Content, entries: Sequence[TimelineEntry]) -> int:
        """Progress rows, in order, so many at a time."""
        size = self._language.most_rows
        for start in range(0, len(entries), size):
            chunk = entries[start : start + size]
            rows = [self._language.row(content, one) for one in chunk]
            self._must(self._language.progress(rows))
            self.doubts.acknowledged(content.dossier.id, chunk[-1].id)
        return len(entries)

    def _content(self, dossier: Dossier) -> Content:
        return Content(
            dossier=dossier,
            code=dossier.official_code or "",
            agency=self._config.system.agency,
            procedure=self._procedures.facts_of(dossier, self._line),
            links=self._links(dossier),
        )

    def _record(self, content: Content, *, known: bool) -> Answer:
        """Record it; refused for its procedure, it is offered once more if that has changed."""
        answer = self._line.ask(self._language.record(content, known=known), writes=True)
        if answer.meaning is not Meaning.PROCEDURE_REFUSED:
            return answer
        if not self._procedures.learns_otherwise(content.procedure.code, self._line):
            return answer
        facts = self._procedures.facts_of(content.dossier, self._line)
        again = msgspec.structs.replace(content, procedure=facts)
        if self._language.problems(again):
            return answer
        return self._line.ask(self._language.record(again, known=known), writes=True)

    def _look_up(self, code: str) -> Held | None:
        """What is held of it; where nobody can be asked it may be there, with whatever rows."""
        call = self._language.look_up(code)
        if call is None:
            return Held()
        answer = self._line.ask(call)
        if answer.meaning is Meaning.UNKNOWN:
            return None
        if answer.meaning is not Meaning.DONE:
            raise of_answer(answer)
        return self._language.held(answer.result)

    def _must(self, call: Call) -> None:
        answer = self._line.ask(call, writes=True)
        if answer.meaning is not Meaning.DONE:
            raise of_answer(answer)

    def _in_doubt(self, dossier: Dossier) -> Refusal:
        """A person looks; what is sent again after that is sent without asking."""
        self.doubts.answered(dossier.id, looked=True)
        return Refusal(in_words(IN_DOUBT), IN_DOUBT)

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

    def _refuse(self, dossier: Dossier, lacks: Owed, no: Refusal) -> None:
        """Write down why; what was acknowledged before it stays known."""
        self._say(dossier.id, self._refused(no, lacks.up_to))
        self.doubts.answered(dossier.id)

    def _refused(self, no: Refusal, up_to: str) -> RecordRefused:
        return RecordRefused(reason=no.reason, code=no.code, up_to=up_to, system=self._system)

    def _say(self, dossier_id: str, said: Payload) -> Dossier:
        """Write it into our journal, on the history as we know it."""
        with self._desk.store.act(by=self._desk.officer) as act:
            return act.record(dossier_id, said, seen=act.dossier(dossier_id).version)


def _rows_of(dossier: Dossier) -> tuple[TimelineEntry, ...]:
    """All progress rows of the history that have their place for ever."""
    return tuple(
        entry
        for entry in dossier.timeline
        if entry.position is not None
        and is_for_the_province(entry)
        and act_of_entry(entry) in PROGRESS
    )


def _place(dossier: Dossier, event: str) -> int:
    """Where an event stands in the history, counted from 1; 0 for none."""
    return next((n for n, entry in enumerate(dossier.timeline, 1) if entry.id == event), 0)
