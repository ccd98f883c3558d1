"""Scans of a dossier's papers: what lacks one, what one may weigh, and how a page is drawn.

Pure: pictures are measured elsewhere and come in as numbers.
"""

import re
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from app.domain import checks
from app.domain.dossier_record import DossierRecord
from app.domain.errors import RuleViolation
from app.domain.events import PaperFacts, PaperScanned, PaperStanding
from app.domain.states import State

PAGE_BUDGET: Final = 150_000  # bytes a page A4 (sync.md 10: 60 to 150 KB)
MOST_PAGES: Final = 200

_SHA = re.compile(r"[0-9a-f]{64}", re.ASCII)
_NOTHING_TO_SCAN = frozenset(
    {State.NOT_HERE, State.REGISTERED, State.NOT_ACCEPTED, State.WITHDRAWN}
)


class Look(StrEnum):
    """How a page is drawn."""

    BILEVEL = "bilevel"  # đen trắng
    GREY = "grey"  # xám
    COLOUR = "colour"  # màu


class Ink(NamedTuple):
    """What was measured on a small picture of a page, in thousandths of its points."""

    midtones: int  # neither paper nor ink
    coloured: int


class Try(NamedTuple):
    """One way to draw a page: dots to the inch, and JPEG quality (0: lossless black and white)."""

    dpi: int
    quality: int


_LADDERS: Final[dict[Look, tuple[Try, ...]]] = {
    Look.BILEVEL: (Try(200, 0), Try(150, 0)),
    Look.GREY: (Try(200, 60), Try(170, 50), Try(150, 45), Try(150, 30), Try(120, 25)),
    Look.COLOUR: (Try(200, 60), Try(170, 50), Try(150, 45), Try(150, 30), Try(120, 25)),
}


def fitting_look(ink: Ink) -> Look:
    """Black and white for plain text, grey for whatever has shades; colour only by choice.

    A red stamp is read in grey as well as in colour, at a third of the weight.
    """
    return Look.BILEVEL if ink.midtones <= 60 and ink.coloured <= 2 else Look.GREY


def tries(look: Look) -> tuple[Try, ...]:
    """What to try until a page is light enough; the last one is taken in any case."""
    return _LADDERS[look]


def may_stay(weight: int, pages: int, budget: int = PAGE_BUDGET, *, signed: bool = False) -> bool:
    """Whether a file that came as PDF is kept as it is.

    A digital signature ends with the first changed byte, so a signed file is never drawn anew.
    """
    return signed or weight <= pages * budget


def lacking(dossier: DossierRecord) -> tuple[str, ...]:
    """Papers handed in that are neither scanned nor exempted: "Chưa quét" (Điều 17(1)(c))."""
    if dossier.state in _NOTHING_TO_SCAN:
        return ()
    done = {scan.said.paper for scan in dossier.scans if not scan.said.is_result}
    done |= {waived.paper for waived in dossier.waived_scans}
    handed = (row.name for row in dossier.papers if row.standing is PaperStanding.SUBMITTED)
    return tuple(dict.fromkeys(name for name in handed if name not in done))


class Digitised(NamedTuple):
    """What the index of QĐ 766 asks of one dossier (4.2, 4.3)."""

    components: bool  # every paper handed in has its file
    result: bool  # the result has its file
    reused: bool  # a paper already on file was used again


def digitised(dossier: DossierRecord) -> Digitised:
    """Waived papers count as none: nobody can look at them."""
    files = {scan.said.paper for scan in dossier.scans if not scan.said.is_result}
    handed = {row.name for row in dossier.papers if row.standing is PaperStanding.SUBMITTED}
    return Digitised(
        components=bool(files) and handed <= files,
        result=any(scan.said.is_result for scan in dossier.scans),
        reused=any(scan.said.reused_from for scan in dossier.scans),
    )


def is_valid_on(facts: PaperFacts, day: date) -> bool:
    """Whether a paper on file may still be used that day; without an end it may."""
    return not facts.valid_until or facts.valid_until >= day.isoformat()


def checked(dossier: DossierRecord, said: PaperScanned) -> PaperScanned:
    """The scan, if it says all that the law asks for (Điều 19(2)); else `RuleViolation`."""
    if not said.is_result and said.paper not in {row.name for row in dossier.papers}:
        raise RuleViolation("scan_of_no_paper", "row")
    if not _SHA.fullmatch(said.file) or not 1 <= said.pages <= MOST_PAGES or said.bytes < 1:
        raise RuleViolation("scan_empty")
    if said.replaces and said.replaces not in {scan.event for scan in dossier.scans}:
        raise RuleViolation("scan_gone")
    _check_facts(said.facts)
    return said


def checked_reason(dossier: DossierRecord, scan: str, why: str) -> str:
    """Why that scan is taken away; raises when it is not there (any more)."""
    if scan not in {one.event for one in dossier.scans}:
        raise RuleViolation("scan_gone")
    return checks.reason(why)


def checked_waiver(dossier: DossierRecord, paper: str, why: str) -> str:
    """Why that paper is not digitised; raises when it is none that lacks a scan."""
    if paper not in lacking(dossier):
        raise RuleViolation("scan_not_lacking")
    return checks.reason(why)


def _check_facts(facts: PaperFacts) -> None:
    if not facts.name.strip():
        raise RuleViolation("scan_name_missing")
    if not facts.owner_id and not (facts.owner_name and facts.birth_year):
        raise RuleViolation("scan_owner_missing")
    for day in (facts.issued, facts.valid_until):
        if day and not _is_day(day):
            raise RuleViolation("scan_day_wrong", "date")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
