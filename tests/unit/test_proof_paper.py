"""What the papers of timeliness say, and what their code holds."""

import msgspec
import pytest

from app.domain.errors import RuleViolation
from app.domain.link import Down, Stretch
from app.domain.papers import with_signature, wording
from app.domain.papers.proof import (
    Proof,
    down_words,
    hours_words,
    outcome_words,
    proof_paper,
    sums_words,
)
from app.domain.papers.proof_text import facts_of, facts_of_list, proof_text, read_proof_text
from app.domain.timeliness import Journey, Timeliness, Totals
from sync.protocol.event import Seen
from tests.helpers.desk import FACTS
from tests.helpers.dossiers import DAY, HOUR, MORNING
from tests.ui.printing.proof_samples import a_timeliness, proof_samples

HEAD = Seen("AAAAAAAAAA", "BBBB", 7, "0a1b2c3d")
SIGNATURE = bytes(range(64))
LATE = (
    "Tính theo lúc tỉnh nhận, có 319 hồ sơ trễ: 195 hồ sơ (61,13 %) giải quyết đúng hạn"
    " nhưng tỉnh nhận muộn, 124 hồ sơ quá hạn thật."
)


def paper_of(found: Timeliness) -> dict[str, object]:
    said = Proof(found=found, stretches=(), at=MORNING, qr="", officer="Mai", pc="Máy 1")
    return dict(proof_paper(said, FACTS))


def test_what_has_not_come_yet_is_said_to_be_missing():
    bare = msgspec.structs.replace(a_timeliness(), journey=Journey(), due=None, down=Down())
    said = paper_of(bare)
    assert [said[name] for name in ("tried", "delivered", "recorded")] == ["Chưa"] * 3
    assert said["due"] == wording.NO_DUE_DATE
    assert said["down"] == "Nhật ký không ghi lần nào"


def test_whoever_brought_the_word_and_a_clock_in_doubt_are_named():
    way = Journey(delivered=MORNING, carrier="stick")
    said = paper_of(msgspec.structs.replace(a_timeliness(), journey=way, clk="bad"))
    assert said["delivered"] == "08:40 24/11/2026 (giờ máy chủ tỉnh đã ký, qua USB)"
    assert "giờ máy không tin được" in str(said["entered"])
    passed_on = Journey(delivered=MORNING, learned=MORNING, carrier="hub")
    said = paper_of(msgspec.structs.replace(a_timeliness(), journey=passed_on))
    assert said["delivered"] == "08:40 24/11/2026 (chậm nhất, theo giờ máy này, qua máy chủ xã)"
    recorded = paper_of(msgspec.structs.replace(a_timeliness(), recorded=MORNING))
    assert recorded["recorded"] == "08:40 24/11/2026"


def test_the_list_names_every_dossier_and_every_outage():
    said = proof_samples(FACTS, "", worst=False)["proof_list"]
    rows, outages = said["rows"], said["outages"]
    assert not isinstance(rows, str)
    assert [row["number"] for row in rows] == ["1", "2", "3"]
    assert rows[0]["down"] == "39 giờ"
    assert [dict(one) for one in outages if not isinstance(one, str)] == [
        {
            "began": "08:40 24/11/2026",
            "until": "08:40 25/11/2026",
            "outcome": "Không tới được máy chủ tỉnh",
            "tries": "212",
            "silent": "14 giờ",
        }
    ]


def test_lengths_and_outcomes_are_said_as_people_say_them():
    assert [hours_words(n * HOUR) for n in (1, 2, 39)] == ["60 phút", "2 giờ", "39 giờ"]
    assert down_words(Down(39 * HOUR, 212)) == "39 giờ, đã thử 212 lần"
    assert outcome_words(Stretch(began=0, until=0, outcome="x")) == "Không gửi được (x)"
    assert wording.short(MORNING) == "08:40 24/11"
    assert wording.short(MORNING + HOUR, MORNING) == "09:40"
    assert wording.short(MORNING + DAY, MORNING) == "08:40 25/11"


def test_every_figure_of_a_period_is_told_the_real_lateness_too():
    words = sums_words(Totals(settled=1319, late=124, told_late=195))
    assert words.splitlines() == [
        "Trong kỳ có 1319 hồ sơ được giải quyết.",
        LATE,
    ]
    others = sums_words(Totals(entered_late=1, elsewhere=2, unknown=3), hidden=4)
    assert "1 giải quyết đúng hạn trên giấy" in others
    assert "2 do máy khác ghi" in others
    assert "3 không xác định được" in others
    assert others.endswith("4 hồ sơ của cơ quan khác không nêu trong danh sách.")


def test_the_code_holds_the_moments_to_the_minute():
    found = a_timeliness()
    text = with_signature(proof_text(found.code, HEAD, facts_of(found)), SIGNATURE)
    said = read_proof_text(f" {text}\n")
    assert (said.code, said.head, said.signature) == (found.code, HEAD, SIGNATURE)
    assert said.moments == (
        found.due,
        found.decided,
        found.journey.tried,
        found.journey.delivered,
        None,
    )
    assert not said.is_of_list
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-./:")  # a QR packs these


def test_a_lists_code_changes_with_any_row():
    rows = [a_timeliness(1), a_timeliness(2)]
    totals = Totals(settled=9, late=1, told_late=2)
    facts = facts_of_list(totals, rows)
    assert facts[:3] == ("9", "1", "2")
    assert facts_of_list(totals, rows[::-1])[3] != facts[3]
    text = with_signature(proof_text("DS-1", HEAD, facts), SIGNATURE)
    assert read_proof_text(text).is_of_list


@pytest.mark.parametrize("text", ["", "MC1/X", "MC2/X/AAAAAAAAAA/BBBB/7/0A1B2C3D/1.2/"])
def test_any_other_code_is_none_of_ours(text: str):
    with pytest.raises(RuleViolation, match="proof_qr_unreadable"):
        read_proof_text(text)
