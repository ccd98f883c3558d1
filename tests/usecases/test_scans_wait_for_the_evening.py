"""By day a slow line is there for people: what is over and heavy goes in the evening, or by F5."""

from datetime import timedelta

from app.usecases.desk import Desk
from app.usecases.file_order import SlicesOfLines
from app.usecases.file_round import FilesLeft, FileTurn, OwedFiles
from app.usecases.link_profile import keep_pace
from app.usecases.synchronise import one_round
from sync.files.slices import Slices
from sync.peer.pace import Pace
from tests.helpers.office import AnOffice
from tests.helpers.patience import PATIENCE
from tests.usecases.test_files_to_the_province import (
    Watched,
    a_pdf,
    at_the_gateway,
    scans,
)

HALF_A_DAY = timedelta(hours=11)  # from the morning to 19:40


def heavy_and_over(desk: Desk, office: AnOffice) -> bytes:
    """A scan of a dossier that is over: 2 MB, 15 minutes of a line that nobody knows yet."""
    content = a_pdf(2_000_000)
    office.finishes(scans(desk, content))
    one_round(desk)
    return content


def turns(desk: Desk, *, spares_the_day: bool) -> FilesLeft:
    session = desk.store.sync_session()
    try:
        with FileTurn(desk, session, OwedFiles(desk)) as turn:
            turn.spares_the_day = spares_the_day
            while turn.step():
                pass
            return turn.left()
    finally:
        session.close()


def test_a_heavy_scan_of_a_finished_dossier_leaves_the_line_to_people_by_day(
    enrolled, province, office
):
    content = heavy_and_over(enrolled, office)
    open_one = a_pdf(2_000_000, seed=3)
    assert turns(enrolled, spares_the_day=True).for_the_evening == 1
    assert not at_the_gateway(province, content)
    scans(enrolled, open_one)
    one_round(enrolled)
    turns(enrolled, spares_the_day=True)
    assert at_the_gateway(province, open_one)
    assert at_the_gateway(province, content)  # the line has shown that it is no burden


def test_in_the_evening_it_goes(enrolled, province, office):
    content = heavy_and_over(enrolled, office)
    office.clock.pass_by(HALF_A_DAY)
    assert turns(enrolled, spares_the_day=True).for_the_evening == 0
    assert at_the_gateway(province, content)


def test_whoever_presses_send_now_waits_for_no_evening(enrolled, province, office):
    content = heavy_and_over(enrolled, office)
    watched = Watched(enrolled)
    watched.service.start()
    try:
        told = watched.says(lambda said: said.files_for_the_evening == 1)
        assert (told.waiting_files, told.is_sending_file) == (1, False)
        watched.service.wake()
        watched.says(lambda said: said.waiting_files == 0 and not said.running)
    finally:
        watched.service.stop(PATIENCE)
    assert at_the_gateway(province, content)


def test_a_line_begins_with_what_was_measured_on_it_and_on_no_other(enrolled):
    lines, kept = SlicesOfLines(), enrolled.store.preferences
    keep_pace(kept, "2g", Pace(goodput=2000))
    lines.note("lan", Slices(4 << 20))
    assert lines.of("lan", kept).size == 4 << 20
    assert lines.of("2g", kept).size == 30_000
    assert lines.of("another", kept) == Slices()
