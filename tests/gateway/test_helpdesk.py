"""The helpdesk's key: made once, kept under a passphrase, told to every commune."""

import json

import pytest

from app.cli.answers import WrongUse
from sync.gateway.faults import (
    HelpdeskExists,
    HelpdeskKeyMissing,
    HelpdeskMissing,
    HelpdeskPassphrase,
    HelpdeskPassphraseShort,
    NotForHelpdesk,
)
from sync.gateway.helpdesk import Helpdesk
from sync.gateway.storage.operators import Audit
from sync.protocol import boxes
from tests.helpers.gateway_world import DAO_SAN, SI_LO_LAU

PASSPHRASE = "ngựa trắng qua suối"  # noqa: S105 - invented


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "passphrase"
    path.write_text(PASSPHRASE, "utf-8")
    return path


@pytest.fixture
def helpdesk(types, world, secret):
    """Type a deed of the helpdesk with the right passphrase."""

    def run(*words):
        return types("helpdesk", *words, "--data", world.path, password_file=secret)

    return run


def _box(key, purpose="report", content="báo cáo"):
    return boxes.seal(bytes.fromhex(key), purpose, content.encode(), lambda n: bytes([3]) * n)


def test_every_commune_hears_of_the_key_also_one_that_comes_later(helpdesk, world):
    made = json.loads(helpdesk("init", "--json"))
    assert world.gateway.province(SI_LO_LAU).helpdesk_named() == made["public_key"]
    assert world.gateway.province(DAO_SAN).helpdesk_named() == made["public_key"]
    world.gateway.add_commune("03433", "Ka Lăng")
    assert world.gateway.province("03433").helpdesk_named() == made["public_key"]
    assert not world.gateway.name_helpdesk(SI_LO_LAU), "it was told already"
    told = Audit(world.gateway.storage.registry()).before(0, 1)
    assert [(one.what, one.about) for one in told] == [("helpdesk_named", made["name"])]


def test_a_commune_that_was_not_told_hears_when_the_key_is_shown(helpdesk, world, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("sync.gateway.gateway.Gateway.name_helpdesk", lambda *_: False)
        helpdesk("init")
    assert world.gateway.province(SI_LO_LAU).helpdesk_named() == ""
    helpdesk("show")
    assert world.gateway.province(SI_LO_LAU).helpdesk_named()


def test_a_report_is_opened_with_the_passphrase_alone(helpdesk, world, tmp_path):
    made = json.loads(helpdesk("init", "--json"))
    report = tmp_path / "report"
    report.write_bytes(_box(made["public_key"]))
    assert helpdesk("open", report) == "báo cáo"
    helpdesk("open", report, "--out", tmp_path / "clear")
    assert (tmp_path / "clear").read_text("utf-8") == "báo cáo"
    with pytest.raises(HelpdeskPassphrase):
        Helpdesk(world.path).open(report.read_bytes(), "report", "một cụm khác hẳn")


def test_the_key_file_can_be_carried_off_the_server(helpdesk, world, tmp_path):
    made = json.loads(helpdesk("init", "--json"))
    file = Helpdesk(world.path).key_file(made["name"])
    carried = tmp_path / "stick.key"
    file.rename(carried)
    report = tmp_path / "report"
    report.write_bytes(_box(made["public_key"]))
    with pytest.raises(HelpdeskKeyMissing):
        helpdesk("open", report)
    assert helpdesk("open", report, "--key", carried) == "báo cáo"
    assert "đã chuyển đi" in helpdesk("show")


def test_a_second_key_is_made_on_purpose_only_and_the_old_goes_on_opening(
    helpdesk, world, tmp_path
):
    first = json.loads(helpdesk("init", "--json"))
    with pytest.raises(HelpdeskExists):
        helpdesk("init")
    second = json.loads(helpdesk("init", "--again", "--json"))
    assert world.gateway.province(SI_LO_LAU).helpdesk_named() == second["public_key"]
    for key in (first, second):
        (tmp_path / "report").write_bytes(_box(key["public_key"]))
        assert helpdesk("open", tmp_path / "report") == "báo cáo"


def test_what_is_not_for_the_helpdesk_is_refused_with_words(helpdesk, tmp_path, world):
    with pytest.raises(HelpdeskMissing):
        helpdesk("show")
    made = json.loads(helpdesk("init", "--json"))
    box = _box(made["public_key"], "codes")
    for content in (b"PK\x03\x04", box, box[:-1]):
        (tmp_path / "report").write_bytes(content)
        with pytest.raises(NotForHelpdesk):
            helpdesk("open", tmp_path / "report")
    other = _box(boxes.public_key(bytes([5]) * 32).hex())
    mine = Helpdesk(world.path).key_file(made["name"])
    with pytest.raises(NotForHelpdesk):
        Helpdesk(world.path).open(other, "report", PASSPHRASE, mine)
    with pytest.raises(WrongUse):
        helpdesk("open")
    with pytest.raises(WrongUse):
        helpdesk("open", tmp_path / "none")


def test_a_short_passphrase_makes_no_key(world):
    with pytest.raises(HelpdeskPassphraseShort):
        Helpdesk(world.path).make("ngắn", bytes, 0)
    assert Helpdesk(world.path).public() is None
