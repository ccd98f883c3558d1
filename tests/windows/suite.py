"""The part of our own suite that runs in the Windows Python, and why this part.

Rules, texts, papers, the store on a real disk, what travels, and the use cases on a real profile:
here Windows differs from Debian (paths, locks, open files, folders without fsync, SIGKILL). Screens
stay on Debian: the installed program is looked at instead. Left out, with the reason:
"""

import re

from tests.windows.places import Failed, python, tell

PARTS = {"tests/unit": 600, "tests/store": 900, "tests/sync": 600, "tests/usecases": 900}
"""Seconds that each may take."""

LEFT_OUT = {
    "tests/store/test_opening.py": "limits the size of files by `resource`, which is POSIX",
    "tests/store/test_power_cuts.py": "kills by SIGKILL and judges by its status",
    "tests/store/test_lost_writes.py": "traces system calls by strace",
}
NOT_THESE = (
    "not test_the_shipped_table_is_what_the_generator_makes",  # a package of development
    "not test_a_power_cut_never_gives_a_number_twice",  # SIGKILL
    "not test_a_compressed_spool_would_be_found_wherever_it_lies",  # / in names
    "not test_closing_does_not_wait_for_a_server_that_says_nothing",  # a fake line, kept open
)


def try_suite() -> None:
    """Run the parts; raises `Failed` with what pytest said when one test fails."""
    for part, seconds in PARTS.items():
        left_out = [f"--ignore={path}" for path in LEFT_OUT if path.startswith(part)]
        chosen = ("-k", " and ".join(NOT_THESE))
        quiet = ("-q", "-p", "no:cacheprovider", "--tb=short")
        said = python("-m", "pytest", *quiet, *chosen, *left_out, part, seconds=seconds)
        counted = re.findall(r"^.*\d+ passed.*$", said, re.MULTILINE)
        if not counted:
            raise Failed(f"{part}: {said[-4000:]}")
        tell(f"  {part}: {counted[-1].strip('= ')}")
