"""The helpdesk reads out one code: found by commune, PC and number; the audit has it first."""

import json

import pytest

from app.cli.answers import WrongUse
from app.domain.events import PhoneCodesMade, to_payload
from sync.gateway import phone_desk
from sync.gateway.faults import NoSuchDevice, PhoneCodesMissing
from sync.gateway.helpdesk import Helpdesk
from sync.gateway.phone_desk import Asked
from sync.gateway.province import Fact
from sync.gateway.storage.operators import Audit
from sync.protocol import boxes, phone_codes
from sync.protocol.errors import Malformed
from sync.protocol.phone_codes import Codes
from tests.helpers.gateway_world import SI_LO_LAU

PASSPHRASE = "ngựa trắng qua suối"  # noqa: S105 - invented
CODE = "ABCD-EFGH-JKMN-PQRS"


@pytest.fixture
def told(world, monkeypatch):
    """A PC has sealed its codes 1 to 8; whether a command or a browser asks, they are the same."""
    helpdesk = Helpdesk(world.path)
    key = helpdesk.make(PASSPHRASE, world.random.randbytes, 0)
    pc = world.enrols(1)
    _says(world, pc, bytes.fromhex(key.key), dict.fromkeys(range(1, 9), CODE), monkeypatch)
    return pc, helpdesk


def _says(world, pc, key, codes, monkeypatch):
    """What the PC says lands in the log under its own name."""
    device = pc.author.device
    content = phone_codes.write(Codes(SI_LO_LAU, device, codes))
    box = boxes.seal(key, phone_codes.PURPOSE, content, world.random.randbytes)
    said = PhoneCodesMade(first=min(codes), last=max(codes), box=box.hex())
    fact = Fact(phone_codes.entity_of(device), "phone_codes", said.kind, to_payload(said))
    province = world.gateway.province(SI_LO_LAU)
    monkeypatch.setattr(province, "_signer", pc.signer)
    province.write([fact], "Lò Thị Mai", world.clock())


def _asks(world, pc, helpdesk, number, opens=None):
    asked = Asked(SI_LO_LAU, pc.author.device, number, "Tú", "chị Mai gọi, đã gọi lại")
    opens = opens or (lambda box: helpdesk.open(box, phone_codes.PURPOSE, PASSPHRASE))
    return phone_desk.read_out(world.gateway, asked, opens)


def test_the_code_is_read_out_and_the_audit_says_who_and_why(world, told):
    pc, helpdesk = told
    assert _asks(world, pc, helpdesk, 3) == CODE
    (line,) = Audit(world.gateway.storage.registry()).before(0, 1)
    assert line[2:] == ("Tú", "phone_code_read", pc.author.device, "3 chị Mai gọi, đã gọi lại")


def test_without_the_passphrase_nothing_is_read_and_nothing_is_noted(world, told):
    pc, helpdesk = told

    def closed(_box):
        raise Malformed("no")

    with pytest.raises(Malformed):
        _asks(world, pc, helpdesk, 3, closed)
    assert Audit(world.gateway.storage.registry()).before(0, 1) == []


def test_a_number_that_was_never_told_and_a_box_of_something_else_are_said(world, told):
    pc, helpdesk = told
    for number, opens in ((9, None), (3, lambda _box: b"{"), (3, lambda _box: b"\xff")):
        with pytest.raises(PhoneCodesMissing):
            _asks(world, pc, helpdesk, number, opens)


def test_what_another_device_says_of_this_pc_is_no_code(world, told, monkeypatch):
    pc, helpdesk = told
    key = bytes.fromhex(helpdesk.public().key)
    other = world.enrols(2)
    content = phone_codes.write(Codes(SI_LO_LAU, pc.author.device, {20: CODE}))
    box = boxes.seal(key, phone_codes.PURPOSE, content, world.random.randbytes)
    said = PhoneCodesMade(first=20, last=20, box=box.hex())
    fact = Fact(phone_codes.entity_of(pc.author.device), "phone_codes", said.kind, to_payload(said))
    province = world.gateway.province(SI_LO_LAU)
    monkeypatch.setattr(province, "_signer", other.signer)
    province.write([fact], "ai đó", world.clock())
    with pytest.raises(PhoneCodesMissing):
        _asks(world, pc, helpdesk, 20)


def test_the_pc_is_named_by_its_first_letters(world, told):
    pc, _ = told
    device = pc.author.device
    assert phone_desk.device_like(world.gateway, SI_LO_LAU, f"{device[:2]}-{device[2:5]}") == device
    for said in (device[:3], "", "ZZZZZ"):
        with pytest.raises(NoSuchDevice):
            phone_desk.device_like(world.gateway, SI_LO_LAU, said)


def test_the_command_reads_it_out(world, told, types, tmp_path):
    pc, _ = told
    (tmp_path / "passphrase").write_text(PASSPHRASE, "utf-8")
    words = ["helpdesk", "code", "--data", world.path, "--commune", SI_LO_LAU]
    words += ["--device", pc.author.device[:5], "--number", "2", "--operator", "Tú"]
    with pytest.raises(WrongUse):
        types(*words, password_file=tmp_path / "passphrase")
    words += ["--reason", "đã gọi lại", "--json"]
    said = json.loads(types(*words, password_file=tmp_path / "passphrase"))
    assert said == {"device": pc.author.device, "number": 2, "code": CODE}
