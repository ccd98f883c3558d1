"""A PC's officer in a process of its own, to be killed at any moment.

    python -m tests.kills.child PROFILE line|hub|files [HUB]

Each line on stdout is a promise: what it names was said to be safe at that moment, and where.
"""

import os
import random
import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from app.domain.dossier import Dossier
from app.domain.events import PaperStanding, ScanSource, SlipForm
from app.domain.procedure import ComponentDocument
from app.store import keys
from app.store.profile import Profile
from app.store.store import Store
from app.system.machine import Machine
from app.ui.printing import press
from app.usecases import hub, scanning
from app.usecases.desk import Desk
from app.usecases.drafts import save_draft
from app.usecases.file_round import send_files
from app.usecases.maintenance import create_backup
from app.usecases.print_jobs import begin_print, confirm_print
from app.usecases.printing import paper
from app.usecases.reception import receive
from app.usecases.reception_form import PaperLine
from app.usecases.scanning import Ready
from app.usecases.synchronise import one_round
from sync.files.faults import FileFault
from sync.protocol.errors import SyncError
from tests.helpers.desk import a_desk, a_form
from tests.helpers.office import MAI, PASSWORD, AnOffice

WITHOUT_END = 10_000
PAPER = PaperLine(asked=ComponentDocument("Tờ khai"), standing=PaperStanding.SUBMITTED, originals=1)
LIGHT, HEAVY = 3_000, 400_000


def opened(profile: Path) -> Desk:
    """The desk of that PC's officer, on the machine that this is."""
    here = Profile(profile)
    key = keys.unlock(here, MAI.id, PASSWORD)
    return a_desk(AnOffice(Store.open(here, key, Machine.here()), key, ""))


def main(profile: str, way: str, address: str = "") -> None:
    """Citizen after citizen; what was taken in leaves by that way after each."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication([])
    desk = opened(Path(profile))
    if address:
        hub.go_to(desk, address)
    promise("opened")
    for citizen in range(WITHOUT_END):
        _serve(desk, HEAVY if way == "files" else LIGHT)
        try:
            _WAYS[way](desk)
        except (SyncError, FileFault) as why:
            promise("offline", why.code)
        else:
            promise(f"sent-{way}")
        if citizen % 3 == 1:
            promise("backup", create_backup(desk).path.name)
    desk.store.close()
    application.quit()


def _serve(desk: Desk, weight: int) -> None:
    form = a_form(desk, "1.004873", papers=(PAPER,))
    promise("draft", draft := save_draft(desk, form))
    dossier = receive(desk, form, draft=draft)
    promise("received", dossier.id, dossier.number)
    papers = scanning.papers(desk, dossier.id)
    content = b"%PDF-1.7\n" + random.randbytes(weight)  # noqa: S311 - any bytes
    row = next(row for row in papers.rows if row.scan is None)
    ready = Ready(content=content, pages=1, source=ScanSource.FILE)
    kept = scanning.keep_scan(desk, papers.version, row, ready)
    promise("scanned", dossier.id, kept.scans[-1].said.file)
    _print(desk, kept)


def _print(desk: Desk, dossier: Dossier) -> None:
    """The slip comes out of the printer, and somebody says so."""
    job = begin_print(desk, dossier.version, SlipForm.RECEIPT)
    pdf = desk.profile.path.parent / "slip.pdf"
    press.to_pdf([paper(desk, dossier.id, SlipForm.RECEIPT)], pdf)
    confirm_print(desk, job)
    promise("printed", dossier.id)


def _files(desk: Desk) -> None:
    one_round(desk)
    send_files(desk)


_WAYS = {"line": one_round, "hub": hub.one_round, "files": _files}


def promise(*words: str) -> None:
    """Say that something is safe now."""
    os.write(1, f"{' '.join(words)}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
