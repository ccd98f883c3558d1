"""The gateway in a process of its own, to be killed without warning."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from tests.helpers.patience import PATIENCE


class ChildGateway:
    """Serves an existing data folder on the loopback; always gone in the end."""

    def __init__(
        self,
        path: Path,
        under: Sequence[str] = (),
        module: str = "sync.gateway",
        port: int = 0,
    ) -> None:
        """`under` is a command that looks after it, such as strace; `module` is what runs."""
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [*under, sys.executable, "-m", module, str(path), str(port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=bool(under),
        )
        self._is_looked_after = bool(under)
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline() or 0)  # it may die before it listens

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *why: object) -> None:
        self.kill()

    def ends(self) -> None:
        """Let it end by itself, as it does when nobody needs it any more."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._is_looked_after and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait(PATIENCE)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
