"""The province's gateway on the loopback, with TLS, and a line that is cut."""

import dataclasses
import shutil

import pytest

from app.domain.errors import RuleViolation
from app.domain.events import CodeGiven, Recorded, RecordRefused
from app.system.machine import Machine
from app.usecases.dossier_view import open_dossier
from app.usecases.levels import Level
from app.usecases.lookup import DossierFilter as Which
from app.usecases.lookup import Section, dossiers, jump
from app.usecases.machine_copies import machine_copies
from app.usecases.processing import forward
from app.usecases.synchronise import (
    LineState,
    enrol,
    link_journal,
    one_round,
    status,
    waiting,
)
from sync.carriers.http import HttpCarrier
from sync.protocol.errors import CodeRefused, SyncError, Unreachable
from tests.helpers.desk import LAWYER, a_desk, a_dossier
from tests.helpers.office import THE_OFFICE, AnOffice, a_machine, an_office
from tests.helpers.province import Province

CODE = "H35.112.03-261124-0001"


def test_a_pc_that_nobody_knows_says_so_and_works_on(desk):
    a_dossier(desk)
    assert status(desk).line is LineState.NOT_ENROLLED
    with pytest.raises(RuleViolation, match="not_enrolled"):
        one_round(desk)


def test_a_code_lets_a_pc_in_once(desk, province):
    code = province.invites()
    assert enrol(desk, province.url, code) == status(desk).device
    with pytest.raises(CodeRefused):
        enrol(desk, province.url, "AAAAAAAAAA")


def test_a_code_typed_with_dashes_and_small_letters_is_the_same_code(desk, province):
    code = province.invites().lower()
    assert enrol(desk, province.url, f"{code[:5]}-{code[5:]}")


class CutShort(HttpCarrier):
    """A machine on the way lets no answer through to its end."""

    def sync(self, body: bytes, nonce: bytes) -> bytes:
        return super().sync(body, nonce)[:-30]


def test_an_answer_that_never_comes_whole_is_not_asked_for_without_end(
    enrolled, province, monkeypatch
):
    dossier = a_dossier(enrolled)
    one_round(enrolled)
    province.gives_code(dossier.id, CODE)
    monkeypatch.setattr("app.usecases.sync_round.HttpCarrier", CutShort)
    with pytest.raises(Unreachable):
        one_round(enrolled)
    assert link_journal(enrolled)[0].round_trips == 2


def test_a_code_of_another_commune_changes_nothing(desk, province):
    province.running.gateway.add_commune("03430", "Xã Dào San")
    with pytest.raises(RuleViolation, match="code_of_another_commune"):
        enrol(desk, province.url, province.invites("03430"))
    assert status(desk).line is LineState.NOT_ENROLLED


def test_a_round_brings_everything_and_levels_rise_with_the_signature(enrolled):
    dossier = a_dossier(enrolled)
    assert open_dossier(enrolled, dossier.id).level is Level.SAVED_HERE
    report = one_round(enrolled)
    assert report.waiting == 0
    assert report.sent > 0
    view = open_dossier(enrolled, dossier.id)
    assert view.level is Level.PROVINCE_GATEWAY
    assert [row.level for row in view.timeline] == [Level.PROVINCE_GATEWAY]


def test_without_a_line_nothing_is_lost_and_what_waits_is_listed(enrolled, province):
    one_round(enrolled)
    province.is_cut_off()
    dossier = a_dossier(enrolled)
    forward(enrolled, dossier.version, LAWYER)
    with pytest.raises(Unreachable):
        one_round(enrolled)
    assert [(row.id, row.events) for row in waiting(enrolled)] == [(dossier.id, 2)]
    told = status(enrolled)
    assert (told.waiting_events, told.waiting_dossiers) == (2, 1)
    assert told.waiting_bytes > 0
    assert dossiers(enrolled, Which(section=Section.NOT_SENT)).total == 1


def test_a_round_after_the_outage_sends_each_act_once(enrolled, province):
    province.is_cut_off()
    a_dossier(enrolled)
    with pytest.raises(Unreachable):
        one_round(enrolled)
    province.is_back()
    one_round(enrolled)
    again = one_round(enrolled)
    assert (again.sent, again.received, waiting(enrolled)) == (0, 0, ())


def test_the_link_journal_tells_good_and_bad_rounds_newest_first(enrolled, province):
    one_round(enrolled)
    province.is_cut_off()
    with pytest.raises(SyncError):
        one_round(enrolled)
    assert [row.outcome for row in link_journal(enrolled)] == ["unreachable", "ok"]
    assert status(enrolled).last_contact is not None


def test_the_provinces_answer_brings_the_official_code_and_both_are_found(enrolled, province):
    dossier = a_dossier(enrolled)
    one_round(enrolled)
    province.gives_code(dossier.id, CODE)
    one_round(enrolled)
    view = open_dossier(enrolled, dossier.id)
    assert view.level is Level.PROVINCE_RECORDED
    assert view.dossier.official_code == CODE
    for number in (dossier.number, CODE):
        assert jump(enrolled, number)[0].id == dossier.id


