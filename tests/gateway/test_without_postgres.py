"""The tests' own server: where there is none, a developer is told and a judge is not deceived."""

import pytest

from tests.helpers import postgres


@pytest.fixture
def nothing_installed(monkeypatch):
    monkeypatch.setattr(postgres, "binaries", lambda: None)


def test_without_postgresql_a_developers_tests_are_skipped(nothing_installed, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt-get install postgresql"):
        postgres.needed()


def test_without_postgresql_a_change_is_not_judged_good(nothing_installed, monkeypatch):
    monkeypatch.setenv("CI", "1")
    with pytest.raises(pytest.fail.Exception, match="PostgreSQL is missing"):
        postgres.needed()
