"""A gateway that acknowledges what is not on the disk yet: `synchronous=NORMAL` (mutant 2).

python -m tests.helpers.careless_gateway DIR PORT
"""

import runpy
from typing import Any

import pytest

from sync.gateway.storage.sqlite import SqliteFile

_right = SqliteFile.__init__


def _wrong(self: SqliteFile, *how: Any) -> None:
    _right(self, *how)
    self._connection.execute("PRAGMA synchronous = NORMAL")


if __name__ == "__main__":
    pytest.MonkeyPatch().setattr(SqliteFile, "__init__", _wrong)
    runpy.run_module("sync.gateway", run_name="__main__")
