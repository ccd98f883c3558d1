"""`motcua portal` as a technician runs it: a file, a code, and then it works by itself."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.demo_portal import DemoConnector
from app.usecases.dossier_view import open_dossier
from app.usecases.pc_names import pc_names
from app.usecases.reception import receive
from app.usecases.synchronise import one_round
from sync.gateway.enrolment import invite
from tests.helpers.command import ROOT, Ran, motcua
from tests.helpers.desk import FACTS, a_form
from tests.helpers.gateway_line import eventually
from tests.helpers.office import THE_OFFICE
from tests.helpers.patience import PATIENCE
from tests.helpers.province import Province
from tests.helpers.provincial import ChildStandIn
from tests.provincial.catalogue import procedures

BIRTH = "1.001193"


class Operator:
    """Has the connector's file, and types commands."""

    def __init__(self, folder: Path, held: ChildStandIn) -> None:
        office = {
            "commune": THE_OFFICE.commune,
            "commune_name": THE_OFFICE.commune_name,
            "province": THE_OFFICE.province,
            "province_name": THE_OFFICE.province_name,
        }
        self.file = DemoConnector(folder, office, held.connection(), "mat khau ket noi").file

    def types(self, act: str, *more: str) -> Ran:
        return motcua("portal", act, "--config", self.file, "--json", *more)

    def is_let_in(self, province: Province) -> Ran:
        code = invite(province.running.gateway, FACTS.commune_code, "connector").code
        return self.types("enrol", "--url", province.url, "--code", code)


@pytest.fixture
def held(tmp_path: Path) -> Iterator[ChildStandIn]:
    with ChildStandIn(tmp_path / "province.db") as one:
        yield one


@pytest.fixture
def operator(tmp_path: Path, held: ChildStandIn) -> Operator:
    return Operator(tmp_path / "connector", held)


def test_a_connector_is_let_in_works_once_and_tells_how_it_is(technician, province, held, operator):
    desk = technician.desk
    province.enrols(desk)
    dossier = receive(desk, a_form(desk, BIRTH))
    one_round(desk)
    let_in = operator.is_let_in(province)
    assert let_in.status == 0, let_in.err
    ran = operator.types("once")
    assert (ran.status, ran.json["recorded"], ran.json["refused"]) == (0, 1, 0), ran.err
    status = operator.types("status").json
    assert (status["line"], status["waiting"], status["told"]) == ("open", 0, 1)
    one_round(desk)
    code = open_dossier(desk, dossier.id).dossier.official_code
    assert [one["code"] for one in held.held()["dossiers"]] == [code]
    assert pc_names(desk)[let_in.json["device"]] == "máy kết nối"


def test_it_runs_until_it_is_told_to_stop_and_the_province_may_be_killed(
    technician, province, held, operator
):
    desk = technician.desk
    province.enrols(desk)
    operator.is_let_in(province)
    with operator.file.open("a", encoding="utf-8") as file:
        file.write("\n[pace]\nbetween = 0.2\n")
    command = [sys.executable, "-m", "app", "portal", "run", "--config", str(operator.file)]
    running = subprocess.Popen(command, cwd=ROOT)  # noqa: S603 - our own program
    try:
        receive(desk, a_form(desk, BIRTH))
        one_round(desk)
        assert eventually(lambda: held.audit()["added"] == 1)
        assert operator.types("catalogue").status == 1  # its folder is open already
        held.kill()
        receive(desk, a_form(desk, BIRTH))
        one_round(desk)
        held.again()
        assert eventually(lambda: held.audit()["added"] == 2)
        running.send_signal(signal.SIGTERM)
        assert running.wait(PATIENCE) == 0
    finally:
        running.kill()
        running.wait()
    assert held.audit()["rows_twice"] == 0


def test_a_changed_limit_is_told_in_words_and_becomes_a_package(
    technician, province, held, operator, tmp_path
):
    operator.is_let_in(province)
    with operator.file.open("a", encoding="utf-8") as file:
        file.write("\n[pace]\nbetween_procedures = 0.0\n")
    ways = next(one for one in procedures() if one["MATTHC"] == BIRTH)["CACHTHUCTHUCHIEN"]
    ways[0]["THOIGIAN"][0] |= {"THOIGIANGIAIQUYET": "2", "MOTA": ""}
    held.changes_procedure(BIRTH, CACHTHUCTHUCHIEN=ways)
    out, source = tmp_path / "difference.json", tmp_path / "source"
    ran = operator.types("catalogue", "--out", str(out), "--source", str(source))
    assert ran.status == 0, ran.err
    assert [one["said"] for one in ran.json["changes"]] == [
        "1.001193: trực tiếp trong ngày -> 2 ngày làm việc"
    ]
    assert json.loads(out.read_text("utf-8")) == ran.json
    built = motcua(
        "catalogue", "build", "--source", source, "--out", tmp_path / "built", "--json",
        "--version", "2026.12.1", "--valid-from", "2026-12-01", "--new-key", tmp_path / "key",
    )  # fmt: skip
    assert built.json["counts"]["procedures"] == ran.json["procedures"] == 572
    held.kill()
    cut = motcua("portal", "catalogue", "--config", operator.file)
    assert (cut.status, cut.out.strip()) == (
        1,
        "Không tới được: đã có 0 trên 0 thủ tục. Chạy lại để hỏi tiếp.",
    )


def test_a_wrong_file_is_one_line_with_a_code(tmp_path):
    wrong = tmp_path / "connector.toml"
    wrong.write_text("[office]\n", "utf-8")
    ran = motcua("portal", "once", "--config", wrong)
    assert ran.status == 2
    assert ran.err.startswith("MC-")
    assert len(ran.err.strip().splitlines()) == 1
