"""The commands as technicians and tests rely on them: names, shapes, exit statuses."""

import sys

import pytest

from app.cli.main import COMMANDS
from tests.helpers.command import motcua, python
from tests.helpers.desk import a_dossier

OUTPUTS = {
    "journal verify": {"events", "dossiers", "logs", "anchored", "faults"},
    "device status": {"device", "epoch", "enrolled", "gateway", "waiting", "last_contact", "clock"},
    "backup create": {"path", "made", "bytes"},
    "backup list": {"backups"},
}


@pytest.mark.parametrize("command", OUTPUTS)
def test_a_command_answers_in_its_stable_shape(technician, command):
    a_dossier(technician.desk)
    technician.leaves()
    ran = technician.types(*command.split(), "--json")
    assert (ran.status, ran.err) == (0, "")
    assert OUTPUTS[command] <= ran.json.keys()


def test_what_is_written_into_a_file_has_every_letter_whatever_the_code_page(tmp_path):
    ran = motcua(
        *("--profile", tmp_path / "x", "backup", "list"),
        PYTHONUTF8="0",
        PYTHONIOENCODING="cp1252",
    )
    assert "chưa có cơ quan nào" in ran.err


def test_a_pc_is_enrolled_and_makes_a_round_by_command(technician, province):
    a_dossier(technician.desk)
    technician.leaves()
    code = province.invites()
    enrolled = technician.types("device", "enrol", "--url", province.url, "--code", code, "--json")
    assert enrolled.status == 0
    ran = technician.types("sync", "once", "--json")
    assert ran.status == 0
    assert ran.json["waiting"] == 0
    assert ran.json["bytes_up"] > 0
    assert technician.types("device", "status", "--json").json["device"] == enrolled.json["device"]


def test_work_is_written_to_a_stick_looked_at_and_read_by_command(technician, province, tmp_path):
    a_dossier(technician.desk)
    technician.leaves()
    technician.types("device", "enrol", "--url", province.url, "--code", province.invites())
    made = technician.types("bundle", "export", tmp_path, "--json").json
    assert made["acts"] > 0
    (lying,) = technician.types("bundle", "inspect", tmp_path, "--json").json
    assert (lying["writer"], lying["serial"], lying["code"]) == ("this_pc", made["serial"], "")
    told = technician.types("bundle", "import", tmp_path, "--json").json
    assert told["waiting"] == made["acts"]
    refused = technician.types("bundle", "import", tmp_path / "none", "--json")
    assert (refused.status, refused.json["error"]["code"]) == (1, "MC-531")


def test_a_copy_is_verified_and_put_back_by_command(technician):
    a_dossier(technician.desk)
    technician.leaves()
    path = technician.types("backup", "create", "--json").json["path"]
    assert technician.types("backup", "verify", path, "--json").json["faults"] == []
    assert technician.types("backup", "restore", path, "--yes").status == 0
    assert technician.types("journal", "verify", "--json").json["dossiers"] == 1


def test_rebuilding_by_command_finds_every_dossier(technician):
    a_dossier(technician.desk)
    technician.leaves()
    assert technician.types("journal", "rebuild", "--json").json["dossiers"] == 1


def test_the_doctor_reports_to_a_file_that_names_nobody(technician, tmp_path):
    a_dossier(technician.desk)
    technician.leaves()
    report = tmp_path / "report.json"
    ran = technician.types("doctor", "--json", "--report", report)
    assert {check["name"] for check in ran.json["checks"]} >= {"journal", "clock", "resources"}
    assert "Páo" not in report.read_text("utf-8")


def test_what_a_command_did_is_in_the_log_and_no_name_is(technician, province):
    a_dossier(technician.desk)
    province.enrols(technician.desk)
    province.is_cut_off()
    technician.leaves()
    technician.types("sync", "once")
    technician.types("journal", "rebuild")
    logs = technician.office.profile.logs
    told = "".join(path.read_text("utf-8") for path in logs.iterdir())
    assert "unreachable" in told
    assert "Páo" not in told


