"""A clerk's day in a process of its own, to be killed: drafts, receptions, slips, rounds.

    python -m tests.helpers.counter_child FOLDER

Each line on stdout is a promise: what it names was said to be safe at that moment.
"""

import os
import sys
from pathlib import Path

from app.domain.events import SlipForm
from app.store import keys
from app.store.profile import Profile
from app.store.store import Store
from app.system.clock import SystemClock
from app.system.machine import Machine
from app.usecases.desk import Desk
from app.usecases.drafts import save_draft
from app.usecases.print_jobs import begin_print, confirm_print
from app.usecases.processing import forward
from app.usecases.reception import receive
from app.usecases.synchronise import one_round
from tests.helpers.desk import LAWYER, a_desk, a_form
from tests.helpers.office import MAI, PASSWORD, AnOffice

_WITHOUT_END = 10_000


def main(folder: str) -> None:
    """Work until somebody puts an end to it."""
    profile = Profile(Path(folder))
    machine = Machine(SystemClock(), os.urandom, "machine-1")
    key = keys.unlock(profile, MAI.id, PASSWORD)
    office = AnOffice(Store.open(profile, key, machine), key, "")
    desk = a_desk(office)
    for _ in range(_WITHOUT_END):
        serve(desk)


def serve(desk: Desk) -> None:
    """One citizen."""
    form = a_form(desk)
    draft = save_draft(desk, form)
    promise("draft", draft)
    dossier = receive(desk, form, draft=draft)
    promise("dossier", dossier.id, dossier.number)
    job = begin_print(desk, dossier.version, SlipForm.RECEIPT)
    promise("printing", dossier.id)
    printed = confirm_print(desk, job)
    promise("slip", dossier.id)
    forward(desk, printed.version, LAWYER)
    promise("forwarded", dossier.id)
    one_round(desk)
    promise("sent", dossier.id)


def promise(*words: str) -> None:
    """Say that something is safe now."""
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
