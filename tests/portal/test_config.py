"""The connector's file as a technician writes it."""

from pathlib import Path

import pytest

from app.portal.config import read_config
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
