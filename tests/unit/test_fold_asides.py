"""Nothing is dropped: what cannot count is kept with a reason, and read-only is said."""

import hashlib
from typing import Any

import msgspec
import pytest

from app.domain.devices import Certificates, certificates
from app.domain.dossier import State
from app.domain.errors import RuleViolation
from app.domain.events import (
    CodeGiven,
    DeviceRevoked,
    Erased,
    FieldChanged,
    Forwarded,
    KeyReplaced,
    NoteAdded,
    OfficerAdded,
    StateReported,
)
from app.domain.history import Aside, Outcome
from sync.protocol.event import Event
from tests.helpers.dossiers import (
    History,
    Pc,
    a_certificate,
    a_dossier,
    a_history,
    a_received,
    a_recipient,
    a_result,
)

_FORWARD = Forwarded(to=a_recipient())


def _last(history: History, known: Certificates | None = None) -> tuple[Outcome, Aside | None]:
    entry = history.fold(known).timeline[-1]
    return entry.outcome, entry.reason


@pytest.mark.parametrize(
    ("kind", "payload", "envelope", "reason"),
    [
        ("office.flew", {}, {}, Aside.NEWER_PROGRAM),
        ("office.forwarded", {"to": {"name": "x"}}, {"v": 2}, Aside.NEWER_PROGRAM),
        ("office.forwarded", {}, {}, Aside.UNREADABLE),
        ("office.forwarded", {"to": 7}, {}, Aside.UNREADABLE),
        ("office.forwarded", {"to": {"name": "x"}}, {"role": "guide"}, Aside.ROLE),
        ("office.forwarded", {"to": {"name": "x"}}, {"role": "province"}, Aside.ROLE),
        ("office.forwarded", {"to": {"name": "x"}}, {"role": "ông chủ"}, Aside.ROLE),
        ("office.result_recorded", {"results": []}, {"role": "clerk"}, Aside.ROLE),
        ("office.officer_added", {"name": "x", "role": "clerk"}, {}, Aside.NOT_OF_A_DOSSIER),
        ("device.clock_confirmed", {"day": "x", "shown": 1}, {}, Aside.NOT_OF_A_DOSSIER),
    ],
)
def test_what_cannot_count_changes_nothing_and_is_kept(
    kind: str, payload: dict[str, Any], envelope: dict[str, Any], reason: Aside
) -> None:
    history = a_history()
    before = history.fold()
    event = history.tells("quầy 2", kind, payload, **envelope)
    after = history.fold()
    assert (after.state, after.submitter) == (before.state, before.submitter)
    assert _last(history) == (Outcome.SET_ASIDE, reason)
    assert [(one.id, one.reason) for one in after.set_aside] == [(str(event.id), reason)]
    assert not after.is_clean


def test_a_dossier_that_a_newer_program_wrote_is_read_only() -> None:
    history = a_history()
    assert not history.fold().read_only
    history.tells("quầy 2", "office.flew", {})
    assert history.fold().read_only


def test_what_follows_a_set_aside_event_goes_on() -> None:
    history = a_history()
    history.says("quầy 2", _FORWARD, role="guide")
    history.says("quầy 1", _FORWARD)
    history.says("quầy 1", a_result())
    assert history.fold().state is State.DONE


@pytest.mark.parametrize("said", [NoteAdded(text="x"), StateReported(state=4)])
def test_an_erased_deed_leaves_its_row_and_nothing_else(said: Any) -> None:
    history = a_history(State.ACCEPTED, said)
    history.events[-1] = msgspec.structs.replace(history.events[-1], payload=None)
    assert history.fold().notes == ()
    assert _last(history) == (Outcome.SET_ASIDE, Aside.ERASED)


def test_an_erased_fact_about_the_office_is_none_of_a_dossier() -> None:
    history = a_history(State.ACCEPTED, OfficerAdded(name="x", role="clerk"))
    history.events[-1] = msgspec.structs.replace(history.events[-1], payload=None)
    assert _last(history) == (Outcome.SET_ASIDE, Aside.NOT_OF_A_DOSSIER)


