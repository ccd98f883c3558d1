"""A gateway that stores files carelessly, to see the tests of power cuts fail.

python -m tests.helpers.careless_files DIR PORT      flushes neither a part nor a folder of files
"""

import os
import runpy
from pathlib import Path
from typing import Any

import pytest

_right = os.fsync


def _wrong(handle: int) -> None:
    """Flush everything but what lies among the files."""
    if "/files/" not in str(Path(f"/proc/self/fd/{handle}").readlink()):
        _right(handle)


def main(module: Any) -> None:
    pytest.MonkeyPatch().setattr(module, "fsync", _wrong)
    runpy.run_module("sync.gateway", run_name="__main__")


if __name__ == "__main__":
    main(os)
