"""For every test: what is slow to derive on purpose is derived once in a run, by the real means."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache

import pytest
from xdist.remote import Producer

from tests.helpers.together import Together


@pytest.fixture(scope="session", autouse=True)
def codes_derived_once() -> Iterator[None]:
    """A PC and its gateway in one process need not each find out the secret of the same code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hashlib, "scrypt", lru_cache(hashlib.scrypt))
        yield


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    """The way in which tests are given to processes."""
    return Together(config, log)
