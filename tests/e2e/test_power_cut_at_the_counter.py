"""The power goes while a clerk works with a line: at every named point, and at any moment.

Each promise that the program made before must hold after it; nothing is half there; no number is
given twice; and the next round brings everything to the province, each act once.
"""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from app.domain.history import Outcome
from app.store.store import Store
from app.system.clock import SystemClock
from app.system.machine import Machine
from app.usecases.desk import Desk
from app.usecases.dossier_view import open_dossier
from app.usecases.drafts import drafts
from app.usecases.levels import Level
from app.usecases.lookup import DossierFilter, dossiers
from app.usecases.maintenance import verify_journal
from app.usecases.print_jobs import unconfirmed_prints
from app.usecases.synchronise import one_round, waiting
from tests.helpers.command import ROOT
from tests.helpers.desk import FACTS, a_desk
from tests.helpers.office import AnOffice, an_office
from tests.helpers.province import Province

KILLS = int(os.environ.get("MOTCUA_KILLS", "4"))
POINTS = (
    "save.before_commit:2",  # the slip that came out is being recorded
    "save.before_commit",
    "save.after_commit",
    "number.after_slip",
    "draft.before_commit",
    "print.before_spool",
    "print.after_spool",
    "print.after_confirm",
    "sync.before_seal",
    "sync.after_seal",
    "sync.before_send",
    "sync.after_answer",
    "sync.before_page_commit",
    "sync.after_page_commit",
)


class Promised(NamedTuple):
    """What the program had said before the power went."""

    drafts: set[str]
    numbers: dict[str, str]
    printing: set[str]
    slips: set[str]
    forwarded: set[str]
    sent: set[str]


class Counter:
    """An enrolled office that can be killed and opened again."""

    def __init__(self, folder: Path) -> None:
        machine = Machine(SystemClock(), os.urandom, "machine-1")
        self.office: AnOffice = an_office(folder, machine)
        self.province = Province(folder / "gateway", machine.clock, FACTS.commune_code)
        self.province.enrols(a_desk(self.office))
        self.office.closes()

    def works(self, *, crash_at: str = "", until: int = 0) -> Promised:
        """Work until the named point, or until so many promises were made."""
        child = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "tests.helpers.counter_child", str(self.office.profile.path)],
            cwd=ROOT,
            env={**os.environ, "MOTCUA_CRASH_AT": crash_at, "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            text=True,
        )
        with child, child.stdout as said:  # type: ignore[union-attr]
            lines = [line for _, line in zip(range(until), said, strict=False)] if until else []
            if until:
                child.kill()
            lines += list(said)
        assert child.returncode == -signal.SIGKILL
        return _told(lines)

    def opens(self) -> Desk:
        """Start the program again."""
        self.office.store = Store.open(
            self.office.profile, self.office.key, self.office.store.machine
        )
        return a_desk(self.office)

    def ends(self) -> None:
        self.office.closes()
        self.province.closes()


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    one = Counter(tmp_path)
    yield one
    one.ends()


@pytest.mark.parametrize("point", POINTS)
def test_a_crash_at_a_named_point_breaks_no_promise(counter, point):
    promised = counter.works(crash_at=point if ":" in point else f"{point}:3")
    assert promised.numbers or promised.drafts
    holds(counter, promised)


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_kill_at_any_moment_breaks_no_promise(counter, seed):
    chance = random.Random(seed)  # noqa: S311 - the same moments again
    holds(counter, counter.works(until=chance.randint(1, 40)))


def holds(counter: Counter, promised: Promised) -> None:
    """Look at everything that was promised, work on, and bring it to the province."""
    desk = counter.opens()
    assert verify_journal(desk).faults == ()
    found = {row.id: row.provisional_code for row in dossiers(desk, DossierFilter()).rows}
    assert promised.numbers.items() <= found.items()
    assert len(set(found.values())) == len(found)
    for dossier in found:
        _is_whole(desk, dossier, promised)
    kept = {row.id for row in drafts(desk)}
    assert len(promised.drafts - kept) <= len(found)
    asked = {job.dossier_id for job in unconfirmed_prints(desk)}
    assert len(asked) <= 1
    unprinted = {one for one in promised.printing if not open_dossier(desk, one).dossier.slips}
    assert unprinted <= asked
    one_round(desk)
    one_round(desk)
    assert waiting(desk) == ()
    assert {row.level for row in dossiers(desk, DossierFilter()).rows} <= {Level.PROVINCE_GATEWAY}


def _is_whole(desk: Desk, dossier: str, promised: Promised) -> None:
    """What was said of a dossier is there; what is there applies."""
    view = open_dossier(desk, dossier)
    assert all(row.outcome is Outcome.APPLIED for row in view.timeline)
    if dossier in promised.slips:
        assert view.dossier.slips
    if dossier in promised.forwarded:
        assert view.dossier.forwarded is not None
    if dossier in promised.sent:
        assert view.level is Level.PROVINCE_GATEWAY


def _told(lines: list[str]) -> Promised:
    words = [line.split() for line in lines if line.endswith("\n")]
    numbers = {rest[0]: rest[1] for kind, *rest in words if kind == "dossier"}
    of = {kind: {rest[0] for k, *rest in words if k == kind} for kind, *_ in words}
    empty = set[str]()
    return Promised(
        of.get("draft", empty),
        numbers,
        of.get("printing", empty),
        of.get("slip", empty),
        of.get("forwarded", empty),
        of.get("sent", empty),
    )
