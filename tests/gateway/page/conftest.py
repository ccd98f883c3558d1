"""A gateway with its page and a browser for every test; the browser goes first."""

from collections.abc import Iterator

import pytest

from tests.helpers.browser import Browser, Driver
from tests.helpers.gateway_page import open_page
from tests.helpers.quick import passwords_hashed_once


@pytest.fixture(scope="session", autouse=True)
def operators_known_at_once() -> Iterator[None]:
    """The same two operators come in by the same passwords in almost every test."""
    with pytest.MonkeyPatch.context() as patch:
        passwords_hashed_once(patch)
        yield


@pytest.fixture(scope="session")
def driver():
    """What starts browsers."""
    with Driver() as driver:
        yield driver


@pytest.fixture
def office(tmp_path):
    """A gateway that serves its page."""
    with open_page(tmp_path / "gateway") as office:
        yield office


@pytest.fixture
def browser(office, driver):
    """A Chromium with JavaScript switched off: the page needs none."""
    with Browser(driver, scripts=False) as browser:
        yield browser
