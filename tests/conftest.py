"""For every test: what is slow to derive on purpose is derived once in a run, by the real means."""

import hashlib
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadGroupScheduling


@pytest.fixture(scope="session", autouse=True)
def codes_derived_once() -> Iterator[None]:
    """A PC and its gateway in one process need not each find out the secret of the same code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hashlib, "scrypt", lru_cache(hashlib.scrypt))
        yield


_TOGETHER = re.compile(r"^pytestmark = .*xdist_group", re.MULTILINE)


class Together(LoadGroupScheduling):  # type: ignore[misc]  # it has no types
    """Keeps a file in one process where it says so; this pytest does not show xdist its groups."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if _is_kept_together(self.config.rootpath / file) else nodeid


@cache
def _is_kept_together(file: Path) -> bool:
    return bool(_TOGETHER.search(file.read_text("utf-8")))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    """The way in which tests are given to processes."""
    return Together(config, log)
