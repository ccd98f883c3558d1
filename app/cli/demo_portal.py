"""The provincial system of the demo, and the real connector that speaks to it.

The system is a child process out of the tests; a bundle has none, and the demo then ends at the
gateway, with the operator's word.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from app.portal import profile
from app.portal.config import Config
from app.portal.config_file import read_config
from app.portal.connector import Connector, Pass

UNIT = "H35.112.03"
_SOURCE = Path(__file__).parents[2]
_STAND_IN = "tests.provincial"


def has_a_provincial_system() -> bool:
    """Tell whether the source tree with the stand-in is here."""
    program = _SOURCE / "tests" / "provincial" / "__main__.py"
    return program.is_file() and not getattr(sys, "frozen", False)


class ProvincialSystem:
    """The stand-in in a process of its own; it ends with this one, whatever happens."""

    def __init__(self, folder: Path, page: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        arguments = ["--state", str(folder / "held.db"), "--unit", UNIT, "--leave", str(page)]
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", _STAND_IN, "--until-stdin-closes", *arguments],
            cwd=_SOURCE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        said = self._hear()
        self.url: str = said["url"]
        self.connection: dict[str, str] = said["connection"]

    def shows(self) -> dict[str, Any]:
        """Let it leave its page, and return what it holds."""
        stdin = _pipe(self._process.stdin)
        stdin.write("\n")
        stdin.flush()
        return self._hear()

    def close(self) -> None:
        """Let it end."""
        _pipe(self._process.stdin).close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        _pipe(self._process.stdout).close()

    def _hear(self) -> dict[str, Any]:
        return json.loads(_pipe(self._process.stdout).readline())  # type: ignore[no-any-return]


class DemoConnector:
    """A connector with a profile and a file of configuration, as one beside a gateway has them."""

    def __init__(self, folder: Path, office: dict[str, str], to: dict[str, str], word: str) -> None:
        """`office` names commune and province, `to` the system, `word` opens the profile."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "password").write_text(word + "\n", "utf-8")
        (folder / "system-password").write_text(to["password"] + "\n", "utf-8")
        self.file = folder / "connector.toml"
        self.file.write_text(_configuration(office, to), "utf-8")
        self._config: Config = read_config(self.file)

    def enrol(self, url: str, code: str) -> None:
        """Be let in by the gateway."""
        profile.enrol(self._config, url, code)

    def works(self) -> Pass:
        """Tell the province everything that it is owed."""
        with profile.opened(self._config) as desk:
            return Connector(desk, self._config).once()


def _configuration(office: dict[str, str], to: dict[str, str]) -> str:
    """The connector's file (TOML)."""
    tables: dict[str, Mapping[str, str | bool]] = {
        "": {"profile": "office", "password_file": "password"},
        "office": office,
        "system": {
            "base": to["adapter_url"],
            "plain_http": True,
            "auth_endpoint": to["auth_endpoint"],
            "integration_endpoint": to["integration_endpoint"],
            "share_endpoint": to["share_endpoint"],
            "username": to["username"],
            "password_file": "system-password",
            "madonvi": to["madonvi"],
            "dstcode": to["dstcode"],
            "agency": "Ủy ban nhân dân " + office["commune_name"].replace("Xã", "xã"),
        },
        "number": {"source": "province", "service": "GetNextValue", "unit": to["madonvi"]},
    }
    return "\n".join(_table(name, lines) for name, lines in tables.items())


def _table(name: str, lines: Mapping[str, str | bool]) -> str:
    head = f"[{name}]\n" if name else ""
    return head + "".join(
        f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in lines.items()
    )


def _pipe(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise BrokenPipeError
    return stream
