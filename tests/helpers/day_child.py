"""A whole day at the counter in a process of its own, to be killed at any moment.

    python -m tests.helpers.day_child FOLDER PAPERS

Draft, reception, slip on paper (PDF), forwarding, result, handing over, a round, now and then a
backup. Each line on stdout is a promise: what it names was said to be safe at that moment.
"""

import os
import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from app.domain.events import IssuedPaper, OnPaper, SlipForm
from app.store import keys
from app.store.profile import Profile
from app.store.store import Store
from app.system.clock import SystemClock
from app.system.machine import Machine
from app.ui.printing import press
from app.usecases.desk import Desk
from app.usecases.drafts import save_draft
from app.usecases.maintenance import create_backup
from app.usecases.print_jobs import begin_print, confirm_print
from app.usecases.printing import paper
from app.usecases.processing import Decided, forward
from app.usecases.reception import receive
from app.usecases.results import HandOver, record_result, return_result
from app.usecases.synchronise import one_round
from sync.protocol.errors import SyncError
from tests.helpers.counter_child import promise
from tests.helpers.desk import LAWYER, a_desk, a_form
from tests.helpers.office import MAI, PASSWORD, AnOffice

_WITHOUT_END = 10_000
_BACKUP_EVERY = 3


def main(folder: str, papers: str) -> None:
    """Work until somebody puts an end to it."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication([])
    profile = Profile(Path(folder))
    machine = Machine(SystemClock(), os.urandom, "machine-1")
    key = keys.unlock(profile, MAI.id, PASSWORD)
    desk = a_desk(AnOffice(Store.open(profile, key, machine), key, ""))
    promise("opened")
    for citizen in range(_WITHOUT_END):
        serve(desk, Path(papers))
        if citizen % _BACKUP_EVERY == 1:
            promise("backup", create_backup(desk).path.name)
    application.quit()


def serve(desk: Desk, papers: Path) -> None:
    """One citizen, from the first word to the result in his hand."""
    form = a_form(desk)
    promise("draft", draft := save_draft(desk, form))
    dossier = receive(desk, form, draft=draft)
    promise("received", dossier.id, dossier.number)
    job = begin_print(desk, dossier.version, SlipForm.RECEIPT)
    press.to_pdf([paper(desk, dossier.id, SlipForm.RECEIPT)], papers / f"{dossier.id}.pdf")
    promise("printed", dossier.id, dossier.number)
    dossier = confirm_print(desk, job)
    promise("confirmed", dossier.id)
    dossier = forward(desk, dossier.version, LAWYER)
    promise("forwarded", dossier.id)
    signed = Decided(desk.now(), OnPaper(decided_by="Tẩn Phù Quân", position="Chủ tịch"))
    result = IssuedPaper(name="Giấy xác nhận", number="12/2026")
    dossier = record_result(desk, dossier.version, [result], decided=signed)
    promise("decided", dossier.id)
    return_result(desk, dossier.version, HandOver(id_checked=True))
    promise("returned", dossier.id)
    try:
        one_round(desk)
    except SyncError as offline:
        promise("offline", offline.code)
    else:
        promise("sent", dossier.id)


if __name__ == "__main__":
    main(*sys.argv[1:])
