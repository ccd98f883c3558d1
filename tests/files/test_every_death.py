"""Whoever dies between any two steps, a killed process or a machine without power: no file is lost.

MOTCUA_DEATHS=all kills before every step; MOTCUA_CUTS says how often the power fails.
"""

import errno
import os
import random
from contextlib import suppress

import pytest

from sync.files import durable
from sync.files.depot import Upload
from sync.files.faults import NoRoom
from tests.files import carrying
from tests.files.carrying import SCANS, a_depot, carries, must_hold
from tests.helpers.disk_record import can_record

ALL = os.environ.get("MOTCUA_DEATHS") == "all"
CUTS = int(os.environ.get("MOTCUA_CUTS", "30"))
pytestmark = pytest.mark.timeout(0 if ALL or CUTS > 100 else 300)
recorded = pytest.mark.skipif(not can_record(), reason="strace is missing, or may not look")


def test_a_process_killed_before_any_step_takes_back_no_promise(tmp_path):
    every = carrying.steps(tmp_path / "whole")
    assert len(every) > 300
    draw = random.Random(2)  # noqa: S311 - the same steps again
    carrying.survives_every(tmp_path, every if ALL else sorted(draw.sample(every, 15)))


@recorded
def test_a_power_cut_takes_back_no_promise(tmp_path):
    run = carrying.Recorded(tmp_path)
    assert len(run.flushes()) > 40
    run.holds(carrying.moments_of(run, CUTS))


class FullDisk:
    """Lets so many writes, flushes and renames through; each after that finds no space."""

    def __init__(self, patch, left):
        self.left = left
        self.failed = False
        write, write_note, move = Upload.write, durable.write, durable.move
        patch.setattr(Upload, "write", lambda up, data: self._half(up, data, write))
        patch.setattr(durable, "write", lambda *it, **more: self._or(write_note, *it, **more))
        patch.setattr(durable, "move", lambda *it: self._or(move, *it))

    def _or(self, right, *said, **more):
        self.left -= 1
        if self.left < 0:
            self.failed = True
            raise OSError(errno.ENOSPC, "no space left")
        return right(*said, **more)

    def _half(self, upload, data, write):
        """Half of the bytes are written before it is noticed."""
        self.left -= 1
        if self.left >= 0:
            return write(upload, data)
        self.failed = True
        with upload._part.open("r+b" if upload._part.exists() else "w+b") as part:
            part.seek(upload.offset)
            part.write(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "no space left")


def test_a_disk_that_fills_up_at_any_write_takes_back_no_promise(tmp_path, monkeypatch):
    for allowed in range(0, 100, 1 if ALL else 4):
        folder = tmp_path / str(allowed)
        promised: dict[str, int] = {}
        folder.mkdir()
        with monkeypatch.context() as patch:
            disk = FullDisk(patch, allowed)
            with suppress(OSError):
                carries(folder, promised.__setitem__)
        must_hold(folder, promised)
        if not disk.failed:
            break
    assert 20 < allowed < 99


def test_without_room_for_the_rest_a_file_waits_where_it_is(tmp_path, monkeypatch):
    sha, scan = next(iter(SCANS.items()))
    depot = a_depot(tmp_path)
    depot.accept(sha, len(scan), 0, scan[:5000])
    monkeypatch.setattr("sync.files.depot.RESERVE", 1 << 61)
    with pytest.raises(NoRoom):
        depot.accept(sha, len(scan), 5000, scan[5000:])
    monkeypatch.setattr("sync.files.depot.RESERVE", 0)
    assert depot.accept(sha, len(scan), 5000, scan[5000:]).is_whole
