"""The report says what it is allowed to, and nothing that nobody thought of."""

import json

from app.usecases import health
from app.usecases.administration import ThisPc
from app.usecases.checks import Check
from app.usecases.doctor_report import report, save
from app.usecases.helpdesk import REPORT
from app.usecases.line_chain import LINKS
from app.usecases.synchronise import one_round
from sync.gateway.helpdesk import Helpdesk
from tests.helpers.desk import a_dossier

PASSPHRASE = "ngựa trắng qua suối"  # noqa: S105 - invented
PART = "app.usecases.maintenance"
NUMBERS = ("203.0.113.7:443", "012095001234", "0912 345 678 012095001234")
CANARY = "Lò Thị Chim-Hoàng-Yến"


def test_a_canary_in_every_place_never_comes_out(desk, tmp_path):
    a_dossier(desk)
    pc = ThisPc(desk.profile, desk.machine)
    (desk.profile.logs / "motcua.log").write_text(
        f"2026-11-28 05:00:00,1 INFO {PART}: {CANARY} 012095001234\n"
        f"2026-11-28 05:00:01,1 ERROR {CANARY}: x\n{CANARY}\n"
        f"2026-11-28 05:00:02,1 INFO {PART}: C:\\Users\\Lò\\Desktop\n"
        "2026-11-28 05:00:03,1 INFO app.chim_hoang_yen: x\nchim hoang INFO app.store.store: x\n",
        "utf-8",
    )
    names = [*LINKS, *(check.name for check in health.doctor(pc, desk)), CANARY]
    odd = [Check(name, ok=False, code=CANARY, figure=CANARY) for name in names]
    addresses = [Check("name", ok=True, figure="203.0.113.7"), Check("program", True, "", "Win")]
    numbers = [Check(name, False, "x", n) for name in names for n in NUMBERS]
    said = report((*odd, *addresses, *numbers), pc)
    for secret in (
        CANARY,
        "Chim",
        "012095001234",
        "chim",
        "Users",
        "203.0.113",
        str(tmp_path),
        "Páo",
    ):
        assert secret not in said.decode()
        assert json.dumps(secret).strip('"') not in said.decode()
    assert json.loads(said)["log"] == [f"INFO {PART}: 2"]


def test_figures_that_look_as_they_should_come_out(desk):
    pc = ThisPc(desk.profile, desk.machine)
    told = json.loads(report(health.doctor(pc, desk), pc))
    figures = {check["name"]: check["figure"] for check in told["checks"]}
    assert figures["room on the disk"].endswith(" MB")
    assert figures["journal"] == "0 / 0" or "/" in figures["journal"]
    assert set(told) == {"kind", "program", "made", "ok", "checks", "machine", "log"}


def test_with_a_helpdesk_the_file_is_read_there_and_nowhere_else(desk, province, tmp_path):
    helpdesk = Helpdesk(province.folder)
    helpdesk.make(PASSPHRASE, desk.machine.entropy, 0)
    province.enrols(desk)
    province.running.gateway.name_helpdesk(province.commune)
    one_round(desk)
    pc = ThisPc(desk.profile, desk.machine)
    said = report(health.doctor(pc, desk), pc)
    path = tmp_path / "a.motcua-report"
    save(desk, pc, path, said)
    box = path.read_bytes()
    assert b"checks" not in box
    assert helpdesk.open(box, REPORT, PASSPHRASE) == said
