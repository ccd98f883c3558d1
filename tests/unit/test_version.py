"""The version that PCs tell is the one that was packed."""

import tomllib
from pathlib import Path

from app.system.version import VERSION


def test_the_program_tells_the_version_that_was_packed():
    project = Path(__file__).parents[2] / "pyproject.toml"
    assert tomllib.loads(project.read_text("utf-8"))["project"]["version"] == VERSION
