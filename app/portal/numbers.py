"""Official numbers from the province's counter (mã số hồ sơ), where its policy says so.

A number is in the journal, and at the gateway, before a dossier is told under it: whoever takes
this connector's place finds it there. One whose answer was lost is a gap.
"""

from app.domain.dossier import Dossier
from app.domain.events import CodeGiven, CodeReplaced, PolicySet
from app.portal.config import Config
from app.portal.line import SystemLine
from app.portal.mapping.language import Language, Meaning
from app.portal.refusals import NUMBER_TAKEN, Refusal, in_words, of_answer
from app.store.projections.codes import Codes
from app.store.projections.provincial import OwedToProvince
from app.usecases.desk import Desk

_POLICY = "policy"


class Numbers:
    """Gives numbers to dossiers of one commune."""

    def __init__(self, desk: Desk, config: Config, language: Language, line: SystemLine) -> None:
        self._desk = desk
        self._config = config
        self._language = language
        self._line = line

    @property
    def come_from_province(self) -> bool:
        """By the province's own policy; by the configuration where it has said nothing."""
        said = [
            one.said
            for deeds in self._desk.store.reader().deeds(_POLICY)
            for one in deeds
            if isinstance(one.said, PolicySet)
        ]
        if said:
            return said[-1].numbers_from == "province"
        return self._config.number.source == "province"

    @property
    def can_be_asked(self) -> bool:
        """The province has told us the name of its service."""
        return bool(self._config.number.service)

    def lacks_one(self, dossier: Dossier) -> bool:
        """It was accepted and has no number yet."""
        return dossier.was_accepted and not dossier.official_code

    def is_settled(self, dossier: Dossier) -> bool:
        """Its number has its place in the commune's log: nobody will give it another.

        One that stands on another dossier's slip too is given away: a person will replace it.
        """
        if self._desk.store.reader().topic(Codes).to_replace(dossier.id):
            return False
        return all(
            entry.position is not None
            for entry in dossier.timeline
            if isinstance(entry.said, CodeGiven | CodeReplaced)
        )

    def give(self, dossier: Dossier) -> None:
        """Ask for one and write it down; raises `LineDown`, `Refusal`."""
        number = self._config.number
        answer = self._line.ask(self._language.next_number(number.service, number.unit))
        code = self._language.number_of(answer.result)
        if answer.meaning is not Meaning.DONE or not code:
            raise of_answer(answer)
        if self._desk.store.reader().topic(OwedToProvince).dossier_of(code):
            raise Refusal(in_words(NUMBER_TAKEN), NUMBER_TAKEN)
        said = CodeGiven(code=code, system=self._config.system.name)
        with self._desk.store.act(by=self._desk.officer) as act:
            act.record(dossier.id, said, seen=act.dossier(dossier.id).version)
