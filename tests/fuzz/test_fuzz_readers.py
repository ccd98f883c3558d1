"""No input breaks a reader of what others send, or takes much memory; and no reader is forgotten.

MOTCUA_FUZZ=200000 says how many inputs in all, as `make fuzz` does.
"""

import functools
import hashlib
import importlib
from collections.abc import Mapping

import pytest

from sync.protocol import enrolment
from tests.fuzz.reader import Reader
from tests.helpers.fuzzing import bounded, inputs

ROOMS = ("of_the_wire", "of_the_office", "of_disks")
_ABOUT = 60
"""Readers in all: each gets its share."""
pytestmark = pytest.mark.timeout(0 if inputs(0) else 80)


def readers(room: str) -> Mapping[str, Reader]:
    """Loaded when they are asked for: right inputs take a second to make."""
    found: Mapping[str, Reader] = importlib.import_module(f"tests.fuzz.{room}").READERS
    return found


@pytest.fixture(autouse=True)
def codes_are_derived_once(monkeypatch):
    """What is slow on purpose costs its time once; what is read is the same."""
    monkeypatch.setattr(enrolment, "secret_of", functools.cache(enrolment.secret_of))
    monkeypatch.setattr(hashlib, "scrypt", functools.cache(hashlib.scrypt))


@pytest.mark.qt_log_ignore(".*")  # what Qt says of a damaged picture
@pytest.mark.parametrize("room", ROOMS)
def test_whatever_comes_is_read_or_refused(room):
    broken = list[str]()
    for name, reader in readers(room).items():
        with bounded():
            broken += (f"{name}: {why}" for why in breaks(reader))
    assert broken == []


def breaks(reader):
    """What was neither read nor refused, the first few; the right ones must be read."""
    found, good = [], 0
    for data in reader.inputs(inputs(30, _ABOUT), 1):
        try:
            reader.read(data)
        except reader.refuses:
            continue
        except Exception as why:  # noqa: BLE001 - all of them are what is looked for
            found.append(f"{type(why).__name__}: {why} from {data[:200]!r}")
            continue
        good += 1
        if reader.only_the_true_one and data not in reader.corpus:
            found.append(f"believed: {data[:200]!r}")
    if good < len(reader.corpus):
        found.append(f"only {good} were read of {len(reader.corpus)} that are right")
    return found[:3]