def test_a_number_alone_is_no_proof_that_the_province_has_recorded_it(enrolled, province):
    dossier = a_dossier(enrolled)
    one_round(enrolled)
    province.says(dossier.id, CodeGiven(code=CODE))
    one_round(enrolled)
    view = open_dossier(enrolled, dossier.id)
    assert (view.dossier.official_code, view.level) == (CODE, Level.PROVINCE_GATEWAY)


def test_what_was_done_since_is_not_recorded_until_the_province_says_so(enrolled, province):
    dossier = a_dossier(enrolled)
    one_round(enrolled)
    province.gives_code(dossier.id, CODE)
    one_round(enrolled)
    known = open_dossier(enrolled, dossier.id).dossier
    forward(enrolled, known.version, LAWYER)
    one_round(enrolled)
    assert open_dossier(enrolled, dossier.id).level is Level.PROVINCE_GATEWAY
    province.says(dossier.id, Recorded())
    one_round(enrolled)
    assert open_dossier(enrolled, dossier.id).level is Level.PROVINCE_RECORDED


def test_what_the_province_did_not_record_is_on_the_board_with_its_reason(enrolled, province):
    dossier = a_dossier(enrolled)
    one_round(enrolled)
    province.says(dossier.id, RecordRefused(reason="thiếu số định danh"))
    one_round(enrolled)
    (row,) = dossiers(enrolled, Which(section=Section.CONFLICTS)).rows
    assert (row.id, row.refused) == (dossier.id, True)


def test_two_counters_of_an_office_see_each_others_dossiers(tmp_path, enrolled, province: Province):
    other = an_office(tmp_path / "second", a_machine(2, None), THE_OFFICE)
    try:
        second = a_desk(other)
        province.enrols(second)
        dossier = a_dossier(enrolled)
        one_round(enrolled)
        report = one_round(second)
        assert report.received > 0
        assert open_dossier(second, dossier.id).dossier.number == dossier.number
    finally:
        other.closes()


def test_a_disk_put_back_in_secret_loses_nothing_and_counts_anew(tmp_path, office, enrolled):
    a_dossier(enrolled)
    one_round(enrolled)
    office.closes()
    shutil.copytree(office.profile.path, tmp_path / "image")
    desk = a_desk(office.reopens())
    lost = a_dossier(desk)
    one_round(desk)
    before = status(desk).epoch

    office.closes()
    shutil.rmtree(office.profile.path)
    shutil.copytree(tmp_path / "image", office.profile.path)
    again = a_desk(office.reopens(an_image(office)))
    other = a_dossier(again)  # takes the number and the place of the lost one
    one_round(again)
    a_dossier(again)
    one_round(again)
    a_dossier(again)  # in an epoch that began before the branch of the other gave way
    for _ in range(3):
        one_round(again)

    assert status(again).epoch != before
    known = {row.id: row for row in dossiers(again, Which()).rows}
    assert len(known) == 5
    assert {lost.id, other.id} <= known.keys()
    assert all(row.code and row.level is Level.PROVINCE_GATEWAY for row in known.values())
    assert waiting(again) == ()
    assert machine_copies(again) == ()  # what gave way was recorded again


def an_image(office: AnOffice) -> Machine:
    """A machine that cannot tell: with its whole disk everything is as it was."""
    return dataclasses.replace(office.store.machine, fingerprint="")


def test_an_old_folder_copied_back_counts_anew_at_once_and_gives_no_number_twice(
    tmp_path, office, enrolled, province
):
    before = a_dossier(enrolled)
    one_round(enrolled)
    office.closes()
    shutil.copytree(office.profile.path, tmp_path / "copy")
    desk = a_desk(office.reopens())
    sent = a_dossier(desk)
    one_round(desk)
    kept_back = a_dossier(desk)  # printed, and gone with the folder
    forward(desk, sent.version, LAWYER)
    office.closes()
    office.profile.path.rename(tmp_path / "thrown away")
    shutil.copytree(tmp_path / "copy", office.profile.path)

    again = a_desk(office.reopens())
    assert status(again).epoch != before.heads[0].epoch
    fresh = [a_dossier(again), a_dossier(again)]
    for _ in range(2):
        one_round(again)
    rows = dossiers(again, Which()).rows
    assert {row.id for row in rows} == {before.id, sent.id, *(one.id for one in fresh)}
    numbers = [one.number for one in (before, sent, kept_back, *fresh)]
    assert len(set(numbers)) == len(numbers)
    assert waiting(again) == ()
    log = province.running.gateway.commune(province.commune).log
    assert [len(log.entity(row.id)) for row in rows] == [1] * len(rows)
    assert again.store.verify().is_sound


def test_a_gateway_put_back_gets_again_what_it_lost(tmp_path, enrolled, province):
    a_dossier(enrolled)
    one_round(enrolled)
    province.is_cut_off()
    shutil.copytree(province.folder, tmp_path / "image")
    province.is_back()
    dossier = a_dossier(enrolled)
    one_round(enrolled)

    province.is_cut_off()
    shutil.rmtree(province.folder)
    shutil.copytree(tmp_path / "image", province.folder)
    province.is_back()
    for _ in range(3):
        one_round(enrolled)
    assert open_dossier(enrolled, dossier.id).level is Level.PROVINCE_GATEWAY
    assert waiting(enrolled) == ()
    assert province.running.gateway.commune(province.commune).log.entity(dossier.id)
