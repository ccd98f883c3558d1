"""Drop the projections and fold everything again; the journal is the only source."""

from collections.abc import Callable

from app.store import views
from app.store.connection import Connection
from app.store.recorder import Recorder

Progress = Callable[[int, int], None]


def rebuild(connection: Connection, recorder: Recorder, progress: Progress | None = None) -> int:
    """All of it in one transaction, so that a power cut or a cancelling `progress` undoes it.

    Answers how many entities were folded.
    """
    with connection.writing():
        views.make_empty(connection)
        entities = _in_order(connection, recorder)
        for done, entity in enumerate(entities):
            if progress is not None and done % 100 == 0:
                progress(done, len(entities))
            recorder.refold(entity)
        views.mark_current(connection)
    recorder.forget_touched()
    if progress is not None:
        progress(len(entities), len(entities))
    return len(entities)


def _in_order(connection: Connection, recorder: Recorder) -> list[str]:
    """Entities by the keys they have, then those that never had one."""
    known = [str(id_) for (id_,) in connection.rows("SELECT id FROM local_entity ORDER BY key")]
    return list(dict.fromkeys((*known, *sorted(recorder.history.journal.entities()))))
