"""Tệp chuẩn bị sẵn: one file for many PCs; what is wrong with it is said in words."""

import json

import msgspec
import pytest

from app.cli import prepare
from app.cli.answers import Parser, WrongUse
from app.domain.errors import RuleViolation
from app.system.clock import SystemClock, milliseconds
from app.system.paths import resources
from app.usecases import first_start, office_profile
from app.usecases.administration import change_settings
from app.usecases.office import OfficeSettings
from app.usecases.office_profile import FORMAT, LIFE_DAYS, OwnTemplate, Prepared
from app.usecases.synchronise import enrol, status
from sync.protocol.signing import Signer
from tests.helpers.desk import FACTS
from tests.helpers.office import a_machine

TECHNICIAN = Signer(bytes([3]) * 32)
SAID = "ABCD-EFGH-JKMN"


def a_file(prepared: Prepared | None = None, signer: Signer = TECHNICIAN) -> bytes:
    told = prepared or Prepared(office=FACTS, codes=("AAAAAAAAAA", "BBBBBBBBBB"))
    return office_profile.write(told, signer, "Vàng A Chứ", SAID, a_machine())


def now() -> int:
    return milliseconds(a_machine().clock.now())


def refused(code: str, file: bytes, said: str = SAID, at: int | None = None) -> None:
    with pytest.raises(RuleViolation) as caught:
        office_profile.opened(file, said, at or now())
    assert caught.value.code == code


def test_the_head_is_read_without_the_passphrase_and_the_codes_are_not_in_sight():
    file = a_file()
    head = office_profile.head_of(file, now())
    assert (head.commune_name, head.pcs, head.mark) == (FACTS.commune_name, 2, TECHNICIAN.device)
    assert b"AAAAAAAAAA" not in file
    assert office_profile.opened(file, SAID.lower().replace("-", " "), now()).codes


def test_what_is_wrong_with_a_file_is_told_apart():
    file = a_file()
    refused("prepared_passphrase", file, "ABCD-EFGH-JKM0")
    refused("prepared_expired", file, at=now() + (LIFE_DAYS + 1) * 86_400_000)
    refused("prepared_unreadable", b"PK\x03\x04" + file)
    refused("prepared_unreadable", file[:-9])
    mark, told = file[: file.index(b"{")], json.loads(file[file.index(b"{") :])
    other = json.loads(a_file(Prepared(office=FACTS))[len(mark) :])
    refused("prepared_tampered", mark + json.dumps(told | {"body": other["body"]}).encode())
    forged = json.loads(a_file(signer=Signer(bytes([4]) * 32))[len(mark) :])
    refused("prepared_tampered", mark + json.dumps(told | {"head": forged["head"]}).encode())
    assert FORMAT == 1
    newer = msgspec.json.encode({"format": FORMAT + 1, "what": "nobody knows"})
    refused("prepared_newer", mark + msgspec.json.encode(
        {"head": msgspec.to_builtins(newer), "body": "", "signature": ""}))  # fmt: skip


def test_a_prepared_pc_takes_settings_templates_and_its_own_code(desk, tmp_path):
    text = next((resources() / "forms" / "refusal").glob("*.json")).read_bytes()
    shipped = json.loads(text) | {"version": "xa-1"}
    told = Prepared(
        office=FACTS,
        settings=OfficeSettings(paper="a4", helpdesk_phone="0213 000 000"),
        url="https://tinh.example",
        codes=("AAAAAAAAAA", "BBBBBBBBBB"),
        templates=(OwnTemplate("refusal", "xa-1.json", json.dumps(shipped)),),
    )
    desk = change_settings(desk, OfficeSettings(spares_memory=True))  # as measured on this PC
    changed = office_profile.apply(desk, told, 2)
    assert (changed.settings.paper, changed.settings.counter) == ("a4", "Quầy 2")
    assert first_start.line_prepared(desk).code == "BBBBBBBBBB"
    assert changed.settings.spares_memory is desk.settings.spares_memory
    assert (desk.profile.forms / "refusal" / "xa-1.json").exists()
    with pytest.raises(RuleViolation, match="prepared_number"):
        office_profile.apply(desk, told, 3)
    out = msgspec.structs.replace(
        told, templates=(OwnTemplate("refusal", "../x", json.dumps(shipped)),)
    )
    with pytest.raises(RuleViolation, match="prepared_tampered"):
        office_profile.apply(desk, out, 1)
    far = msgspec.structs.replace(told, office=msgspec.structs.replace(FACTS, commune_code="00001"))
    with pytest.raises(RuleViolation, match="prepared_of_another_commune"):
        office_profile.apply(desk, far, 1)


def test_the_province_makes_one_file_whose_codes_let_the_pcs_in(desk, province, tmp_path, capsys):
    plan = {"office": msgspec.to_builtins(FACTS), "url": province.url}
    (tmp_path / "xa.json").write_text(json.dumps(plan), "utf-8")
    told = types(capsys, "--from", tmp_path / "xa.json", "--out", tmp_path / "xa.motcua",
                 "--pcs", 2, "--data", province.folder, "--json")  # fmt: skip
    file = office_profile.read(tmp_path / "xa.motcua")
    prepared = office_profile.opened(file, told["passphrase"], milliseconds_now())
    office_profile.apply(desk, prepared, 1)
    line = first_start.line_prepared(desk)
    assert enrol(desk, line.url, line.code, authority=line.authority) == status(desk).device


def test_a_technician_signs_with_a_key_of_their_own(tmp_path, capsys):
    (tmp_path / "xa.json").write_text(json.dumps({"office": msgspec.to_builtins(FACTS)}), "utf-8")
    words = ("--from", tmp_path / "xa.json", "--out", tmp_path / "xa.motcua")
    first = types(capsys, *words, "--key", tmp_path / "k", "--json")
    again = types(capsys, *words, "--key", tmp_path / "k", "--json")
    assert first["signer"] == again["signer"]
    assert first["passphrase"] != again["passphrase"]
    with pytest.raises(WrongUse):
        types(capsys, *words)


def types(capsys, *words):
    parser = Parser()
    prepare.add_parser(parser.add_subparsers(dest="command"))
    assert prepare.run(parser.parse_args(["prepare", "office", *map(str, words)])) == 0
    return json.loads(capsys.readouterr().out)


def milliseconds_now() -> int:
    return milliseconds(SystemClock().now())
