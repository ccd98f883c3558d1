"""`make kills`: whoever is killed whenever, nothing promised is lost, and nobody repairs anything.

    python -m tests.kills [--kills 200] [--seed 1] [--without-postgres] [--only SCENE]

Prints where each kill hit. Fails if a promise is broken, if a place that the program names was
never hit, or if there were fewer kills than asked for.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from app.system import crash
from tests.helpers.postgres import Cluster
from tests.kills import scenes
from tests.kills.centre import Centre

Scene = Callable[[Centre, int], None]
ON_SQLITE: tuple[tuple[Scene, int], ...] = (
    (scenes.at_every_place_of_a_day, 0),
    (scenes.at_places_of_their_own, 0),
    (scenes.at_any_moment, 16),
    (scenes.the_gateway, 12),
    (scenes.files, 8),
    (scenes.carriers_of_one_file, 10),
    (scenes.the_hubs_child, 6),
    (scenes.the_hubs_window, 6),
    (scenes.the_gateway_while_a_hub_relays, 8),
    (scenes.sticks, 6),
)
"""Scenes and how often each strikes where 200 kills are asked for."""
ON_POSTGRES: tuple[tuple[Scene, int], ...] = (
    (scenes.the_gateway, 8),
    (scenes.the_gateway_while_a_hub_relays, 4),
    (scenes.sticks, 6),
)
_OF_THE_DATABASE = 5
_USUAL = 200


def main() -> int:
    """Run everything; answers 1 where something is not as it must be."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=int(os.environ.get("MOTCUA_KILLS", _USUAL)))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--without-postgres", action="store_true")
    asked = parser.parse_args()
    began, struck, promises = time.monotonic(), Counter[tuple[str, str]](), 0
    chance = random.Random(asked.seed)  # noqa: S311 - the same kills again
    room = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    with room as folder, ExitStack() as stack:
        part = asked.kills / _USUAL
        centre = Centre(Path(folder) / "sqlite", chance)
        stack.callback(centre.closes)
        centres = [(centre, _of(ON_SQLITE, asked.only))]
        if not asked.without_postgres:
            centres.append(_on_postgres(stack, Path(folder), chance, asked.only))
        for centre, chosen in centres:
            for scene, times in chosen:
                _runs(scene, centre, max(1, round(times * part)))
            centre.agree()
            struck += centre.struck
            promises += centre.ledger.promises
    sys.stdout.write(table(struck, promises, time.monotonic() - began))
    return int(not asked.only and not _is_enough(struck, asked.kills))


def _on_postgres(
    stack: ExitStack, folder: Path, chance: random.Random, only: str
) -> tuple[Centre, list[tuple[Scene, int]]]:
    cluster = Cluster()
    stack.callback(cluster.ends)
    centre = Centre(folder / "postgres", chance, cluster.url(cluster.emptied()))
    stack.callback(centre.closes)

    def the_database(one: Centre, times: int) -> None:
        scenes.the_database(one, cluster, times)

    return centre, _of((*ON_POSTGRES, (the_database, _OF_THE_DATABASE)), only)


def _of(found: tuple[tuple[Scene, int], ...], only: str) -> list[tuple[Scene, int]]:
    return [(scene, times) for scene, times in found if only in scene.__name__]


def _runs(scene: Scene, centre: Centre, times: int) -> None:
    began, before = time.monotonic(), centre.struck.total()
    scene(centre, times)
    kills, seconds = centre.struck.total() - before, time.monotonic() - began
    sys.stdout.write(f"{centre.kind}: {scene.__name__}: {kills} kills, {seconds:.0f} s\n")
    sys.stdout.flush()


def _is_enough(struck: Counter[tuple[str, str]], wanted: int) -> bool:
    missed = [point for point in crash.POINTS if not any(step == point for _, step in struck)]
    sys.stdout.write("".join(f"NEVER HIT: {point}\n" for point in missed))
    return not missed and struck.total() >= wanted


def table(struck: Counter[tuple[str, str]], promises: int, seconds: float) -> str:
    """Where each kill hit."""
    lines = ["| victim | step | kills |", "|---|---|---|"]
    lines += [
        f"| {victim} | {step} | {times} |" for (victim, step), times in sorted(struck.items())
    ]
    lines += [f"| **all** | | **{struck.total()}** |", ""]
    lines += [f"{promises} promises, none broken; no number twice; {seconds:.0f} s", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
