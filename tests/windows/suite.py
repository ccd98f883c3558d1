"""The part of our own suite that runs in the Windows Python, and why this part.

Rules, texts, papers, the store on a real disk, kills at named places, what travels by line, hub and
stick, files, and use cases on a real profile: here Windows differs from Debian (paths, locks, open
files, folders without fsync, processes). Screens stay on Debian: the built program is looked at
instead.
"""

import re

from tests.windows.places import Failed, tell
from tests.windows.running import python

PARTS: dict[str, tuple[str, ...]] = {
    "rules, texts, papers": ("tests/unit",),
    "the store": ("tests/store",),
    "what travels": ("tests/sync",),
    "files and sticks": ("tests/files", "tests/stick", "tests/usecases/test_bundles.py"),
    "the commune's server": (
        "tests/usecases/test_hub.py",
        "tests/usecases/test_hub_kill.py",
        "tests/usecases/test_hub_service.py",
    ),
    "work on a real profile": (
        "tests/usecases/test_administration.py",
        "tests/usecases/test_books.py",
        "tests/usecases/test_copies.py",
        "tests/usecases/test_doctor_checks.py",
        "tests/usecases/test_drafts_and_slips.py",
        "tests/usecases/test_maintenance.py",
        "tests/usecases/test_office_profile.py",
        "tests/usecases/test_practice.py",
        "tests/usecases/test_precheck.py",
        "tests/usecases/test_reception.py",
        "tests/usecases/test_repair_office.py",
        "tests/usecases/test_scanning.py",
        "tests/usecases/test_stick_enrolment.py",
        "tests/usecases/test_sync_service.py",
    ),
}
"""What each is about. Use cases that are rules alone (fees, reports, rounds ...) know no system."""

SILENCE = 400
"""Seconds without a single test that ended: then something hangs, however busy the machine is."""
EACH_TEST = 300
AT_MOST = 5400

LEFT_OUT = {
    "tests/store/test_lost_writes.py": "traces system calls by strace",
    "tests/sync/test_relay.py": "loads what kills PostgreSQL by SIGKILL",
}
NOT_THESE = {
    "test_the_shipped_table_is_what_the_generator_makes": "a package of development",
    "test_a_process_killed_before_any_step_takes_back_no_promise": "fork",
    "test_a_link_into_a_cloud_is_followed": "Wine 8 resolves no links",
}


def try_suite() -> None:
    """Run every part; raises `Failed` at the end with what pytest said of those that failed."""
    tell("our suite in the Windows Python")
    failed = [said for name in PARTS if (said := _failures(name))]
    if failed:
        raise Failed("\n".join(failed))


def _failures(name: str) -> str:
    """Run one part and tell its count; answers what pytest said if it failed."""
    left_out = [f"--ignore={path}" for path in LEFT_OUT]
    chosen = ("-k", " and ".join(f"not {one}" for one in NOT_THESE))
    quiet = ("-q", "-p", "no:cacheprovider", "--tb=short", f"--timeout={EACH_TEST}")
    words = ("-m", "pytest", *quiet, *chosen, *left_out, *PARTS[name])
    failure = ""
    try:
        said = python(*words, seconds=AT_MOST, silence=SILENCE)
    except Failed as failed:
        said = failure = str(failed)
    counted = re.findall(r"^.*\d+ passed.*$", said, re.MULTILINE)
    tell(f"  {name}: {counted[-1].strip('= ') if counted else 'nothing passed'}")
    for red in re.findall(r"^(?:FAILED|ERROR) (tests/\S+)", failure, re.MULTILINE):
        tell(f"    red: {red}")
    return failure
