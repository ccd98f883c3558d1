"""A gateway that gives a file its name before its bytes are flushed.

python -m tests.helpers.early_files DIR PORT
"""

import os
import runpy
from pathlib import Path

import pytest

from sync.files import durable
from sync.files.depot import Upload


def _write(self: Upload, data: bytes) -> None:
    """As it should be, but without a flush."""
    with self._part.open("r+b") as part:
        part.seek(self.offset)
        part.truncate()
        part.write(data)
    self.sha.update(data)
    self.offset += len(data)


def _move(source: Path, target: Path) -> None:
    """Rename first, flush then."""
    source.replace(target)
    handle = os.open(target, os.O_RDWR)
    os.fsync(handle)
    os.close(handle)
    durable.settle(target.parent)


if __name__ == "__main__":
    patch = pytest.MonkeyPatch()
    patch.setattr(Upload, "write", _write)
    patch.setattr(durable, "move", _move)
    runpy.run_module("sync.gateway", run_name="__main__")
