"""The acts of the last half hour beside the database: bounded, and the newest stay."""

from pathlib import Path

from app.store.last_acts import LastAct, LastActs
from app.system.secrets import system_entropy

SMALL = 4096  # bytes of one file


def an_act(n: int) -> LastAct:
    return LastAct("0000000000", "0000", n, b"e" * 80, b"h" * 32, b"p" * 100, b"s" * 16, b"c" * 32)


def test_where_no_copy_can_be_made_the_files_stay_small_and_the_newest_acts_stay(tmp_path: Path):
    acts = LastActs(tmp_path / "last-acts", b"k" * 32, system_entropy, SMALL)
    for n in range(500):
        acts.add([an_act(n)])
    kept = [act.n for act in acts.read()]
    assert kept == list(range(kept[0], 500))
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 2 * (SMALL + 512)
    assert len(kept) > SMALL // 512
