"""Serve an existing data folder: `python -m sync.gateway DIR PORT`.

Prints the port when it listens, and ends when its standard input does, so that it never outlives
who started it.
"""

import os
import sys
import threading
from pathlib import Path

from sync.gateway.gateway import Gateway
from sync.gateway.runner import serve


def _tell(port: int) -> None:
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()


def _follow_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    threading.Thread(target=_follow_parent, daemon=True).start()
    serve(Gateway(Path(sys.argv[1])), "127.0.0.1", int(sys.argv[2]), _tell)
