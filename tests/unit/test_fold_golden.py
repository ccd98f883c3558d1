"""Old histories mean for ever what they meant when they were released."""

import pytest

from app.domain.fold import fold
from tests.helpers.golden_folds import FOLDER, HISTORIES, kept_events, rendered


@pytest.mark.parametrize("name", sorted(HISTORIES))
def test_a_released_history_folds_to_the_same_bytes(name: str) -> None:
    assert rendered(fold(kept_events(name))) == (FOLDER / f"fold_{name}.json").read_bytes()


@pytest.mark.parametrize("name", sorted(HISTORIES))
def test_it_does_so_whatever_order_it_came_in(name: str) -> None:
    events = kept_events(name)
    assert fold(reversed(events)) == fold(events)


def test_every_kept_history_is_asked() -> None:
    assert {path.stem for path in FOLDER.glob("fold_*")} == {f"fold_{name}" for name in HISTORIES}
