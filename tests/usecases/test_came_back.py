"""A database that lost what was saved heals by itself, and whoever signs in is told."""

import shutil

from app.usecases.administration import ThisPc, sign_in, sign_out
from app.usecases.came_back import came_back
from tests.helpers.office import MAI, PASSWORD, AnOffice


def test_an_old_file_that_was_put_back_is_told_once(office: AnOffice):
    copy = office.store.back_up()
    office.receives()
    office.receives()
    office.closes()
    shutil.copy(copy.path / "office.db", office.profile.database)
    pc = ThisPc(office.profile, office.store.machine)
    told = []
    for _ in range(2):
        desk = sign_in(pc, MAI.id, PASSWORD)
        told.append(came_back(desk))
        sign_out(desk)
    assert told == [2, 0]