def test_that_contents_were_erased_stands_in_the_history() -> None:
    history = a_history()
    history.says("tỉnh", Erased(events=("AAAAAAAAAA:AAAA:1",), basis="hết hạn lưu"))
    assert _last(history) == (Outcome.APPLIED, None)


class _Province:
    """A commune whose PCs are certified, as the head of the feed says."""

    def __init__(self) -> None:
        self.office = History("devices", "device")
        self.province = self.office.pc("tỉnh")
        self.says(a_certificate(self.province, "province."))
        for name in ("quầy 1", "quầy 2"):
            self.says(a_certificate(self.office.pc(name), "office.", "device."))

    def says(self, said: Any, pc: str = "tỉnh", **envelope: Any) -> Event:
        return self.office.says(pc, said, **envelope)

    def known(self, root: str | None = None) -> Certificates:
        return certificates(self.office.events, root)


def test_a_device_writes_what_its_certificate_says() -> None:
    known = _Province().known()
    assert a_history(State.DONE).fold(known).is_clean


def test_a_device_without_a_certificate_is_kept_for_a_person() -> None:
    history = a_history()
    history.says("máy lạ", _FORWARD)
    assert _last(history, _Province().known()) == (Outcome.SET_ASIDE, Aside.NOT_CERTIFIED)
    assert history.fold(_Province().known()).state is State.ACCEPTED


def test_an_office_does_not_speak_for_the_province() -> None:
    history = a_history()
    history.says("quầy 1", CodeGiven(code="H1.2-261124-0001"))
    known = _Province().known()
    assert _last(history, known) == (Outcome.SET_ASIDE, Aside.NOT_CERTIFIED)
    assert history.fold(known).official_code is None


def test_the_province_does_not_speak_for_an_office() -> None:
    history = a_history()
    history.says("tỉnh", _FORWARD)
    assert _last(history, _Province().known()) == (Outcome.SET_ASIDE, Aside.NOT_CERTIFIED)


def test_an_unknown_kind_of_an_uncertified_device_locks_nothing() -> None:
    history = a_history()
    history.tells("máy lạ", "office.flew", {})
    assert not history.fold(_Province().known()).read_only


def test_only_who_may_certify_certifies() -> None:
    commune = _Province()
    thief = commune.office.pc("máy lạ")
    commune.says(a_certificate(thief, "office."), pc="quầy 1")
    history = a_history()
    history.says("máy lạ", _FORWARD)
    assert _last(history, commune.known()) == (Outcome.SET_ASIDE, Aside.NOT_CERTIFIED)


def test_a_connector_speaks_for_the_province_and_governs_nobody() -> None:
    """The prefix alone is not enough to certify, to revoke or to erase."""
    commune = _Province()
    robot, thief = commune.office.pc("kết nối"), commune.office.pc("máy lạ")
    commune.says(a_certificate(robot, "province.", "device."))
    commune.says(a_certificate(thief, "office."), pc="kết nối")
    known = commune.known()
    history = a_history()
    history.says("kết nối", CodeGiven(code="H1.2-261124-0001"))
    assert _last(history, known) == (Outcome.APPLIED, None)
    history.says("kết nối", Erased(events=(str(history.events[0].id),)))
    assert _last(history, known) == (Outcome.SET_ASIDE, Aside.NOT_CERTIFIED)
    history.says("máy lạ", _FORWARD)
    assert _last(history, known) == (Outcome.SET_ASIDE, Aside.NOT_CERTIFIED)


def test_another_device_of_the_province_itself_governs() -> None:
    commune = _Province()
    second = commune.office.pc("tỉnh, máy hai")
    said = a_certificate(second, "province.")
    commune.says(msgspec.structs.replace(said, role="province"))
    assert second.device in commune.known().governing


