"""The power goes while the province's file is taken over; the same file is opened again."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.store import keys
from app.store.profile import Profile
from app.store.records import Filter
from app.store.store import Store
from app.usecases import takeover
from tests.helpers import exports
from tests.helpers.desk import a_desk
from tests.helpers.office import MAI, PASSWORD, AnOffice, a_machine, an_office

ROOT = Path(__file__).parents[2]
DOSSIERS = 12


def dies(profile: Profile, file: Path, point: str) -> int:
    """Import until the power goes; answers how many were said to be kept."""
    environment = {**os.environ, "MOTCUA_CRASH_AT": point, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.helpers.importing_child", str(profile.path), str(file)]
    done = subprocess.run(  # noqa: S603 - our own program
        command, env=environment, capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    return sum(map(int, done.stdout.split()))


@pytest.mark.parametrize("point", ["save.before_commit:3", "save.after_commit:3"])
def test_the_same_file_again_takes_over_the_rest_and_nothing_twice(tmp_path: Path, point: str):
    office = an_office(tmp_path)
    office.closes()
    lines = [exports.line(n) for n in range(1, DOSSIERS + 1)]
    file = exports.xlsx(tmp_path / "tệp.xlsx", lines)
    kept = dies(office.profile, file, point)
    key = keys.unlock(office.profile, MAI.id, PASSWORD)
    store = Store.open(office.profile, key, a_machine(seed=1))
    desk = a_desk(AnOffice(store, key, ""))
    before = store.reader().count(Filter())
    assert kept <= before <= kept + 2 < DOSSIERS  # at most one group that was not yet promised
    opened = takeover.open_file(file)
    plan = takeover.propose(desk, opened)
    assert plan is not None
    for group in takeover.groups(takeover.preview(desk, opened, plan)):
        takeover.take_over(desk, group)
    rows = store.reader().dossiers(Filter())
    assert sorted(row.official_code for row in rows) == [exports.code(n + 1) for n in range(12)]
    (batch,) = takeover.imports(desk)
    assert (batch.dossiers, store.verify().is_sound) == (DOSSIERS, True)
    store.close()
