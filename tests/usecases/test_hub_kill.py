"""Kills without warning while PCs work through the commune's server: nothing saved is lost.

The suite makes two; MOTCUA_HUB_SLOW=200 makes as many (with -o faulthandler_timeout=0).
"""

import os
import random
import threading

import pytest

from app.usecases import hub
from app.usecases.synchronise import one_round
from sync.protocol.errors import SyncError
from tests.helpers.desk import a_dossier
from tests.helpers.hub import a_child_hub, address_of
from tests.helpers.patience import PATIENCE
from tests.helpers.two_pcs import a_second_pc

KILLS = int(os.environ.get("MOTCUA_HUB_SLOW", "2"))


@pytest.mark.timeout(300 + 10 * KILLS)
def test_what_was_acknowledged_is_there_after_every_kill(tmp_path, enrolled, province):
    chance = random.Random(11)  # noqa: S311 - the same run every time
    with a_second_pc(tmp_path, enrolled, province) as second, a_child_hub(enrolled) as host:
        one_round(enrolled)
        one_round(second.desk)
        province.is_cut_off()
        other, dossiers = second.desk, []
        for _ in range(KILLS):
            until_it_listens(host)
            hub.go_to(other, address_of(host))
            dossiers += [a_dossier(other) for _ in range(3)]
            victim = host._process
            assert victim is not None
            killer = threading.Timer(chance.random() * 0.4, victim.kill)
            killer.start()
            try:
                hub.one_round(other)
            except SyncError:
                pass
            else:
                held = {dossier.id for dossier in dossiers}
                assert held <= {row.id for row in enrolled.store.reader().rows(list(held))}
            killer.join()
            victim.wait()
        until_it_listens(host)
        hub.go_to(other, address_of(host))
        hub.one_round(other)
        wanted = [dossier.id for dossier in dossiers]
        assert len(enrolled.store.reader().rows(wanted)) == len(wanted)
        assert enrolled.store.verify().is_sound
        assert other.store.verify().is_sound


def until_it_listens(host):
    """Wait for the next process; the window starts it by itself."""
    waits = threading.Event()
    for _ in range(int(PATIENCE / 0.05)):
        process = host._process
        if host.now().port and process is not None and process.poll() is None:
            return
        waits.wait(0.05)
    raise AssertionError("it does not come back")
