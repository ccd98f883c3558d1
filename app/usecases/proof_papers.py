"""A proof on paper and in Excel: signed by this PC, to be checked offline by any other."""

from importlib import import_module
from pathlib import Path

import msgspec

from app.domain import papers
from app.domain.errors import RuleViolation
from app.domain.link import LINE, Stretch, gathered
from app.domain.papers import Printout, with_signature
from app.domain.papers.proof import ListProof, Proof, list_paper, proof_paper
from app.domain.papers.proof_text import (
    ProofText,
    facts_of,
    facts_of_list,
    proof_text,
    read_proof_text,
)
from app.domain.reports import Period
from app.system.clock import milliseconds
from app.usecases.desk import Desk
from app.usecases.pc_names import pc_names
from app.usecases.timeliness import LateList, Timeliness, link_extract
from sync.protocol.signing import is_signed_by

ONE, LIST = "proof", "proof_list"
PURPOSE = "proof"
MOST_ROWS = 2500
NO_NUMBER = "KHONG-SO"
"""What stands for a dossier that was refused before it had a number."""


class Checked(msgspec.Struct, frozen=True):
    """What a scanned proof says, whether its signature is that of a PC known here, and which."""

    said: ProofText
    is_genuine: bool
    pc: str


def dossier_paper(desk: Desk, found: Timeliness) -> Printout:
    """The paper of one dossier."""
    now = desk.now()
    said = Proof(
        found=found,
        stretches=gathered(link_extract(desk, found)),
        at=milliseconds(now),
        qr=_signed(desk, found.code or NO_NUMBER, facts_of(found)),
        officer=desk.officer.name,
        pc=_own_name(desk),
    )
    template = desk.templates.on(ONE, now.date().isoformat())
    return papers.fill(template, proof_paper(said, desk.office))


def list_of(desk: Desk, shown: LateList) -> Printout:
    """The paper of a list; raises `RuleViolation("register_too_long")` for a heap of paper."""
    if len(shown.rows) > MOST_ROWS:
        raise RuleViolation("register_too_long", str(len(shown.rows)))
    now = desk.now()
    facts = facts_of_list(shown.totals, shown.rows)
    said = ListProof(
        period=shown.period,
        rows=shown.rows,
        totals=shown.totals,
        outages=[one for one in _around(desk, shown) if one.lane == LINE and one.is_no_line],
        at=milliseconds(now),
        qr=_signed(desk, _list_code(shown.period), facts),
        officer=desk.officer.name,
        pc=_own_name(desk),
        hidden=shown.hidden,
    )
    template = desk.templates.on(LIST, now.date().isoformat())
    return papers.fill(template, list_paper(said, desk.office))


def save(desk: Desk, shown: LateList, path: Path) -> None:
    """Write the list to an Excel file; raises `RuleViolation("file_not_written")`."""
    sheets = import_module("app.usecases.report_sheets")  # with the first file, not before
    sheets.write(desk, list_of(desk, shown), "Trễ do đồng bộ", path)


def file_name(period: Period) -> str:
    """What the file is called where nobody says otherwise."""
    return f"tre-do-dong-bo-{period.first:%Y%m%d}-{period.last:%Y%m%d}"


def check(desk: Desk, text: str) -> Checked:
    """Check a scanned proof offline; raises `RuleViolation` for any other kind of code."""
    said = read_proof_text(text)
    device = desk.store.device
    if said.head.device == device.device:
        key: bytes | None = device.signer().public_key
    else:
        key = desk.store.reader().key_of(said.head.device)
    is_genuine = key is not None and is_signed_by(
        key, PURPOSE, said.signed.encode(), said.signature
    )
    return Checked(said, is_genuine, pc_names(desk).get(said.head.device, ""))


def _around(desk: Desk, shown: LateList) -> tuple[Stretch, ...]:
    ends = [one.told or milliseconds(desk.now()) for one in shown.rows]
    if not ends:
        return ()
    start = min(one.entered for one in shown.rows)
    return gathered(desk.store.reader().evidence.stretches(start, max(ends)))


def _signed(desk: Desk, code: str, facts: tuple[str, ...]) -> str:
    text = proof_text(code, desk.store.reader().own_head(), facts)
    return with_signature(text, desk.store.device.signer().sign(PURPOSE, text.encode()))


def _list_code(period: Period) -> str:
    return f"DS-{period.first:%Y%m%d}-{period.last:%Y%m%d}"


def _own_name(desk: Desk) -> str:
    own = desk.store.device.device
    return pc_names(desk).get(own) or own
