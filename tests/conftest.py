"""For every test: what is slow to derive on purpose is derived once in a run, by the real means."""

import gc
import hashlib
from collections.abc import Iterator
from functools import lru_cache

import pytest
from xdist.remote import Producer

from app.system import garbage
from tests.helpers.together import Together


@pytest.fixture(scope="session", autouse=True)
def codes_derived_once() -> Iterator[None]:
    """A PC and its gateway in one process need not each find out the secret of the same code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hashlib, "scrypt", lru_cache(hashlib.scrypt))
        yield


@pytest.fixture(autouse=True)
def what_screens_left_is_swept() -> Iterator[None]:
    """In a process that has shown a screen, threads of later tests sweep as little as its own."""
    yield
    if not gc.isenabled():
        garbage.sweep()


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    """The way in which tests are given to processes."""
    return Together(config, log)
