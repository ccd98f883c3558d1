"""Đổi khóa của máy: who may not, and what a revoked key cannot wash off."""

import dataclasses

import msgspec
import pytest

from app.domain.errors import RuleViolation
from app.usecases import hub
from app.usecases.bundle_readers import readers_of
from app.usecases.desk import Desk
from app.usecases.gateway_known import must_be_enrolled
from app.usecases.new_key import change_key, change_key_by_code
from app.usecases.synchronise import one_round
from sync.carriers.neighbour_faults import HubSaysRevoked
from sync.gateway.acts import Acts
from sync.hub.standing import is_revoked
from tests.helpers.desk import a_dossier
from tests.helpers.hub import a_hub
from tests.helpers.known import is_clean
from tests.helpers.office import MAI


def test_who_may_not_and_who_is_not_let_in_yet_change_nothing(desk, enrolled, province):
    before = desk.store.device.device
    accountant = dataclasses.replace(desk, officer=msgspec.structs.replace(MAI, role="accountant"))
    for ask in (
        lambda: change_key(accountant),
        lambda: change_key_by_code(accountant, province.url, "X"),
    ):
        with pytest.raises(RuleViolation) as no:
            ask()
        assert no.value.code == "role_not_allowed"
    assert desk.store.device.device == before


def test_two_changes_in_a_row_wash_no_revocation_off(enrolled, copied, neighbour, province):
    Acts(province.running.gateway, "Tỉnh").revoke(copied.store.device.device, "mất máy")
    one_round(neighbour)
    lost = [copied.store.device.device, change_key(copied), change_key(copied)]
    with a_hub(neighbour) as running:
        hub.go_to(copied, running.address)
        for _ in lost:
            with pytest.raises(HubSaysRevoked):
                hub.one_round(copied)
        session = neighbour.store.sync_session()
        with session.reading() as journal:
            assert all(is_revoked(journal, one) for one in lost)
        session.close()
    assert not sealed_for(neighbour).intersection(lost)


def test_after_a_change_no_stick_is_sealed_for_the_old_key(enrolled, neighbour, province):
    old = enrolled.store.device.device
    assert old in sealed_for(neighbour)
    new = change_key(enrolled)
    one_round(enrolled)
    one_round(neighbour)
    for desk in (enrolled, neighbour):
        assert old not in sealed_for(desk)
        assert new in sealed_for(desk)


def sealed_for(desk: Desk) -> frozenset[str]:
    """The PCs that could open a stick of this one."""
    session = desk.store.sync_session()
    try:
        return readers_of(desk, session, must_be_enrolled(desk.store.preferences)).devices
    finally:
        session.close()


def test_a_revoked_pc_goes_on_by_a_code_of_the_province_alone(enrolled, neighbour, province):
    old = enrolled.store.device.device
    Acts(province.running.gateway, "Tỉnh").revoke(old, "nhầm máy")
    a_dossier(enrolled)
    assert one_round(enrolled).revoked
    with pytest.raises(RuleViolation) as no:
        change_key(enrolled)
    assert no.value.code == "key_revoked"
    assert enrolled.store.device.device == old
    change_key_by_code(enrolled, province.url, province.invites())
    later = a_dossier(enrolled)
    one_round(enrolled)
    one_round(neighbour)
    assert is_clean(neighbour, later)
    assert change_key(enrolled), "under a key that the province has let in it may"


def test_a_key_that_a_revoked_one_handed_over_to_may_not_be_changed(enrolled, province):
    Acts(province.running.gateway, "Tỉnh").revoke(enrolled.store.device.device, "nhầm máy")
    change_key(enrolled)
    one_round(enrolled)
    with pytest.raises(RuleViolation) as no:
        change_key(enrolled)
    assert no.value.code == "key_revoked"


def test_a_pc_put_back_that_changes_its_key_loses_nothing_of_what_was_ordered(
    enrolled, copied, neighbour, province
):
    """The image is of before; what the lost disk had sent counts everywhere."""
    lost = a_dossier(enrolled)
    one_round(enrolled)
    one_round(neighbour)
    change_key(copied)
    after = a_dossier(copied)
    for desk in (copied, copied, neighbour):
        one_round(desk)
    for desk in (copied, neighbour):
        assert is_clean(desk, lost)
        assert is_clean(desk, after)


def test_a_pc_that_the_province_does_not_know_has_no_key_to_change(desk):
    with pytest.raises(RuleViolation) as no:
        change_key(desk)
    assert no.value.code == "not_enrolled"
