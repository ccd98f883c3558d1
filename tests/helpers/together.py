"""How tests are given to processes: some files keep together, and who dies does not end the run."""

import re
from functools import cache
from pathlib import Path

from xdist.scheduler import LoadGroupScheduling
from xdist.workermanage import WorkerController

_TOGETHER = re.compile(r"^pytestmark = .*xdist_group", re.MULTILINE)
_AHEAD = 2
"""A process begins a test when it knows the next one, or that there is none."""


class Together(LoadGroupScheduling):  # type: ignore[misc]  # it has no types
    """Keeps a file in one process where it says so; this pytest does not show xdist its groups.

    After the death of a process xdist 3.8 gives out again what that one had done, and waits for
    ever for word of it; and it gives the new process a single test, which waits for a next one.
    """

    def remove_node(self, node: WorkerController) -> str | None:
        """Give out what a process that ended has not begun; the test that ended it, if one did."""
        left = [
            (scope, [test for test, done in tests.items() if not done])
            for scope, tests in self.assigned_work.pop(node).items()
        ]
        begun = next((test for _, tests in left for test in tests), None)
        for scope, tests in left:
            waiting = {test: False for test in tests if test != begun}
            if waiting:
                self.workqueue[scope] = waiting
        for other in self.assigned_work if begun else ():
            self._reschedule(other)
        return begun

    def _reschedule(self, node: WorkerController) -> None:
        super()._reschedule(node)
        while not node.shutting_down and self._pending_of(self.assigned_work[node]) < _AHEAD:
            super()._reschedule(node)

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if _is_kept_together(self.config.rootpath / file) else nodeid


@cache
def _is_kept_together(file: Path) -> bool:
    return bool(_TOGETHER.search(file.read_text("utf-8")))
