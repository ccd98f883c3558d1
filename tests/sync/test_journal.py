"""The journal, on plain SQLite and on SQLCipher."""

import msgspec
import pytest

from sync.journal.outgoing import frames_for
from sync.protocol.certificate import CERTIFIED, ERASED, certify
from sync.protocol.errors import CursorLost, ForkFound, Malformed
from sync.protocol.event import full_line, write
from sync.protocol.frame import MAX_FRAME, unpack
from sync.protocol.identity import EventId
from sync.protocol.messages import Mark
from sync.protocol.rules import Outcome, Refusal
from tests.helpers.sync_events import (
    DOSSIER,
    a_frame,
    a_line,
    a_signer,
    an_author,
    an_envelope,
    some_lines,
)
from tests.helpers.sync_journals import KINDS, SERVER, a_journal, a_page, acts

ONE, TWO, PROVINCE = an_author(1), an_author(2), an_author(8)
GATEWAY = SERVER.device


@pytest.fixture(params=KINDS)
def journal(request):
    return a_journal(request.param)


def sent(journal, secret=1):
    """What leaves the PC for a gateway that holds nothing."""
    journal.seal(a_signer(secret), an_author(secret))
    return [unpack(frame) for frame in frames_for(journal, GATEWAY, an_author(secret))]


def test_acts_are_counted_and_chained(journal):
    first, second = acts(journal, 2)
    assert (first.id, second.id) == (EventId(*ONE, 1), EventId(*ONE, 2))
    assert journal.head(ONE).n == journal.highest(ONE) == 2
    assert journal.event(first.id) == first
    assert journal.event(EventId(*ONE, 3)) is None
    assert journal.heads() == {ONE: journal.head(ONE)}
    assert journal.entities() == [DOSSIER]


def test_what_one_pc_sends_another_holds(journal):
    acts(journal, 3)
    other = a_journal()
    for frame in sent(journal):
        assert other.accept(frame).touched == {DOSSIER}
        again = other.accept(frame)
        assert (again.verdict.outcome, again.touched) == (Outcome.DUPLICATE, frozenset())
    assert other.head(ONE) == journal.head(ONE)
    assert other.entity(DOSSIER) == journal.entity(DOSSIER)


def test_many_acts_are_cut_into_frames_that_fit(journal):
    acts(journal, 600, said="đ" * 100)
    frames = list(frames_for(journal, GATEWAY, ONE))
    assert frames == []
    journal.seal(a_signer(), ONE)
    frames = list(frames_for(journal, GATEWAY, ONE))
    assert len(frames) > 1
    assert all(len(frame) < MAX_FRAME for frame in frames)
    other = a_journal()
    for frame in frames:
        assert other.accept(unpack(frame)).verdict.outcome is Outcome.APPENDED
    assert other.head(ONE).n == 600


def test_short_runs_are_joined_on_the_way_out(journal):
    for _ in range(5):
        acts(journal)
        journal.seal(a_signer(), ONE)
    (frame,) = sent(journal)
    assert (frame.n0, frame.last) == (1, 5)


def test_what_waits_is_weighed_exactly_while_it_is_little(journal):
    acts(journal, 30)
    sizes = journal.lines.sizes(ONE, 1, 30)
    assert journal.lines.bytes_between(ONE, 3, 20) == sum(sizes[2:20])


def test_what_waits_since_months_is_weighed_by_its_ends(journal):
    acts(journal, 500, said="x")
    acts(journal, 400, said="x" * 900)
    acts(journal, 500, said="x")
    said, ends = journal.lines.bytes_between(ONE, 1, 1400), journal.lines.sizes(ONE, 1, 500)
    assert said == pytest.approx(1400 * sum(ends) / 500, rel=0.01)


def test_frames_are_cut_without_weighing_what_this_round_does_not_send(journal):
    acts(journal, 3000)
    journal.seal(a_signer(1), ONE)
    read, weigh = [], journal.lines.sizes

    def watched(author, first, last):
        read.append(last)
        return weigh(author, first, last)

    journal.lines.sizes = watched
    next(iter(frames_for(journal, GATEWAY, ONE)))
    assert max(read) < 1500


