"""What the province's catalogue says of the procedures that dossiers name, asked once and kept."""

import msgspec

from app.domain.dossier_record import DossierRecord
from app.portal.line import SystemLine
from app.portal.mapping.language import Language, Meaning, ProcedureFacts
from app.store.preferences import Preferences


class ProcedureBook:
    """Facts by procedure, kept on the connector's disk so that a restart asks nothing again."""

    def __init__(self, kept: Preferences, system: str, language: Language) -> None:
        self._kept = kept
        self._name = f"portal.procedures.{system}"
        self._language = language
        found = kept.get(self._name)
        self._known: dict[str, ProcedureFacts] = (
            msgspec.json.decode(found, type=dict[str, ProcedureFacts]) if found else {}
        )

    def facts_of(self, dossier: DossierRecord, line: SystemLine) -> ProcedureFacts:
        """Name and field as the province has them; without them, what the dossier itself says."""
        reference = dossier.procedure
        if reference is None:
            return ProcedureFacts(code="")
        known = self._known.get(reference.code)
        if known is None or not known.field_code:
            self._learn(reference.code, line)
        told = self._known.get(reference.code, ProcedureFacts(code=reference.code))
        return msgspec.structs.replace(
            told, name=told.name or reference.name, field_name=told.field_name or reference.field
        )

    def learns_otherwise(self, code: str, line: SystemLine) -> bool:
        """Ask again about one that the province refuses; whether it says something else now."""
        before = self._known.get(code)
        self._learn(code, line)
        return self._known.get(code) != before

    def forget(self) -> None:
        """The province's catalogue has changed: ask again."""
        self._known = {}
        self._kept.put(self._name, msgspec.json.encode(self._known))

    def _learn(self, code: str, line: SystemLine) -> None:
        call = self._language.procedure(code)
        if call is None:
            return
        answer = line.ask(call)
        facts = self._language.procedure_facts(answer.result)
        if answer.meaning is Meaning.DONE and facts is not None:
            self._known[code] = facts
            self._kept.put(self._name, msgspec.json.encode(self._known))
