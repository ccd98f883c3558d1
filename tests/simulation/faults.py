"""Every kind of happening that the runs must have met: one that no seed meets tests nothing."""

from collections import Counter
from collections.abc import Iterable

PLAIN = (
    "acts",
    "receives",
    "synchronises",
    "power_cut",
    "unreachable",
    "captive_portal",
    "something_arrives_late",
    "clock_jumps",
    "meets",
    "neighbours_agree",
    "neighbour unreachable",
    "neighbour_restarts",
    "words_passed_on",
    "is_cloned",
    "is_put_back",
    "is_put_back_unnoticed",
    "province_restarts",
    "province_is_put_back",
    "province_power_fails",
    "own_ahead",
    "own_fork",
    "counter_fell",
    "level_fell",
    "log_began_anew",
    "fork other_branch",
    "refused needs_previous",
)
STICKS = (
    "stick_written",
    "stick_brought",
    "stick_brought_nothing_new",
    "stick_told_the_order",
    "stick_trip",
    "stick_was_old",
    "stick_is_copied",
    "stick_power_cut",
    "stick_failed",
    "stick truncated",
    "stick changed",
    "stick lost",
    "bundle_unfinished",
    "bundle_volume_missing",
    "bundle_volume_damaged",
    "bundle_old",
    "bundle_not_for_us",
    "bundle_unknown_writer",
    "stick_brought_a_scan",
)
SCANS = ("is_scanned", "scan_goes_on", "scan_is_whole", "file_not_named")
POISON = (
    "poison unknown kind",
    "poison newer schema",
    "poison newer envelope",
    "poison zero byte",
    "poison lone surrogate",
    "poison not composed",
    "poison deep",
    "poison no text",
    "poison another number",
    "poison large",
    "poison_acknowledged",
    "refused 64 KB",
    "refused zero byte",
    "refused lone surrogate",
    "malformed malformed",
    "malformed too_large",
)
OTHERS = (
    "disk_fills",
    "disk_full",
    "province_disk_fills",
    "revoked",
    "appended revoked",
    "aside revoked",
    "link_down",
    "swizzled",
    "versions_mixed",
    "version_refused",
    "neighbour version_refused",
)
WIDE = (*PLAIN, *STICKS, *SCANS, *POISON, *OTHERS)
MONTHS = (
    *(fault for fault in WIDE if fault != "looks"),
    "line_away",
    "weeks",
    "works_on",
    "backs_up",
    "province_backs_up",
)


def missing(met: Counter[str], wanted: Iterable[str]) -> list[str]:
    """What was never met."""
    return [fault for fault in wanted if not met[fault]]