def test_sealing_again_changes_nothing(journal):
    acts(journal, 2)
    journal.seal(a_signer(), ONE)
    seals = journal.lines.seals(ONE)
    journal.seal(a_signer(), ONE)
    assert journal.lines.seals(ONE) == seals
    journal.seal(a_signer(2), TWO)
    assert journal.lines.seals(TWO) == []


def test_a_frame_beyond_a_gap_waits_and_the_gap_closes(journal):
    lines = some_lines(1, 6)
    late = a_frame(lines[3:], 4, history=lines[:3], says_before=True)
    assert journal.accept(late).verdict.outcome is Outcome.GAP
    assert (journal.head(ONE).n, journal.highest(ONE)) == (0, 6)
    with pytest.raises(ForkFound):
        acts(journal)
    assert journal.accept(a_frame(lines[:3])).verdict.outcome is Outcome.APPENDED
    assert journal.head(ONE).n == 6


def test_what_is_not_proven_leaves_no_trace(journal):
    assert journal.accept(a_frame(some_lines(1, 2), secret=3)).verdict.reason == (
        Refusal.UNKNOWN_DEVICE
    )
    assert journal.heads() == {}


def test_a_fork_is_kept_aside(journal):
    acts(journal, 2)
    fork = a_frame(some_lines(1, 3, said="khác"))
    accepted = journal.accept(fork)
    assert accepted.verdict.outcome is Outcome.FORK
    assert accepted.touched == {DOSSIER}
    assert [kept.id.n for kept in journal.aside()] == [1, 2, 3]
    assert journal.head(ONE).n == 2
    assert journal.accept(fork).verdict.outcome is Outcome.FORK
    assert len(journal.aside()) == 3


def test_the_branch_in_the_gateways_order_stays(journal):
    lines = some_lines(1, 1)
    journal.accept(a_frame(lines))
    ours = acts(journal, 2)
    theirs = a_frame([*lines, *some_lines(2, 4, said="khác")])
    assert journal.accept(theirs, ordered=True).verdict.outcome is Outcome.APPENDED
    assert [(kept.id, kept.reason) for kept in journal.aside()] == [
        (event.id, "gave_way") for event in ours
    ]
    assert journal.head(ONE).n == 4
    assert [n for n, _ in journal.lines.seals(ONE)] == [1, 4]


def test_a_branch_that_has_its_place_does_not_give_way(journal):
    ours = acts(journal, 2)
    journal.order.place(a_page(journal, [event.id for event in ours]))
    theirs = a_frame(some_lines(1, 3, said="khác"))
    assert journal.accept(theirs, ordered=True).verdict.outcome is Outcome.FORK
    assert journal.entity(DOSSIER)[0].h == ours[0].h


def test_a_line_that_nobody_can_read_delays_no_other(journal):
    poisoned = full_line(b'{"v": 1}', b"{}", b"s" * 16)
    journal.accept(a_frame([a_line(1), poisoned, a_line(3)]))
    assert journal.head(ONE).n == 3
    assert journal.lines.unreadable() == [EventId(*ONE, 2)]
    assert [event.id.n for event in journal.lines.of_kind("office.note_added")] == [1, 3]
    assert [event.id.n for event in journal.entity(DOSSIER)] == [1, 3]
    assert [event.id.n for event in journal.lines.after(ONE, 0)] == [1, 3]


def test_a_line_that_counts_otherwise_than_its_frame_is_not_read(journal):
    journal.accept(a_frame([a_line(1), a_line(1)]))
    assert journal.lines.unreadable() == [EventId(*ONE, 2)]
    assert [event.id.n for event in journal.lines.after(ONE, 0)] == [1]


def test_a_payload_that_was_left_out_on_the_way_comes_back(journal):
    lines = some_lines(1, 2)
    journal.accept(a_frame([line.erased() for line in lines]))
    assert journal.entity(DOSSIER)[0].payload is None
    assert journal.accept(a_frame(lines)).touched == {DOSSIER}
    assert journal.entity(DOSSIER)[0].payload == {"text": "ghi chú 1"}


def from_province(journal, kind, payload):
    """The province says something; answers what became of it."""
    key = a_signer(8).public_key
    journal.devices.trust(certify(key, ("province.",), "Tỉnh", "province"))
    return said_by(journal, 8, kind, payload)


def said_by(journal, secret, kind, payload):
    head = journal.head(an_author(secret))
    text = an_envelope(head.n + 1, k=kind, e="device")
    line = write(text, payload, b"s" * 16)
    history = journal.lines.between(an_author(secret), 1, head.n)
    return journal.accept(a_frame([line], head.n + 1, secret=secret, history=history))