def replaces(commune: _Province, old: str, new: str, **changes: Any) -> Event:
    """A PC goes on under another key."""
    key = hashlib.sha256(new.encode()).digest()
    said = KeyReplaced(**({"public_key": key.hex(), "proof": ""} | changes))
    return commune.says(said, pc=old)


def test_a_device_that_went_over_to_a_new_key_writes_under_it_and_no_more_under_the_old() -> None:
    commune = _Province()
    history = a_history()
    pc, office = history.pc("quầy 1"), commune.office.pc("quầy 1")
    office.epoch = "ABCD"
    last = replaces(commune, "quầy 1", "quầy 1, khóa mới", heads=((pc.epoch, 1, "0" * 64),))
    known = commune.known()
    assert known.objection(last) is None
    assert _last(history, known) == (Outcome.APPLIED, None)
    history.says("quầy 1, khóa mới", _FORWARD)
    assert _last(history, known) == (Outcome.APPLIED, None)
    history.position = commune.office.position
    history.says("quầy 1", a_result())
    assert _last(history, known) == (Outcome.SET_ASIDE, Aside.REVOKED)


def test_a_device_goes_over_once() -> None:
    commune = _Province()
    replaces(commune, "quầy 1", "khóa thứ nhất")
    replaces(commune, "quầy 1", "khóa thứ hai")
    history = a_history()
    history.says("khóa thứ hai", _FORWARD)
    assert _last(history, commune.known()) == (Outcome.SET_ASIDE, Aside.NOT_CERTIFIED)


@pytest.mark.parametrize(
    ("at", "word_at", "objection"),
    [
        (5, 6, None),
        (5, None, None),
        (7, 6, Aside.REVOKED),
        (None, 6, Aside.REVOKED),
        (None, None, Aside.REVOKED),
    ],
)
def test_what_was_ordered_before_the_last_word_counts_though_the_word_does_not_name_it(
    at: int | None, word_at: int | None, objection: Aside | None
) -> None:
    commune = _Province()
    commune.office.pc("quầy 1").epoch = "ABCD"
    word = replaces(commune, "quầy 1", "khóa mới")
    others = [one for one in commune.office.events if one.id != word.id]
    known = certificates([*others, msgspec.structs.replace(word, position=word_at)])
    event = History("dossiers", "dossier").says("quầy 1", _FORWARD)
    assert known.objection(msgspec.structs.replace(event, position=at)) == objection


def test_nobody_takes_the_place_of_a_device_that_was_revoked_before() -> None:
    commune = _Province()
    commune.says(DeviceRevoked(device=commune.office.pc("quầy 1").device, reason="mất máy"))
    replaces(commune, "quầy 1", "kẻ trộm")
    history = a_history(State.ACCEPTED)
    history.says("kẻ trộm", _FORWARD)
    assert _last(history, commune.known()) == (Outcome.SET_ASIDE, Aside.NOT_CERTIFIED)


def test_what_is_no_key_is_nobodys() -> None:
    commune = _Province()
    before = commune.known().prefixes
    replaces(commune, "quầy 1", "", public_key="không phải khóa")
    assert commune.known().prefixes == before


def test_the_root_can_be_named_from_outside() -> None:
    commune = _Province()
    assert commune.known(commune.province.device) == commune.known()
    assert not certificates(commune.office.events, Pc("kẻ khác").device).revoked


def test_no_certificates_are_known_before_the_first_one_came() -> None:
    assert certificates([]) == Certificates()
    said = OfficerAdded(name="x", role="clerk")
    history = History("devices", "device")
    history.says("quầy 1", said)
    assert certificates(history.events) == Certificates()


def test_what_else_the_province_says_among_certificates_is_passed_over() -> None:
    commune = _Province()
    known = commune.known()
    commune.says(Erased(events=("AAAAAAAAAA:AAAA:1",)))
    assert commune.known() == known


