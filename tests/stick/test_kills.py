"""The program is killed at every step of writing a stick; what it had promised is whole."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sync.protocol.age import Identity
from sync.stick.faults import BundleUnfinished
from sync.stick.reading import find, proven
from tests.helpers.killed import KILLED
from tests.helpers.sync_events import a_signer

ROOT = Path(__file__).parents[2]
POINTS = (
    "bundle.part_written",
    "bundle.part_compared",
    "bundle.named",
    "bundle.before_manifest",
    "bundle.after_manifest",
)
VISITS = {"bundle.before_manifest": (2,), "bundle.after_manifest": (2,)}
"""The second bundle; a volume and then a manifest each pass the other places once."""
IN_EACH = (3, 4) if "MOTCUA_KILLS" in os.environ else (3,)


@pytest.mark.parametrize(
    ("point", "visit"), [(one, visit) for one in POINTS for visit in VISITS.get(one, IN_EACH)]
)
def test_a_kill_while_a_stick_is_written_costs_only_the_bundle_at_hand(tmp_path, point, visit):
    promised = killed_at(tmp_path, point, visit)
    assert promised == [1]
    whole, unfinished = [], 0
    for found in find(tmp_path):
        if found.manifest is None:
            assert isinstance(found.fault, BundleUnfinished)
            unfinished += 1
            continue
        bundle = proven(found, a_signer(1).public_key)
        assert not any(volume.fault for volume in bundle.volumes(Identity(bytes([2]) * 32)))
        whole.append(found.manifest.serial)
    assert whole[0] == 1
    assert len(whole) + unfinished == 2


def killed_at(stick: Path, point: str, visit: int) -> list[int]:
    """Write until the power goes; answers the serials that were promised."""
    environment = {**os.environ, "MOTCUA_CRASH_AT": f"{point}:{visit}", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.helpers.stick_child", str(stick)]
    child = subprocess.run(  # noqa: S603 - our own program
        command, env=environment, stdout=subprocess.PIPE, text=True, cwd=ROOT, check=False
    )
    assert child.returncode == KILLED, "the place was never reached"
    return [int(line) for line in child.stdout.splitlines()]
