"""Every fault that the doctor can find has its sentence, and the guide's table tells them all."""

import pytest

from app.system.paths import resources
from app.ui import words
from app.ui.words.doctor import SENTENCES
from sync.carriers.line_faults import Fault


@pytest.mark.parametrize("fault", list(Fault))
def test_every_fault_of_the_line_has_a_sentence_and_something_to_do(fault):
    assert words.is_known(fault.value)
    assert words.sentence(fault.value).remedy


def test_the_guides_table_is_what_the_screens_say():
    text = (resources() / "help" / "guide" / "14-trouble.md").read_text("utf-8")
    table = [line for line in text.splitlines() if line.startswith("| MC-")]
    in_order = sorted(SENTENCES.values(), key=lambda one: one.number)
    assert table == [f"| {one.code} | {one.what} | {one.remedy} |" for one in in_order]
