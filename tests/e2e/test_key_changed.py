"""`motcua device rotate`, killed at every place: the PC is the old or the new one, and goes on.

In processes of their own, by `MOTCUA_DEATHS=all`; `tests/store/test_new_key.py` cuts at the same
places inside one.
"""

import os

import pytest

from tests.helpers.desk import a_dossier

POINTS = ("key.before_change", "save.before_commit", "save.after_commit", "key.after_change")
IS_ASKED = os.environ.get("MOTCUA_DEATHS") == "all"


@pytest.mark.skipif(not IS_ASKED, reason="minutes: MOTCUA_DEATHS=all")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("point", POINTS)
def test_a_kill_in_the_middle_leaves_a_pc_that_goes_on(technician, province, monkeypatch, point):
    province.enrols(technician.desk)
    before = a_dossier(technician.desk)
    old = technician.office.store.device.device
    technician.leaves()
    monkeypatch.setenv("MOTCUA_CRASH_AT", point)
    assert technician.types("device", "rotate").status not in {0, 1}
    monkeypatch.delenv("MOTCUA_CRASH_AT")
    is_new = point in {"save.after_commit", "key.after_change"}
    told = technician.types("device", "status", "--json").json
    assert (told["device"] != old) is is_new
    assert technician.types("sync", "once", "--json").status == 0
    assert technician.types("sync", "once", "--json").status == 0
    told = technician.types("device", "status", "--json").json
    assert told["waiting"]["events"] == 0
    assert technician.types("journal", "verify").status == 0
    new = technician.types("device", "rotate").out.strip()
    assert technician.types("sync", "once", "--json").status == 0
    registry = province.running.gateway.registry
    assert registry.device(new)
    assert registry.device(old).revoked
    assert province.running.gateway.commune(province.commune).log.entity(before.id)
