"""Operators as the technician makes them, on the server's own console."""

import json

import pytest

from app.cli import main
from sync.gateway.page import passwords
from tests.helpers.gateway_world import World


@pytest.fixture
def gateway(tmp_path):
    """An existing gateway on the disk."""
    World(tmp_path / "gateway").gateway.close()
    return tmp_path / "gateway"


@pytest.fixture
def types(gateway, capsys):
    """Type a command about operators; answers the exit status and what was said."""

    def run(*words):
        status = main.run(["gateway", "operator", *map(str, words), "--data", str(gateway)])
        said = capsys.readouterr()
        return status, said.out + said.err

    return run


def _password(folder, text):
    file = folder / "password"
    file.write_text(text + "\n", "utf-8")
    return file


def test_an_operator_is_added_listed_and_removed(types, tmp_path):
    file = _password(tmp_path, "mật khẩu đủ dài")
    added = ("add", "--name", "Giàng A Tú", "--role", "operator", "--password-file", file)
    assert types(*added) == (0, "Giàng A Tú: operator\n")
    assert types("add", "--name", "Lò Văn Xem", "--password-file", file)[0] == 0
    _, told = types("list", "--json")
    assert json.loads(told) == [
        {"name": "Giàng A Tú", "role": "operator"},
        {"name": "Lò Văn Xem", "role": "viewer"},
    ]
    assert types("remove", "--name", "Giàng A Tú") == (0, "Lò Văn Xem: viewer\n")


def test_the_password_is_read_from_its_file_and_kept_as_a_hash(types, tmp_path, gateway):
    file = _password(tmp_path, "mật khẩu đủ dài")
    types("add", "--name", "Tú", "--password-file", file)
    kept = World(gateway).gateway
    with kept.storage.registry().reading() as db:
        (hashed,) = db.execute("SELECT password FROM operators").fetchone()
    kept.close()
    assert passwords.is_right("mật khẩu đủ dài", hashed)


def test_what_cannot_be_done_is_said_in_a_line_with_its_code(types, tmp_path):
    short = _password(tmp_path, "mười một ký")
    status, said = types("add", "--name", "Tú", "--password-file", short)
    assert (status, said[:6]) == (1, "MC-977")
    status, said = types("remove", "--name", "Tú")
    assert (status, said[:6]) == (1, "MC-976")
