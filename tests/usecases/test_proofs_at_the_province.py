"""The province holds a proof of timeliness against its own books."""

import json
from datetime import timedelta

import msgspec
import pytest

from app.cli import gateway as command
from app.cli.answers import Parser
from app.domain.errors import RuleViolation
from app.portal.proofs import Head, check_proof
from app.usecases.proof_papers import dossier_paper, list_of
from app.usecases.synchronise import one_round
from app.usecases.timeliness import of_dossier
from sync.gateway.acts import Acts
from tests.helpers.desk import a_dossier
from tests.usecases.test_proof_papers import the_list
from tests.usecases.test_timeliness import decides

HOUR_MS = 3_600_000


@pytest.fixture
def gateway(province):
    return province.running.gateway


@pytest.fixture
def decided(office, enrolled):
    """A dossier that was decided, and all of it sent."""
    one_round(enrolled)
    dossier = decides(enrolled, a_dossier(enrolled, "2.000815"))
    office.clock.pass_by(timedelta(hours=2))
    one_round(enrolled)
    return dossier


def code(desk, dossier):
    found = of_dossier(desk, dossier.id)
    assert found is not None
    return dossier_paper(desk, found).text("qr")


def test_a_true_paper_agrees_with_the_log_and_a_changed_one_is_named(enrolled, decided, gateway):
    """Whoever has the PC can sign anything; the log was there before."""
    text = code(enrolled, decided)
    found = check_proof(gateway, text)
    assert (found.is_genuine, found.head, found.agrees) == (True, Head.HELD, True)
    assert found.booked is not None
    assert (found.booked.due, found.booked.decided) == found.said.moments[:2]
    assert (found.device, found.is_revoked) == (enrolled.store.device.device, False)

    head, facts, signature = text.rsplit("/", 2)
    due, rest = facts.split(".", 1)
    changed = check_proof(gateway, "/".join((head, f"{int(due) + 60}.{rest}", signature)))
    assert (changed.is_genuine, changed.differing, changed.agrees) == (False, ("due",), False)

    judged = of_dossier(enrolled, decided.id)
    assert judged is not None
    earlier = msgspec.structs.replace(judged, decided=judged.decided - HOUR_MS)
    signed = check_proof(gateway, dossier_paper(enrolled, earlier).text("qr"))
    assert (signed.is_genuine, signed.differing, signed.agrees) == (True, ("decided",), False)

    foreign = check_proof(gateway, text.replace(found.device, "ZZZZZZZZZZ"))
    assert (foreign.device, foreign.agrees) == ("", False)
    Acts(gateway, "Cán bộ tỉnh").revoke(found.device, "mất máy")
    assert check_proof(gateway, text).is_revoked
    with pytest.raises(RuleViolation, match="proof_qr_unreadable"):
        check_proof(gateway, "MC1/x")


def test_what_came_after_the_paper_is_no_difference_and_a_paper_may_be_newer_than_what_arrived(
    enrolled, decided, gateway, province
):
    text = code(enrolled, decided)
    province.gives_code(decided.id, "H35.12-261124-0001")
    one_round(enrolled)
    assert check_proof(gateway, text).agrees
    a_dossier(enrolled)
    found = check_proof(gateway, code(enrolled, decided))
    assert (found.head, found.agrees) == (Head.NOT_YET, True)


def test_the_command_reads_what_a_scanner_wrote(enrolled, decided, province, tmp_path, capsys):
    codes = tmp_path / "quet.txt"
    of_list = list_of(enrolled, the_list(enrolled)).text("qr")
    codes.write_text(f"\ufeff{code(enrolled, decided)}\r\n\r\n{of_list}\r\n", "utf-8")
    province.is_cut_off()
    typed = ["gateway", "proof", "check", str(codes), "--data", str(province.folder)]
    parser = Parser()
    command.add_parser(parser.add_subparsers(dest="command"))
    assert command.run(parser.parse_args(typed)) == 0
    said = capsys.readouterr().out
    assert "Nhật ký mà giấy dẫn có trong sổ của tỉnh." in said
    assert "Sổ của tỉnh, Giải quyết xong:" in said
    assert "Danh sách" in said
    assert command.run(parser.parse_args([*typed, "--json"])) == 0
    one, whole = json.loads(capsys.readouterr().out)
    assert (one["agrees"], one["head"], whole["booked"]) == (True, "held", None)
