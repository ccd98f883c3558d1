"""A dossier that is recorded in the middle of a scan of 5 MB, at 16 kbit/s in real time."""

import random
import sys
import time

import pytest

from tests.helpers.desk import a_dossier
from tests.usecases.test_files_to_the_province import a_pdf, on_a_slow_line, placed, scans

RATE = 2000
DOSSIERS = 4
MOST_SECONDS = 15 + 8
"""The slice that is under way, and a round of its own: a new connection, a dossier."""


@pytest.mark.timeout(600)
def test_a_new_dossier_is_at_the_gateway_before_the_next_slice(tmp_path, capsys):
    draw = random.Random(3)  # noqa: S311 - the same moments again
    told = []
    with on_a_slow_line(tmp_path, 1e9) as (desk, province, line, watched):
        scans(desk, a_pdf(5_000_000))
        line.rate = RATE
        watched.service.start()
        watched.says(lambda said: said.is_sending_file and said.waiting_events == 0)
        for _ in range(DOSSIERS):
            time.sleep(draw.uniform(20, 40))  # noqa: TID251 - real time is what is measured
            there, began, bytes_up = placed(province), time.monotonic(), line.bytes_up
            a_dossier(desk)
            watched.says(lambda said: said.waiting_dossiers == 1)
            watched.says(lambda said: said.waiting_dossiers == 0)
            told.append((time.monotonic() - began, line.bytes_up - bytes_up))
            assert placed(province) > there
        assert watched.service.status().waiting_file_bytes > 0
    with capsys.disabled():
        waits = ", ".join(f"{seconds:.1f} s ({size} bytes)" for seconds, size in told)
        sys.stdout.write(f"\na dossier behind a scan at 16 kbit/s: {waits}\n")
    assert max(told)[0] < MOST_SECONDS
