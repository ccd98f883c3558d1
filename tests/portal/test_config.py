"""The connector's file as a technician writes it."""

import shutil
from pathlib import Path

import certifi
import pytest

from app.cli.main import run
from app.portal.config_file import read_config
from app.portal.faults import BadConfig

_FILE = """
profile = "office"
password_file = "password"

[office]
commune = "03562"
commune_name = "Xã Sì Lở Lầu"
province = "12"
province_name = "Lai Châu"

[system]
base = "https://lgsp.example.vn"
auth_endpoint = "/dangnhap"
integration_endpoint = "/dongbo"
username = "motcua"
password_file = "secrets/system"
madonvi = "H35.112.03"
agency = "Ủy ban nhân dân xã Sì Lở Lầu"
authority = "ca.pem"
"""


def written(folder: Path, text: str) -> Path:
    shutil.copy(certifi.where(), folder / "ca.pem")
    file = folder / "connector.toml"
    file.write_text(text, "utf-8")
    return file


def test_relative_paths_begin_where_the_file_lies(tmp_path):
    config = read_config(written(tmp_path, _FILE))
    assert config.profile == tmp_path / "office"
    assert config.password_file == tmp_path / "password"
    assert config.system.password_file == tmp_path / "secrets" / "system"
    assert config.system.authority == tmp_path / "ca.pem"


@pytest.mark.parametrize(
    "wrong",
    [
        "profile = ",
        _FILE.replace("username", "usrname"),
        _FILE.replace('madonvi = "H35.112.03"', "madonvi = 3"),
        _FILE + '[number]\nsource = "province"\n',
    ],
)
def test_a_mistake_in_the_file_is_named_and_nothing_is_started(tmp_path, wrong):
    with pytest.raises(BadConfig):
        read_config(written(tmp_path, wrong))


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("profile: chưa ghi", ""),
        ("system.usrname: không có", _FILE.replace("username", "usrname")),
        ("office.commune: chưa ghi", _FILE.replace("commune =", "# commune =")),
        ("system.base", _FILE.replace("https://", "http://")),
        ("system.base", _FILE.replace("https://", "")),
        ("system.base", _FILE.replace("lgsp.example.vn", "lgsp.example.vn:x")),
        ("system.base", _FILE.replace("https://lgsp", "https://a:b@lgsp")),
        ("system.auth_endpoint", _FILE.replace('"/dangnhap"', '"dangnhap"')),
        ("system.authority", _FILE.replace("ca.pem", "other.pem")),
        ("system.authority", _FILE.replace("ca.pem", "connector.toml")),
        ("system.generation", _FILE + 'generation = "z"\n'),
        ("system.name", _FILE + 'name = "dat-dai"\n'),
        ("system.username", _FILE.replace('"motcua"', '" "')),
        ("system.read_seconds", _FILE + "read_seconds = 0\n"),
        ("system.connect_seconds", _FILE + "connect_seconds = nan\n"),
        ("pace.between", _FILE + "[pace]\nbetween = 0.0\n"),
        ("pace.longest", _FILE + "[pace]\nlongest = -1.0\n"),
        ("inbound.acknowledge_service", _FILE + '[inbound]\nlist_service = "Lay"\n'),
        ("number.service", _FILE + '[number]\nsource = "province"\n'),
    ],
)
def test_the_mistake_is_said_with_the_key_that_is_to_be_mended(tmp_path, key, wrong):
    with pytest.raises(BadConfig) as why:
        read_config(written(tmp_path, wrong))
    assert why.value.detail.startswith(key)


def test_without_tls_only_where_the_file_says_so(tmp_path):
    plain = _FILE.replace("https://", "http://") + "plain_http = true\n"
    assert read_config(written(tmp_path, plain)).system.base.startswith("http://")


def test_the_command_names_the_key_and_says_that_another_start_is_of_no_use(tmp_path, capsys):
    file = written(tmp_path, _FILE.replace("https://", "http://"))
    assert run(["portal", "status", "--config", str(file)]) == 2
    said = capsys.readouterr().err
    assert "MC-921" in said
    assert "system.base" in said
