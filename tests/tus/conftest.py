"""Where other people's programs lie; without them there is nothing to test here."""

import os
from pathlib import Path

import pytest

_FOLDER = os.environ.get("MOTCUA_TUS", "")
collect_ignore_glob = [] if _FOLDER else ["test_*.py"]


@pytest.fixture(scope="session")
def theirs():
    """The folder of other people's programs."""
    return Path(_FOLDER)
