"""Python's garbage, for a process that says itself when it is swept."""

import gc


def sweep_no_more_by_itself() -> None:
    """From here on whoever needs memory does not sweep: only `sweep` does."""
    gc.disable()


def sweep() -> None:
    """Sweep the oldest generation that is due by Python's own counts, if one is.

    A whole sweep takes some 15 ms and comes after 11 * 11 small ones.
    """
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return