def test_an_erased_payload_never_comes_back_and_the_chain_holds(journal):
    lines = some_lines(1, 3)
    journal.accept(a_frame(lines[:2]))
    erased = from_province(journal, ERASED, {"events": [f"{ONE.device}:AAAA:{n}" for n in (2, 3)]})
    assert DOSSIER in erased.touched
    assert [event.payload is None for event in journal.entity(DOSSIER)] == [False, True]
    journal.accept(a_frame(lines))
    assert [event.payload is None for event in journal.entity(DOSSIER)] == [False, True, True]
    assert journal.head(ONE).n == 3
    (_, frame) = sent(journal)
    assert a_journal().accept(frame).verdict.outcome is Outcome.APPENDED


def test_a_pc_cannot_erase(journal):
    event = acts(journal)[0]
    said_by(journal, 2, ERASED, {"events": [str(event.id)]})
    assert journal.entity(DOSSIER)[0].payload is not None


def test_a_device_is_known_from_its_certificate(journal):
    key = a_signer(3).public_key
    certificate = certify(key, ("office.",), "Máy 3", "counter")
    from_province(journal, CERTIFIED, certificate.to_payload())
    assert journal.accept(a_frame(some_lines(1, 2), secret=3)).verdict.outcome is Outcome.APPENDED
    assert certificate.device in journal.devices.all()


@pytest.mark.parametrize("payload", [{"device": "x"}, {"events": ["nonsense"]}])
@pytest.mark.parametrize("kind", [CERTIFIED, ERASED])
def test_what_the_province_says_badly_changes_nothing(journal, kind, payload):
    known = from_province(journal, "province.recorded", {}) and journal.devices.all()
    from_province(journal, kind, payload)
    assert journal.devices.all() == known


def test_events_are_placed_together_with_the_cursor(journal):
    ids = [event.id for event in acts(journal, 3)]
    placed = journal.order.place(a_page(journal, [ids[1], ids[0]]))
    assert (placed.touched, placed.missing) == ({DOSSIER}, None)
    assert journal.order.cursor().position == 2
    assert [event.id.n for event in journal.entity(DOSSIER)] == [2, 1, 3]
    assert [event.position for event in journal.entity(DOSSIER)] == [1, 2, None]


def test_placing_stops_before_what_is_missing(journal):
    (event,) = acts(journal)
    missing = EventId(*TWO, 1)
    placed = journal.order.place(a_page(journal, [event.id, missing]))
    assert placed.missing == missing
    assert journal.order.cursor().position == 1


def test_a_page_that_does_not_lead_to_its_hash_is_malformed(journal):
    (event,) = acts(journal)
    page = a_page(journal, [event.id])
    journal.order.place(page)
    start = journal.order.marks()[0]
    with pytest.raises(Malformed, match="placed twice"):
        journal.order.place(a_page(journal, [event.id], start))
    other = a_page(a_journal(), [])
    with pytest.raises(CursorLost):
        journal.order.rewind(Mark(1, other.chain))
    with pytest.raises(CursorLost):
        journal.order.rewind(Mark(5, page.chain))


def test_a_page_with_another_hash_is_malformed(journal):
    ids = [event.id for event in acts(journal, 2)]
    page = a_page(journal, ids)
    with pytest.raises(Malformed, match="its hash"):
        journal.order.place(msgspec.structs.replace(page, chain=bytes(32)))


def test_marks_thin_out_towards_the_beginning(journal):
    ids = [event.id for event in acts(journal, 40)]
    journal.order.place(a_page(journal, ids))
    assert [mark.position for mark in journal.order.marks()] == [40, 39, 31, 0]


def test_a_log_that_begins_anew_is_followed_from_the_last_equal_place(journal):
    ids = [event.id for event in acts(journal, 4)]
    journal.order.place(a_page(journal, ids))
    before = Mark(2, a_page(journal, ids[:2]).chain)
    page = a_page(journal, [ids[3], ids[2]], before, log_epoch="log-2")
    assert journal.order.place(page).missing is None
    assert [event.id.n for event in journal.entity(DOSSIER)] == [1, 2, 4, 3]
    assert journal.order.cursor().log_epoch == "log-2"
