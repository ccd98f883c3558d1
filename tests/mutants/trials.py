"""Every mutant of the plan of tests, and who must notice it.

The numbers are those of the plan. A trial runs either the simulator's tier on broken code (a seed
tells when it was noticed), or tests that break the real process themselves and see it noticed.
"""

from typing import NamedTuple

from tests.numbers import mutants as numbers
from tests.simulation.mutants import MUTANTS

REAL = "real process: recorded writes, what was not flushed is dropped"
POSTGRES = "PostgreSQL"
SIMULATED = {
    "simulator": "simulator, seeds",
    "recorded writes": "recorded writes",
    "store": "store, dies after the commit",
    "gateway": "gateway, what it answers",
    "gateway after months": "gateway, after months",
    "killed carriers": "files: killed carriers",
    "recorded carriers": "files: recorded writes",
}


class Trial(NamedTuple):
    """What is broken, and where it must be noticed.

    `tests` are pytest's names; `healthy` is what finds nothing wrong with the unbroken code. A
    trial without `tests` is one of the simulator's or of the numbers' (`name` is its name there).
    """

    number: int | None
    name: str
    broken: str
    tier: str
    tests: str = ""
    healthy: str = ""


def _simulated() -> list[Trial]:
    return [Trial(one.number, one.name, _said(one.breaks), SIMULATED[one.tier]) for one in MUTANTS]


def _numbers() -> list[Trial]:
    named = {"counts_outside_the_transaction": 7, "binds_a_lane_to_the_officer": 8}
    return [
        Trial(named.get(name), f"numbers: {name}", _said(one), "numbers: months of four PCs")
        for name, one in ((one.__name__, one) for one in numbers.MUTANTS)
    ]


def _said(breaks: object) -> str:
    return (breaks.__doc__ or "").splitlines()[0]


_LOST = "tests/store/test_lost_writes.py::"
_PROMISES = f"{_LOST}test_a_power_cut_at_any_moment_breaks_no_promise"
_GATEWAY = "tests/gateway/test_lost_writes.py::"
_ORDER = "tests/gateway/test_order_in_processes.py::"
_READS_ON = f"{_ORDER}test_a_reader_never_goes_past_a_place_that_is_filled_later[postgresql]"
_FILES = "tests/gateway/test_files_and_power.py::"
_BYTES = f"{_FILES}test_a_power_cut_at_the_gateway_takes_back_no_byte_that_was_signed_for"
_KILLED = "tests/gateway/test_database_kill.py::"
_DISK = "tests/store/test_a_stolen_disk.py::"


def _recorded(number: int, name: str, broken: str) -> Trial:
    return Trial(
        number,
        f"PC: {name}",
        broken,
        REAL,
        f"{_LOST}test_recorded_writes_notice[{name}]",
        _PROMISES,
    )


REAL_ONES = (
    _recorded(2, "2 synchronous=NORMAL", "A commit returns before it is on the disk."),
    Trial(
        2, "gateway: synchronous=NORMAL", "The gateway signs for what is not on the disk.", REAL,
        f"{_GATEWAY}test_recorded_writes_notice_a_gateway_that_flushes_at_leisure",
        f"{_GATEWAY}test_a_power_cut_at_the_gateway_breaks_no_receipt",
    ),
    Trial(
        2, "PostgreSQL: synchronous_commit=off", "The server confirms what is in its memory.",
        f"{POSTGRES}, killed",
        f"{_KILLED}test_a_gateway_that_does_not_wait_for_the_disk_is_noticed",
        f"{_KILLED}test_a_killed_database_breaks_no_receipt_and_the_gateway_goes_on",
    ),
    Trial(
        6, "bigserial instead of the locked counter",
        "A position is drawn from a sequence; who commits first is seen first.", POSTGRES,
        f"{_ORDER}test_an_order_without_the_counter_held_is_noticed"
        "[a sequence-FilledLater-postgresql]", _READS_ON,
    ),
    Trial(
        6, "a counter that nobody holds", "The counter's row is read without holding it.", POSTGRES,
        f"{_ORDER}test_an_order_without_the_counter_held_is_noticed"
        "[no lock-AssertionError-postgresql]", _READS_ON,
    ),
    _recorded(7, "7 number after the commit", "The slip journal moves once the dossier is saved."),
    _recorded(7, "7 slip journal not flushed", "Numbers are written down and stay in memory."),
    _recorded(7, "7 slip journal not written", "Numbers stand in the database alone."),
    _recorded(15, "15 rename without flushing the file", "The new name is flushed, its bytes not."),
    _recorded(15, "15 rename without flushing the folder", "The bytes are flushed, the name not."),
    Trial(
        15, "gateway: files not flushed", "Neither a part nor a folder of files is flushed.", REAL,
        f"{_FILES}test_recorded_writes_notice_a_gateway_that_flushes_too_late[careless_files]",
        _BYTES,
    ),
    Trial(
        15, "gateway: name before bytes", "A file gets its name before its bytes are flushed.",
        REAL, f"{_FILES}test_recorded_writes_notice_a_gateway_that_flushes_too_late[early_files]",
        _BYTES,
    ),
    Trial(
        None, "a plain database", "The database is not encrypted.", "search of every byte",
        f"{_DISK}test_a_plain_database_would_be_found",
        f"{_DISK}test_nobody_is_found_after_it_was_closed",
    ),
    Trial(
        None, "a compressed spool", "Somewhere in the folder lies what waits, compressed.",
        "search of every byte", f"{_DISK}test_a_compressed_spool_would_be_found_wherever_it_lies",
        f"{_DISK}test_nobody_is_found_while_the_office_is_open",
    ),
)  # fmt: skip

TRIALS: tuple[Trial, ...] = (*_simulated(), *_numbers(), *REAL_ONES)

SAID_OTHERWISE = {
    8: "a lane is bound to PC and epoch; the mutant binds it to the officer",
    11: (
        "there is no hybrid clock: the gateway's order decides. The mutants let the clocks decide:"
        " one the order, one a field of which the newest stands"
    ),
    16: (
        "there is no memory beside the log that could run out: an event is known by its name and"
        " hash for ever. The mutant forgets the hash after seven days"
    ),
}
"""Where our protocol differs from what the plan names."""
