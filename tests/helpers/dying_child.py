"""A clerk at work on the demo's office until the process is killed, with the log at its loudest.

    python -m tests.helpers.dying_child PROFILE PASSWORD

Leaves behind what a crash leaves: a draft, a half of a reception, the write-ahead log.
"""

import logging
import os
import signal
import sys
from pathlib import Path

from app.domain.errors import RuleViolation
from app.domain.person import Person
from app.store.profile import Profile
from app.system import log
from app.system.machine import Machine
from app.usecases.administration import ThisPc, officers_here, sign_in
from app.usecases.drafts import save_draft
from app.usecases.lookup import jump
from app.usecases.people import known_people, read_card
from app.usecases.reception import receive
from tests.helpers.desk import a_form

DIED_WITH = Person(
    name="Phàn Thị Nhứ Mẩy",
    id_number="012300009876",
    id_kind="cccd",
    phone="0345 000 999",
    address="Bản Sì Choang, xã Sì Lở Lầu, tỉnh Lai Châu",
)
LOG = logging.getLogger("app.usecases.dying")


def main(folder: str, password: str) -> None:
    """Type, search, fail loudly, and die."""
    pc = ThisPc(Profile(Path(folder)), Machine.here())
    log.start(pc.profile.logs)
    logging.getLogger().setLevel(logging.DEBUG)
    desk = sign_in(pc, officers_here(pc)[0].id, password)
    form = a_form(desk, submitter=DIED_WITH)
    save_draft(desk, form)
    dossier = receive(desk, form)
    jump(desk, DIED_WITH.name)
    known_people(desk, DIED_WITH.name)
    LOG.debug("received %s from %s", dossier.id, DIED_WITH.name)
    try:
        read_card(desk, f"{DIED_WITH.id_number}|{DIED_WITH.name}")
    except RuleViolation:
        LOG.exception("the card of %s says nothing", DIED_WITH)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
