"""The paper ledger has its own rules, and they are tested before it judges anything."""

import pytest

from tests.numbers.ledger import Duplicate, Ledger

CODE = "TAM-1-7K2M-261210-004"
BEFORE, AFTER = "the dossier of before the image", "the dossier of after it"


def test_a_blank_slip_that_is_burned_again_after_an_image_finds_both_dossiers():
    ledger = Ledger()
    ledger.burns(CODE)
    ledger.fills(CODE, BEFORE)
    ledger.forgotten.add(CODE)
    ledger.burns(CODE)
    ledger.fills(CODE, AFTER)
    assert ledger.of_dossiers == {CODE: {BEFORE, AFTER}}


def test_a_blank_slip_with_the_code_of_a_slip_of_before_the_image_finds_both_dossiers():
    ledger = Ledger()
    ledger.prints(CODE, BEFORE)
    ledger.forgotten.add(CODE)
    ledger.burns(CODE)
    assert ledger.of_dossiers == {CODE: {BEFORE}}
    ledger.fills(CODE, AFTER)
    assert ledger.of_dossiers == {CODE: {BEFORE, AFTER}}


def test_a_blank_slip_with_a_code_that_nobody_could_forget_is_a_duplicate():
    ledger = Ledger()
    ledger.prints(CODE, BEFORE)
    with pytest.raises(Duplicate):
        ledger.burns(CODE)
