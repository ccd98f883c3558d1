"""The ways in which the reception page can be opened; other pages name one in `Goto.extra`."""

from enum import StrEnum


class Way(StrEnum):
    """What the officer comes for; `Goto.id` names what is said here."""

    RESUME = ""  # whatever was on the page before
    NEW = "new"  # an empty form; what was typed and not taken in stays in sight
    PROCEDURE = "procedure"  # id: code of a procedure
    DRAFT = "draft"  # id: of a draft
    LATE = "late"  # nhập bù; id: number of a slip printed blank, or nothing
    CORRECT = "correct"  # đính chính; id: UUID of a dossier not forwarded yet
    PERSON = "person"  # somebody known here; id: where he stands (a mention)
    LINKED = "linked"  # a new dossier that puts right a forwarded one; id: UUID of that one
