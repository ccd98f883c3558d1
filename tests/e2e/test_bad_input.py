"""What goes wrong in an office: each a clear Vietnamese line with a code, and nothing is lost."""

import os
import shutil
from pathlib import Path

import msgspec
import pytest

from app.domain.access import Role
from app.domain.errors import RuleViolation
from app.store.faults import StoreFault
from app.store.profile import Profile
from app.ui import words
from app.usecases.administration import NewOfficer, ThisPc, found_office
from app.usecases.desk import Desk
from app.usecases.gateway_known import keep_gateway, must_be_enrolled
from app.usecases.lookup import DossierFilter, dossiers
from app.usecases.people import read_card
from app.usecases.reception import receive
from app.usecases.synchronise import one_round, status
from sync.gateway.ca import Authority
from sync.protocol.errors import CaptivePortal, UntrustedServer
from tests.helpers.desk import FACTS, PAO, a_dossier, a_form
from tests.helpers.gateway_portal import Portal, page
from tests.helpers.office import an_office

LOGIN_PAGE = page("200 OK", b"<html>Dang nhap mang</html>", "Content-Type: text/html")


def is_one_clear_line(code: str, line: str) -> bool:
    """A known code, its number first, one line, Vietnamese and no foreign word of ours."""
    return words.is_known(code) and line.startswith("MC-") and "\n" not in line


def receives_until_it_cannot(desk: Desk) -> None:
    """Take dossiers in until the disk is full."""
    for _ in range(200):
        a_dossier(desk)


def test_a_wrong_password(technician, tmp_path):
    a_dossier(technician.desk)
    technician.leaves()
    wrong = tmp_path / "wrong"
    wrong.write_text("sai rồi nhé\n", "utf-8")
    ran = technician.types("journal", "verify", password=wrong)
    assert (ran.status, ran.err.split(":")[0]) == (1, "MC-201")
    assert technician.types("journal", "verify", "--json").json["dossiers"] == 1


@pytest.mark.parametrize("damage", ["page", "half", "empty"])
def test_a_damaged_database_is_said_and_left_as_it_is(technician, damage):
    a_dossier(technician.desk)
    technician.leaves()
    database: Path = technician.office.profile.database
    whole = database.read_bytes()
    database.write_bytes(
        {
            "page": whole[:8192] + os.urandom(4096) + whole[12288:],
            "half": whole[: len(whole) // 2],
            "empty": b"",
        }[damage]
    )
    broken = database.read_bytes()
    ran = technician.types("journal", "verify", "--json")
    assert ran.status == 1
    assert ran.json["error"]["code"] in {"MC-210", "MC-219"}
    assert database.read_bytes() == broken
    database.write_bytes(whole)
    assert technician.types("journal", "verify", "--json").json["dossiers"] == 1


def test_a_full_disk_refuses_the_act_and_keeps_everything_before_it(technician):
    first = a_dossier(technician.desk)
    connection = technician.office.store._connection
    pages = connection.value("PRAGMA page_count")
    connection.rows(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreFault, match="disk_full") as said:
        receives_until_it_cannot(technician.desk)
    assert is_one_clear_line(said.value.code, words.line(said.value))
    connection.rows("PRAGMA max_page_count = 100000")
    later = a_dossier(technician.desk)
    numbers = {row.code for row in dossiers(technician.desk, DossierFilter()).rows}
    assert {first.number, later.number} <= numbers
    assert technician.desk.store.verify().faults == ()


def test_a_folder_that_cannot_be_written(technician, tmp_path):
    folder = Path("/sys/motcua") if os.geteuid() == 0 else tmp_path / "locked"
    if os.geteuid() != 0:
        folder.mkdir(mode=0o500)
    elif not folder.parent.is_mount():
        pytest.skip("root may write everywhere here: no place that refuses to be written")
    pc = ThisPc(Profile(folder / "office"), technician.office.store.machine)
    with pytest.raises(StoreFault, match="folder_read_only") as said:
        found_office(pc, FACTS, NewOfficer("a", "Lò Thị Mai", Role.CLERK), "đủ dài rồi")
    assert is_one_clear_line(said.value.code, words.line(said.value))


def test_a_profile_of_another_office(technician, tmp_path):
    a_dossier(technician.desk)
    technician.leaves()
    other = an_office(tmp_path / "other")
    other.closes()
    own = technician.office.profile.slots
    kept = own.read_bytes()
    shutil.copy(other.profile.slots, own)
    ran = technician.types("journal", "verify", "--json")
    assert ran.status == 1
    assert ran.json["error"]["code"] in {"MC-217", "MC-219"}
    own.write_bytes(kept)
    assert technician.types("journal", "verify", "--json").json["dossiers"] == 1


@pytest.mark.parametrize(
    ("authority", "expected"),
    [("the province's", CaptivePortal), ("somebody else's", UntrustedServer)],
)
def test_a_stranger_on_the_line_gets_nothing(technician, province, tmp_path, authority, expected):
    desk = technician.desk
    province.enrols(desk)
    dossier = a_dossier(desk)
    theirs = Authority.load(
        (province.folder / "ca.pem").read_bytes(), (province.folder / "ca.key").read_bytes()
    )
    signer = theirs if authority == "the province's" else Authority.make("Ai đó", _now(province))
    leaf = signer.issue(("localhost", "127.0.0.1"), _now(province))
    with Portal(tmp_path / "portal", leaf, lambda _request: LOGIN_PAGE) as portal:
        kept = desk.store.preferences
        keep_gateway(kept, msgspec.structs.replace(must_be_enrolled(kept), url=portal.url))
        with pytest.raises(expected) as said:
            one_round(desk)
    assert is_one_clear_line(said.value.code, words.line(said.value))
    assert status(desk).waiting_dossiers == 1
    assert desk.store.reader().dossier(dossier.id).version == dossier.version


def test_a_line_that_is_dead_is_calm_by_command_too(technician, province):
    province.enrols(technician.desk)
    a_dossier(technician.desk)
    province.is_cut_off()
    technician.leaves()
    ran = technician.types("sync", "once")
    assert (ran.status, ran.err.split(":")[0]) == (1, "MC-402")


@pytest.mark.parametrize(
    "text",
    [
        "https://dichvucong.gov.vn/tra-cuu?ma=1",
        "00020101021138540010A000000727",
        "||||||",
        "\x00\x00\x00",
        "Hồ sơ của ông Páo",
    ],
)
def test_a_qr_of_another_kind_is_named_and_fills_nothing(technician, text):
    with pytest.raises(RuleViolation) as said:
        read_card(technician.desk, text)
    assert is_one_clear_line(said.value.code, words.line(said.value))


@pytest.mark.parametrize("name", ["Giàng\x00A Páo", "Giàng A Páo\x1b[2J", "\ufeffGiàng A Páo"])
def test_text_with_nul_and_controls_is_cleaned_before_it_is_kept(technician, name):
    submitter = msgspec.structs.replace(PAO, name=name)
    dossier = receive(technician.desk, a_form(technician.desk, submitter=submitter))
    kept = dossier.submitter
    assert kept is not None
    assert kept.name.isprintable()
    assert "Páo" in kept.name


def test_a_name_of_nothing_but_nul_is_no_name(technician):
    empty = msgspec.structs.replace(PAO, name="\x00\x00")
    with pytest.raises(RuleViolation, match="person_name_missing") as said:
        receive(technician.desk, a_form(technician.desk, submitter=empty))
    assert is_one_clear_line(said.value.code, words.line(said.value))


def _now(province) -> int:
    return int(province.running.gateway.now())