def test_a_later_certificate_replaces_the_earlier() -> None:
    commune = _Province()
    commune.says(a_certificate(commune.office.pc("quầy 2"), "device."))
    history = a_history()
    history.says("quầy 2", _FORWARD)
    assert _last(history, commune.known()) == (Outcome.SET_ASIDE, Aside.NOT_CERTIFIED)


def _revoking(history: History, *heads: tuple[str, int]) -> DeviceRevoked:
    """PC 2 was stolen; what it had written up to these heads is known."""
    named = tuple((epoch, n, "00" * 32) for epoch, n in heads)
    device = history.pc("quầy 2").device
    return DeviceRevoked(device=device, heads=named, reason="mất máy")


def test_above_the_head_at_which_a_device_was_revoked_nothing_counts() -> None:
    history = a_history()
    history.says("quầy 2", _FORWARD)
    history.says("quầy 2", a_result())
    commune = _Province()
    commune.says(_revoking(history, (history.pc("quầy 2").epoch, 1)))
    dossier = history.fold(commune.known())
    assert dossier.state is State.PROCESSING
    assert [one.reason for one in dossier.set_aside] == [Aside.REVOKED]


@pytest.mark.parametrize("epochs", [(), ("ZZZZ",)])
def test_an_epoch_that_is_not_named_is_revoked_from_its_beginning(epochs: tuple[str, ...]) -> None:
    history = a_history()
    history.says("quầy 2", _FORWARD)
    commune = _Province()
    commune.says(_revoking(history, *((epoch, 9) for epoch in epochs)))
    assert _last(history, commune.known()) == (Outcome.SET_ASIDE, Aside.REVOKED)


def test_the_lowest_head_counts_when_it_is_said_twice() -> None:
    history = a_history()
    commune = _Province()
    for n in (5, 1, 3):
        commune.says(_revoking(history, (history.pc("quầy 2").epoch, n)))
    history.says("quầy 2", _FORWARD)
    assert history.fold(commune.known()).is_clean
    history.says("quầy 2", a_result())
    assert _last(history, commune.known()) == (Outcome.SET_ASIDE, Aside.REVOKED)


def test_what_a_revoked_pc_wrote_waits_until_a_person_says_what_was_done() -> None:
    history = a_history()
    history.says("quầy 2", _FORWARD)
    history.says("quầy 2", a_result())
    commune = _Province()
    commune.says(_revoking(history, (history.pc("quầy 2").epoch, 1)))
    dossier = history.fold(commune.known())
    assert [one.reason for one in dossier.doubtful] == [Aside.REVOKED]
    with pytest.raises(RuleViolation, match="reason_missing"):
        dossier.review_aside(" ")
    history.says("quầy 1", dossier.review_aside("đã hỏi chuyên viên: kết quả đã ghi lại"))
    dossier = history.fold(commune.known())
    assert dossier.doubtful == ()
    assert [one.reason for one in dossier.set_aside] == [Aside.REVOKED]  # it stays in the history
    with pytest.raises(RuleViolation, match="nothing_to_review"):
        dossier.review_aside("lần nữa")
    history.says("quầy 2", NoteAdded(text="máy mất vẫn ghi"))
    assert len(history.fold(commune.known()).doubtful) == 1  # what comes later is looked at anew


def test_a_slip_of_a_program_is_no_matter_for_a_person() -> None:
    history = a_history()
    history.says("quầy 1", FieldChanged(changes={"no_such_field": "x"}, reason="thử"))
    dossier = history.fold()
    assert dossier.set_aside
    assert dossier.doubtful == ()


def test_a_clean_dossier_is_clean() -> None:
    dossier = a_dossier()
    assert dossier.is_clean
    assert not dossier.is_ended
    assert dossier.owned_by == dossier.submitter
    assert dossier.due == a_received().promise.due
    assert not dossier.missing_papers
    assert len(a_dossier(State.REGISTERED).missing_papers) == 1
    assert a_dossier(State.REGISTERED).due is None
