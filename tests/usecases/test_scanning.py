"""Quét giấy tờ at the desk: kept, used again, taken away, waived, and counted."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from app.domain.access import Role
from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import PaperFacts, PaperStanding, ScanSource
from app.domain.procedure import ComponentDocument
from app.store.projections.scans import Scans, Share
from app.store.records import Filter, Officer
from app.usecases import scanning
from app.usecases.desk import Desk
from app.usecases.health import doctor
from app.usecases.maintenance import create_backup, verify_backup
from app.usecases.reception import receive
from app.usecases.reception_form import PaperLine
from app.usecases.scanning import PaperState, Ready
from app.usecases.synchronise import one_round
from app.usecases.this_pc import ThisPc
from tests.helpers.desk import PAO, a_desk, a_form
from tests.helpers.office import AnOffice
from tests.helpers.province import Province
from tests.helpers.two_pcs import a_second_pc

SINGLE = "1.004873"
FACTS_UNTIL = "2026-12-31"


PAPERS = ("Tờ khai", "Trích lục ghi chú ly hôn")


def a_line(name: str) -> PaperLine:
    return PaperLine(asked=ComponentDocument(name), standing=PaperStanding.SUBMITTED, originals=1)


def a_file(text: str = "tờ khai") -> Ready:
    return Ready(content=f"%PDF {text}".encode(), pages=2, source=ScanSource.FILE)


def received(desk: Desk) -> Dossier:
    return receive(desk, a_form(desk, SINGLE, papers=tuple(map(a_line, PAPERS))))


def rows(desk: Desk, dossier: Dossier) -> tuple[PaperState, ...]:
    return scanning.papers(desk, dossier.id).rows


def scanned(desk: Desk, dossier: Dossier, text: str = "tờ khai", until: str = "") -> Dossier:
    """The first paper that lacks a scan gets one."""
    row = next(one for one in rows(desk, dossier) if one.is_lacking)
    facts: PaperFacts = msgspec.structs.replace(row.facts, valid_until=until)
    return scanning.keep_scan(desk, dossier.version, row, a_file(text), facts)


def unscanned(office: AnOffice) -> int:
    return office.reader.count(Filter(unscanned_only=True))


def test_the_owner_and_the_name_are_known_without_asking_article_19_2(office: AnOffice):
    desk = a_desk(office)
    first = rows(desk, received(desk))[0]
    assert first.facts.owner_id == PAO.id_number
    assert first.facts.name == first.name


def test_a_dossier_waits_for_the_scanner_until_each_paper_is_scanned_or_waived(office: AnOffice):
    desk = a_desk(office)
    dossier = received(desk)
    papers = [row.name for row in rows(desk, dossier)]
    assert unscanned(office) == 1
    assert office.reader.topic(Scans).unscanned_papers() == len(papers)
    dossier = scanned(desk, dossier)
    for paper in papers[1:]:
        assert unscanned(office) == 1
        dossier = scanning.waive_scan(desk, dossier.version, paper, "khổ lớn, máy quét không vừa")
    assert unscanned(office) == 0
    assert office.reader.topic(Scans).unscanned_papers() == 0


def test_a_scan_is_kept_under_the_name_that_its_event_says_and_read_back(office: AnOffice):
    desk = a_desk(office)
    dossier = scanned(desk, received(desk))
    (scan,) = dossier.scans
    assert dossier.timeline[-1].files == (scan.said.file,)
    assert scanning.read_scan(desk, scan) == a_file().content
    assert scanning.to_sign(dossier) == (scan,)
    assert list(office.profile.files.glob("*.new")) == []


def test_a_better_scan_takes_the_place_of_the_first_whose_file_stays(office: AnOffice):
    desk = a_desk(office)
    dossier = scanned(desk, received(desk), "mờ")
    (old,) = dossier.scans
    row = next(one for one in rows(desk, dossier) if one.scan is not None)
    dossier = scanning.keep_scan(desk, dossier.version, row, a_file("rõ"))
    (new,) = dossier.scans
    assert new.said.file != old.said.file
    dossier = scanning.remove_scan(desk, dossier.version, new.event, "nhầm hồ sơ")
    assert dossier.scans == ()
    assert unscanned(office) == 1
    assert scanning.read_scan(desk, old)


def test_a_paper_on_file_is_offered_again_to_the_same_person_and_counted_766_4_3(office: AnOffice):
    desk = a_desk(office)
    before = scanned(desk, received(desk), until=FACTS_UNTIL)
    dossier = received(desk)
    row = next(one for one in rows(desk, dossier) if one.is_lacking)
    (old,) = scanning.reusable(desk, dossier.id, row)
    assert (old.dossier_id, old.code) == (before.id, before.number)
    dossier = scanning.reuse(desk, dossier.version, row, old)
    (scan,) = dossier.scans
    assert (scan.said.file, scan.said.source) == (before.scans[0].said.file, ScanSource.REUSED)
    assert scan.said.reused_from == before.id
    assert len(list(office.profile.files.iterdir())) == 1
    assert office.reader.topic(Scans).share(0, 1 << 52).reused == 1


def test_a_paper_that_ran_out_is_neither_offered_nor_taken(office: AnOffice):
    desk = a_desk(office)
    scanned(desk, received(desk), until=f"{desk.now().date()}")
    dossier = received(desk)
    row = next(one for one in rows(desk, dossier) if one.is_lacking)
    (old,) = scanning.reusable(desk, dossier.id, row)
    office.clock.pass_by(timedelta(days=1))
    assert scanning.reusable(desk, dossier.id, row) == ()
    with pytest.raises(RuleViolation) as refused:
        scanning.reuse(desk, dossier.version, row, old)
    assert refused.value.code == "scan_no_longer_valid"


def test_the_share_of_digitised_dossiers_is_counted_766_4_2(office: AnOffice):
    desk = a_desk(office)
    received(desk)
    dossier = received(desk)
    for number in range(len(rows(desk, dossier))):
        dossier = scanned(desk, dossier, f"tờ {number}")
    assert office.reader.topic(Scans).share(0, 1 << 52) == Share(2, 1, 0, 0)


def test_lists_made_anew_say_the_same(office: AnOffice):
    desk = a_desk(office)
    scanned(desk, received(desk), until=FACTS_UNTIL)
    received(desk)
    before = office.reader.topic(Scans).share(0, 1 << 52), unscanned(office)
    office.store.rebuild()
    assert (office.reader.topic(Scans).share(0, 1 << 52), unscanned(office)) == before


def test_an_accountant_scans_nothing_and_leaves_no_file(office: AnOffice):
    desk = a_desk(office)
    dossier = received(desk)
    accountant = a_desk(office, Officer("a", "Vàng Thị Sua", Role.ACCOUNTANT))
    with pytest.raises(RuleViolation) as refused:
        scanned(accountant, dossier)
    assert refused.value.code == "role_not_allowed"
    office.reopens()
    assert list(office.profile.files.iterdir()) == []


def test_a_dossier_is_shown_although_its_file_is_gone(office: AnOffice):
    desk = a_desk(office)
    dossier = scanned(desk, received(desk))
    for path in office.profile.files.iterdir():
        path.unlink()
    row = next(one for one in rows(desk, dossier) if one.scan is not None)
    assert not row.is_here


def test_a_scan_that_lies_on_another_pc_is_no_loss_of_this_one(
    enrolled: Desk, province: Province, tmp_path: Path
):
    dossier = scanned(enrolled, received(enrolled))
    with a_second_pc(tmp_path, enrolled, province) as other:
        one_round(enrolled)
        one_round(other.desk)
        row = next(one for one in rows(other.desk, dossier) if one.scan is not None)
        assert not row.is_here
        made = create_backup(other.desk)
        assert (made.scans, made.lost) == (0, 0)
        assert verify_backup(other.desk, made.path).faults == ()
        there = ThisPc(other.desk.profile, other.desk.machine)
        told = {one.name: one.ok for one in doctor(there, other.desk)}
        assert told["scans"]
    for path in enrolled.store.profile.files.iterdir():
        path.unlink()
    assert create_backup(enrolled).lost == 1