def test_a_report_is_counted_and_saved_by_command(technician, tmp_path):
    a_dossier(technician.desk)
    today = technician.desk.now().date().isoformat()
    technician.leaves()
    path = tmp_path / "II06a.xlsx"
    days = ("--from", today, "--to", today)
    ran = technician.types("report", "situation", *days, "--xlsx", path, "--json")
    assert (ran.status, ran.err) == (0, "")
    assert (ran.json["total"]["3"], ran.json["total"]["11"]) == (1, 1)
    assert ran.json["covers"][0]["until"]
    assert ran.json["frozen"] is None
    assert path.read_bytes().startswith(b"PK")
    said = technician.types("report", "sheet", "--span", "day", "--on", today, "--json")
    assert said.json["total"]["received"] == 1
    rows = technician.types("report", "register", *days, "--json")
    assert rows.json["total"] == len(rows.json["rows"]) == 1
    assert "(3) Tiếp nhận: tổng số: 1" in technician.types("report", "situation", *days).out


@pytest.mark.parametrize("wrong", [("--from", "2026-11-24"), ("--from", "hôm qua", "--to", "x")])
def test_days_that_are_no_days_are_wrong_use(technician, wrong):
    technician.leaves()
    assert technician.types("report", "situation", *wrong).status == 2


def test_a_new_pc_is_looked_at_without_any_password(tmp_path):
    ran = motcua("doctor", "--json", "--profile", tmp_path / "nothing here")
    assert ran.status == 1
    told = {check["name"]: check for check in ran.json["checks"]}
    assert (told["office"]["ok"], told["office"]["code"]) == (False, "no_profile")
    assert (told["tcp"]["ok"], told["tcp"]["group"]) == (None, "line")


def test_the_doctor_says_a_fault_in_words_with_its_code(tmp_path):
    ran = motcua("doctor", "--profile", tmp_path / "nothing here")
    assert "[LỖI] Cơ quan, số cán bộ trên máy: MC-203: Trong thư mục này chưa có" in ran.out


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others always have a screen")
def test_without_a_screen_the_window_is_refused_in_one_line(tmp_path):
    folder = tmp_path / "nothing here"
    ran = motcua("--profile", folder, DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert (ran.status, ran.err.count("\n")) == (1, 1)
    assert ran.err.startswith("MC-806: ")


@pytest.mark.parametrize(
    "command",
    [(), ("journal",), ("journal", "burn"), ("sync", "once", "--loud"), ("no-such-thing",)],
    ids=" ".join,
)
def test_wrong_use_is_one_line_with_a_code_and_status_2(command):
    ran = motcua(*(command or ("backup",)))
    assert ran.status == 2
    assert ran.err.startswith("MC-801: ")
    assert ran.err.count("\n") == 1


def test_with_json_a_failure_is_json_too(tmp_path):
    ran = motcua("journal", "verify", "--json", "--profile", tmp_path / "nothing")
    assert ran.status == 1
    assert ran.json["error"]["code"] == "MC-203"
    assert ran.json["error"]["message"].startswith("MC-203: ")


def test_a_command_without_a_password_says_what_to_add(technician):
    technician.leaves()
    ran = motcua("journal", "verify", "--profile", technician.office.profile.path)
    assert ran.status == 2
    assert "--password-file" in ran.err


def test_help_lists_every_command():
    ran = motcua("--help")
    assert ran.status == 0
    assert all(command in ran.out for command in COMMANDS)


def test_the_door_loads_nothing_heavy():
    code = "import sys, app.__main__; print(*sorted(m for m in sys.modules if m.startswith('app')))"
    assert python(code) == ["app", "app.__main__"]


def test_a_command_loads_its_own_module_alone():
    code = (
        "import sys; from app.cli.main import run; run(['card', 'x']);"
        "print(*[m for m in sys.modules if m.startswith(('PySide6', 'uvicorn', 'sqlcipher3'))])"
    )
    assert python(code) == []


def test_an_installation_proves_itself_and_leaves_nothing():
    ran = motcua("--self-check")
    assert ran.status == 0
    assert "FAILED" not in ran.out
    assert "slip drawn" in ran.out
