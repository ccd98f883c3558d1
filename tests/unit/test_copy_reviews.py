"""Which entries of a copied PC were looked at."""

from app.domain.copy_reviews import place, places_of, runs


def entry(epoch: str, n: int, branch: int = 0):
    return place(epoch, n, bytes([branch, n, 0, 0, 255]))


def test_entries_are_named_by_runs_with_the_mark_of_each():
    told = [("7K2M", 3), ("7K2M", 1), ("7K2M", 2), ("7K2M", 9), ("9A", 10), ("9A", 10)]
    assert runs(entry(*one) for one in told) == (
        "7K2M:1:000100000002000000030000",
        "7K2M:9:00090000",
        "9A:10:000a0000",
    )
    assert runs([]) == ()


def test_what_was_named_is_read_again_and_nothing_of_another_epoch_number_or_branch():
    seen = {entry("7K2M", n) for n in (1, 2, 3, 9)} | {entry("7K2M", 2, branch=1)}
    assert places_of((*runs(seen), "no run", "7K2M:4:00", "7K2M:1-3")) == seen
    assert entry("7K2M", 3, branch=1) not in seen
