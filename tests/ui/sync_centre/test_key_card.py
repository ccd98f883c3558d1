"""Khóa của máy này: two keys at the sync centre, and work goes on."""

from tests.helpers.province import Province
from tests.ui.sync_centre.shift import AtWork


def opened(mai: AtWork, province: Province) -> str:
    assert not mai.page.key_card.isVisible(), "nobody knows the key yet"
    mai.enrols(province)
    mai.until(mai.page.key_card.isVisible)
    mai.until(mai.page.key_card.begin.isEnabled)
    mai.page.key_card.begin.setFocus()
    mai.presses("Space")
    assert mai.page.key_card.change.hasFocus()
    return mai.office.store.device.device


def test_the_key_is_changed_and_the_province_hears_of_it(mai: AtWork, province: Province) -> None:
    old = opened(mai, province)
    mai.presses("Space")
    card = mai.page.key_card
    mai.until(lambda: mai.office.store.device.device != old)
    mai.until(lambda: old in card.standing.text() and not card.waits.isVisible())
    mai.until(lambda: not card.code.isVisible())
    mai.receives()
    registry = province.running.gateway.registry
    mai.until(lambda: registry.device(mai.office.store.device.device) is not None)


def test_a_wrong_code_is_refused_beside_the_button_and_nothing_is_changed(
    mai: AtWork, province: Province
) -> None:
    old = opened(mai, province)
    card = mai.page.key_card
    card.code.fill("ABCDEFGH12")
    mai.presses("Space")
    mai.until(card.error.isVisible)
    assert "MC-" in card.error.text()
    assert mai.office.store.device.device == old
    card.cancel.setFocus()
    mai.presses("Space")
    assert card.begin.isVisible()
    assert not card.code.value()
