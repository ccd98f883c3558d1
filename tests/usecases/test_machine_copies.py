"""A copied PC waits in Vướng mắc until somebody has looked at it; who and when is kept."""

from app.domain.events import NoteAdded
from app.usecases.machine_copies import machine_copies, review_copy
from app.usecases.troubles import TroubleKind, troubles
from tests.helpers.desk import a_dossier
from tests.helpers.office import MAI
from tests.helpers.two_pcs import says


def waiting(desk):
    return [one for one in troubles(desk) if one.kind is TroubleKind.MACHINE_COPY]


def test_a_copied_pc_that_was_looked_at_waits_for_nobody_until_more_comes(desk):
    dossier = a_dossier(desk)
    for text in ("đã gọi cho dân", "dân hẹn thứ Hai"):  # the second one comes from a cloned disk
        says(desk.store, dossier, NoteAdded(text=text))
    (trouble,) = waiting(desk)
    review_copy(desk, trouble.copy)
    assert waiting(desk) == []
    (seen,) = machine_copies(desk)
    assert (seen.entries, seen.waits, seen.by) == (1, (), MAI.name)
    assert seen.at == desk.now()
    review_copy(desk, seen)  # a second press says nothing
    (told,) = desk.store.reader().deeds("machine_copy")
    assert [deed.said.kind for deed in told] == ["office.copy_reviewed"]


def test_another_copy_under_the_same_numbers_waits_again(desk):
    dossier = a_dossier(desk)
    for text in ("đã gọi cho dân", "dân hẹn thứ Hai"):
        says(desk.store, dossier, NoteAdded(text=text))
    review_copy(desk, waiting(desk)[0].copy)
    says(desk.store, dossier, NoteAdded(text="dân đã đến"))  # a second clone of the same disk
    (trouble,) = waiting(desk)
    assert trouble.copy.entries == 2
    review_copy(desk, trouble.copy)
    assert waiting(desk) == []
