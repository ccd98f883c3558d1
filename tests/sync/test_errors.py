"""Errors say what happened, with a stable code."""

import inspect

import pytest

from sync.protocol import errors
from sync.protocol.errors import CaptivePortal, NotCanonical, ServerBusy, SyncError, Unreachable

KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, SyncError) and kind is not SyncError
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_failure_has_its_own_code(kind):
    assert [other.code for other in KINDS].count(kind.code) == 1
    assert str(kind()) == kind.code
    assert str(kind("frame 7")) == f"{kind.code}: frame 7"


def test_what_a_person_must_settle_is_not_retried():
    assert Unreachable().retryable
    assert CaptivePortal().retryable
    assert not errors.NotAuthorised().retryable


def test_a_busy_server_says_when():
    assert ServerBusy("503", retry_after=30).retry_after == 30


def test_what_cannot_be_written_says_why():
    assert str(NotCanonical("nul")) == "nul"
    assert str(NotCanonical("type", "float")) == "type: float"
