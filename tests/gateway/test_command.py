"""`motcua gateway` as the province's technician types it."""

import json
import socket

import pytest

from app.cli.answers import WrongUse
from sync.gateway.faults import (
    AlreadyRevoked,
    BadOperatorName,
    NoSuchDevice,
    NoSuchEntity,
    NotAGateway,
    NotStarted,
    WrongDatabase,
)
from sync.gateway.folder import Folder
from sync.protocol.certificate import PROVINCE_ROLE
from sync.protocol.event import read
from tests.helpers.gateway_pc import DOSSIER
from tests.helpers.gateway_world import SI_LO_LAU


@pytest.fixture
def data(world):
    """A gateway with one dossier, closed so that the commands have it."""
    pc = world.enrols(1)
    pc.does(1)
    world.round(pc)
    return world.path


def _kinds(world):
    log = world.gateway.commune(SI_LO_LAU).log
    events = [read(line, place.device, place.epoch) for place, line in log.entity(DOSSIER)]
    return [(event.envelope.k, event.payload, event.envelope.by) for event in events[1:]]


def test_a_gateway_is_made_and_made_again_without_losing_its_name(types, tmp_path):
    first = json.loads(types("init", "--data", tmp_path / "g", "--json"))
    again = json.loads(types("init", "--data", tmp_path / "g", "--json"))
    assert first["server"] == again["server"]


def test_the_first_invitation_opens_the_commune(types, tmp_path):
    types("init", "--data", tmp_path / "g")
    told = types("invite", "--data", tmp_path / "g", "--commune", SI_LO_LAU,
                 "--commune-name", "Sì Lở Lầu", "--json")  # fmt: skip
    assert len(json.loads(told)["code"]) == 10
    status = json.loads(types("status", "--data", tmp_path / "g", "--json"))
    assert [one["open_invites"] for one in status["communes"]] == [1]


def test_an_acceptance_brings_the_official_code(types, data, world):
    types("answer", "--data", data, "--dossier", DOSSIER, "--accept", "000.00.33", "--by", "Hoa")
    assert _kinds(world) == [
        ("province.code_given", {"code": "000.00.33"}, "Hoa"),
        ("province.recorded", {"code": "000.00.33"}, "Hoa"),
    ]


def test_a_refusal_brings_its_reason(types, data, world):
    types("answer", "--data", data, "--dossier", DOSSIER, "--refuse", "thiếu giấy chứng sinh")
    assert _kinds(world) == [
        ("province.record_refused", {"reason": "thiếu giấy chứng sinh"}, "operator")
    ]


def test_a_state_is_reported_by_its_number(types, data, world):
    types("answer", "--data", data, "--dossier", DOSSIER, "--state", 4, "--reason", "đang xử lý")
    assert _kinds(world)[0][:2] == (
        "province.state_reported",
        {"state": 4, "reason": "đang xử lý"},
    )


def test_an_answer_to_a_dossier_that_never_came_is_refused(types, data):
    with pytest.raises(NoSuchEntity):
        types("answer", "--data", data, "--dossier", "nowhere", "--accept", "1")


def test_a_lost_pc_is_revoked_at_what_it_had_sent(types, data, world):
    devices = world.gateway.registry.devices(SI_LO_LAU)
    pc = next(one for one in devices if one.role == "counter")
    told = types(
        "revoke", "--data", data, "--device", pc.device, "--reason", "máy bị mất", "--json"
    )
    assert json.loads(told)["heads"][0][:2] == ["AAAA", 1]
    assert world.gateway.registry.device(pc.device).revoked


def test_the_status_is_one_line_a_commune(types, data):
    lines = types("status", "--data", data).splitlines()
    assert lines[2].startswith(f"{SI_LO_LAU} Sì Lở Lầu: 2 thiết bị, 3 sự kiện")


def test_a_port_that_is_taken_is_told(types, data):
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(NotStarted):
        types("serve", "--data", data, "--host", "127.0.0.1", "--port", other.getsockname()[1])


def test_a_folder_without_a_gateway_is_named(types, tmp_path):
    with pytest.raises(NotAGateway):
        types("status", "--data", tmp_path)


def test_a_gateway_remembers_its_database_and_takes_no_other_for_it(types, data, database):
    types("status", "--data", data, "--database", database)
    with pytest.raises(WrongUse):
        types("status", "--data", data, "--database", "postgresql://gateway@elsewhere/motcua")


def test_a_role_that_nobody_is_invited_in_is_refused_in_words(types, data):
    for role in ("province", "conector", ""):
        with pytest.raises(WrongUse):
            types("invite", "--data", data, "--commune", SI_LO_LAU, "--role", role)
    assert types("invite", "--data", data, "--commune", SI_LO_LAU, "--role", "hub")


def test_a_gateway_is_not_made_again_on_another_kind_of_database(types, tmp_path):
    types("init", "--data", tmp_path / "g")
    with pytest.raises(WrongDatabase):
        types("init", "--data", tmp_path / "g", "--database", "postgresql://gateway@/motcua")


@pytest.mark.parametrize(
    "named",
    ["mysql://gateway@/motcua", "postgresql://gateway:word@/motcua",
     "postgresql://gateway@/motcua?password=word", "postgresql://gateway@/motcua?p%61ssword=word",
     "postgresql://gateway@/motcua?sslpassword=word", "postgresql://gateway@/motcua?nothing=1"],
)  # fmt: skip
def test_a_database_of_no_known_kind_or_with_its_password_is_refused(types, tmp_path, named):
    with pytest.raises(WrongDatabase):
        types("init", "--data", tmp_path / "g", "--database", named)
    assert not (tmp_path / "g" / "gateway.json").exists()


def test_the_address_for_links_outlives_a_restart_and_a_second_init(types, data):
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(NotStarted):
        types("serve", "--data", data, "--host", "127.0.0.1", "--port", taken.getsockname()[1],
              "--public-url", "https://tep.laichau.example/")  # fmt: skip
    types("init", "--data", data)
    assert Folder(data).settings().public_url == "https://tep.laichau.example"


def test_a_pc_that_was_revoked_before_is_not_called_unknown(types, data, world):
    devices = world.gateway.registry.devices(SI_LO_LAU)
    (device,) = [one.device for one in devices if one.role != PROVINCE_ROLE]
    words = ("revoke", "--data", data, "--device", device, "--reason", "mất máy")
    assert types(*words).strip() == device
    with pytest.raises(AlreadyRevoked):
        types(*words)


def test_an_operator_without_a_name_is_refused_for_the_name(types, data, tmp_path):
    (tmp_path / "p").write_text("mot mat khau that dai", "utf-8")
    with pytest.raises(BadOperatorName):
        types("operator", "add", "--data", data, "--name", "", password_file=tmp_path / "p")


def test_nobody_is_asked_for_the_digits_of_a_pc_that_never_asked(types, data, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(NoSuchDevice):
        types("confirm-stick", "--data", data, "--device", "ZZZZ")


def test_at_a_terminal_a_code_comes_with_its_words(types, data, monkeypatch):
    words = ("invite", "--data", data, "--commune", SI_LO_LAU)
    assert len(types(*words).strip()) == 10
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert types(*words).startswith("Mã ghi danh cho xã")
