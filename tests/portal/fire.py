"""Gateway, connector, province and database as processes, and the hand that ends them."""

import random
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from tests.helpers.connecting import a_config, written_config
from tests.helpers.patience import PATIENCE
from tests.helpers.postgres import OWNER, Cluster
from tests.helpers.provincial import ChildStandIn


class Service:
    """A process of ours that is killed and started again."""

    def __init__(self, name: str, command: list[str], log: Path) -> None:
        self.name = name
        self._command = command
        self._log = log
        self.kills = 0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Let it run."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", *self._command], stdout=log, stderr=log, stdin=log
            )

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(PATIENCE)
            self._process = None
            self.kills += 1


class Fire:
    """Every process of the way, and the hand that ends them."""

    def __init__(self, folder: Path, seed: int, cluster: Cluster | None) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - must be repeatable
        self.cluster = cluster
        self.kills: dict[str, int] = {}
        self.held = ChildStandIn(folder / "province.db", seed)
        self._init_gateway(folder / "gateway")
        port = _free_port()
        self.url = f"https://127.0.0.1:{port}"
        serving = [
            "app",
            "gateway",
            "serve",
            "--data",
            str(folder / "gateway"),
            "--port",
            str(port),
        ]
        self.gateway = Service("gateway", [*serving, "--host", "127.0.0.1"], folder / "gateway.log")
        self.gateway.start()
        self.config = a_config(folder / "connector", self.held.connection())
        file = written_config(folder / "connector", self.config)
        self.connector = Service(
            "connector",
            ["app", "portal", "run", "--config", str(file)],
            folder / "connector.log",
        )

    def _init_gateway(self, folder: Path) -> None:
        command = ["gateway", "init", "--data", str(folder), "--commune", "03562=Xã Sì Lở Lầu"]
        if self.cluster is not None:
            name = self.cluster.emptied()
            command += ["--database", self.cluster.url(name)]
            command += ["--database-owner", self.cluster.url(name, OWNER)]
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "app", *command], check=True, stdout=subprocess.DEVNULL
        )
        self.folder = folder

    def code(self, role: str) -> str:
        """A one-time code, made beside the running gateway."""
        command = ["gateway", "invite", "--data", str(self.folder), "--commune", "03562"]
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "app", *command, "--role", role],
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def strikes(self) -> str:
        """One of them dies and is started again."""
        victims: list[tuple[str, Callable[[], None], Callable[[], None]]] = [
            ("connector", self.connector.kill, self.connector.start),
            ("gateway", self.gateway.kill, self.gateway.start),
            ("province", self.held.kill, self.held.again),
        ]
        if self.cluster is not None:
            victims.append(("database", self.cluster.kill, self.cluster.start))
        name, kill, start = self.dice.choice(victims)
        kill()
        threading.Event().wait(self.dice.random() / 2)
        start()
        self.kills[name] = self.kills.get(name, 0) + 1
        return name

    def ends(self) -> None:
        """Everything stops."""
        self.connector.kill()
        self.gateway.kill()
        self.held.__exit__()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
